"""Which elements are blocks of code, and that their lines stay as they are."""
from __future__ import annotations

import pytest
from lxml import html

from newscrawl.extract.blocks import walk

PYTHON = "def hello(name):\n    if name:\n\n        print(name)"


def blocks(inner: str) -> list[tuple[str, str]]:
    return [(block.type, block.text) for block in walk([html.fromstring(f"<div>{inner}</div>")], str)]


def rows(*cells: str) -> str:
    return "".join(f"<tr>{one}</tr>" for one in cells)


@pytest.mark.parametrize("markup", [
    f"<pre>{PYTHON}</pre>",
    f"<pre>\n{PYTHON}\n\n</pre>",
    f"<pre><code>{PYTHON}\n</code></pre>",
    f"<pre>{PYTHON.replace(chr(10), '<br>')}</pre>",
    f"<pre>{PYTHON.replace(chr(10), '<br>' + chr(10))}</pre>",
    f"<pre>{PYTHON.replace(' ', '&nbsp;')}</pre>",
    f"<pre>{PYTHON.replace(chr(10), chr(13) + chr(10))}</pre>",
    f"<p><code>{PYTHON.replace(chr(10), '<br>')}</code></p>",
    '<pre class="hljs language-python"><span class="k">def</span> <span class="f">hello</span>(name):\n    <span>if</span> name:\n\n'
    "        print(name)</pre>",
    "<pre><div>def hello(name):</div><div>    if name:</div><div><br></div><div>        print(name)</div></pre>",
    '<pre class="prettyprint"><ol class="linenums"><li>def hello(name):</li><li>    if name:</li><li>\n</li><li>        print(name)</li></ol></pre>',
    '<pre><code><span class="line-number">1</span>def hello(name):\n<span class="line-number">2</span>    if name:\n'
    '<span class="line-number">3</span>\n<span class="line-number">4</span>        print(name)</code></pre>',
    f'<figure class="highlight"><table><tr><td class="gutter"><pre>1<br>2<br>3<br>4<br></pre></td><td class="code"><pre>{PYTHON}\n</pre></td>'
    "</tr></table></figure>",
    f'<table class="lntable"><tr><td class="lntd"><pre>1\n2\n3\n4</pre></td><td class="lntd"><pre>{PYTHON}</pre></td></tr></table>',
    '<table class="highlight js-file-line-container">\n' + rows(*(
        f'<td class="blob-num" data-line-number="{n}"></td>\n<td class="blob-code">{line}</td>' for n, line in enumerate(PYTHON.split("\n"), 1)))
    + "</table>",
    '<pre><code class="hljs"><table class="hljs-ln">' + rows(*(
        f'<td class="hljs-ln-numbers" data-line-number="{n}"><div class="hljs-ln-n"></div></td><td class="hljs-ln-code">{line}</td>'
        for n, line in enumerate(PYTHON.split("\n"), 1))) + "</table></code></pre>",
    '<div class="syntaxhighlighter"><table><tr><td class="gutter"><div class="line number1">1</div><div class="line number2">2</div>'
    '<div class="line number3">3</div><div class="line number4">4</div></td><td class="code"><div class="container">'
    '<div class="line number1"><code>def hello(name):</code></div><div class="line number2"><code>&nbsp;&nbsp;&nbsp;&nbsp;</code>'
    '<code>if name:</code></div><div class="line number3">\n</div><div class="line number4">'
    "<code>&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;</code><code>print(name)</code></div></div></td></tr></table></div>",
])
def test_code_keeps_its_lines(markup: str) -> None:
    assert blocks(f"<p>앞 문장이다.</p>{markup}<p>뒤 문장이다.</p>") == [
        ("paragraph", "앞 문장이다."), ("code", PYTHON), ("paragraph", "뒤 문장이다.")]


@pytest.mark.parametrize("code", [
    "\tif a {\n\t\tb();\n\t}", "pip install newscrawl", "$ ls -l\ntotal 24", '{"이름": "홍길동"}', "# 값을 더한다\n값 = 값 + 3\nreturn 값;",
    "SELECT 이름, 나이\n  FROM 직원\n WHERE 나이 > 30;", "<div>\n  <b>안녕하세요</b>\n</div>".replace("<", "&lt;")])
def test_a_bare_pre_is_code_by_its_text(code: str) -> None:
    [(kind, text)] = blocks(f"<pre>{code}</pre>")
    assert (kind, text) == ("code", code.replace("&lt;", "<"))


@pytest.mark.parametrize(("markup", "expected"), [
    ("<p>함수 <code>a()</code>는 없다.</p>", [("paragraph", "함수 a()는 없다.")]),
    ("<p>명령 <code>a<br>b</code>를 쓴다.</p>", [("paragraph", "명령 a\nb를 쓴다.")]),
    ("<p><code>pip install a</code></p>", [("paragraph", "pip install a")]),
    ("<pre>첫 줄이다.\n  둘째 줄이다.\n\n셋째 줄이다.</pre>", [("paragraph", "첫 줄이다.\n둘째 줄이다."), ("paragraph", "셋째 줄이다.")]),
    ("<pre>[앵커]\n비가 그쳤습니다.\n(서울=누리통신) 기자가 전합니다.</pre>", [
        ("paragraph", "[앵커]\n비가 그쳤습니다.\n(서울=누리통신) 기자가 전합니다.")]),
    ("<pre>The umbrella laughed first, and nobody knew why.\n</pre>", [("paragraph", "The umbrella laughed first, and nobody knew why.")]),
    ('<pre><p>문단이다.</p><img src="https://a.example/1.jpg"></pre>', [("paragraph", "문단이다."), ("image", "https://a.example/1.jpg")]),
    ("<table>" + rows("<td>1</td><td>우산</td>", "<td>2</td><td>장화</td>") + "</table>", [("table", "1\t우산\n2\t장화")]),
    ("<table>" + rows("<td>1</td><td><code>ls</code></td>", "<td>2</td><td><code>cd</code></td>") + "</table>", [("table", "1\tls\n2\tcd")]),
])
def test_what_is_no_block_of_code(markup: str, expected: list[tuple[str, str]]) -> None:
    assert blocks(markup) == expected


def test_code_in_a_list_keeps_its_lines() -> None:
    assert blocks("<ul><li>먼저 친다.<pre>a = 1\n  b</pre></li></ul>") == [("paragraph", "먼저 친다."), ("code", "a = 1\n  b")]
