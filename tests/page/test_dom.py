"""What a reader sees in an element, in the order in which it stands there."""
from __future__ import annotations

import pytest
from lxml.html import fragment_fromstring

from newscrawl.extract.blocks import walk
from newscrawl.page.dom import visible_text, visible_text_lines
from newscrawl.page.images import image_address


@pytest.mark.parametrize(("markup", "text"), [
    ("<p>하나</p>", "하나"),
    ("<p>하나 <b><i>둘</i> 셋</b> 넷<!-- 다섯 --> 여섯</p>", "하나 둘 셋 넷 여섯"),
    ("<div>하나<div>둘<p>셋</p>넷</div>다섯</div>", "하나 둘 셋 넷 다섯"),
    ("<td>하나<br>둘</td>", "하나 둘"),
    ("<p>하나<script>둘</script><style>셋</style> 넷</p>", "하나 넷"),
    ("<a>누리<em>AI</em>가</a>", "누리AI가"),
    ("<script>하나</script>", ""),
])
def test_shown(markup: str, text: str) -> None:
    assert visible_text(fragment_fromstring(markup)) == text


def test_shown_lines() -> None:
    element = fragment_fromstring("<div>하나\n 이어서<br><b>둘</b> 셋<p>넷</p>다섯<br/><br/></div>")
    assert visible_text_lines(element) == ["하나 이어서", "둘 셋", "넷", "다섯"]


def test_list_items_and_cells_keep_their_order() -> None:
    page = fragment_fromstring(
        "<div><ul><li><b><i>첫째</i></b> 항목</li><li>둘째 <a href='/x'>항목</a>이다</li></ul>"
        "<table><tr><td><b>값<i>1</i></b>원</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table></div>")
    assert [(block.type, block.text) for block in walk([page], str)] == [
        ("list", "첫째 항목\n둘째 항목이다"), ("table", "값1원\t2\n3\t4")]


def test_a_line_break_of_the_source_is_a_blank() -> None:
    page = fragment_fromstring("<div><p>하나\n둘 <b>셋</b>\n<i>넷</i><br>\n다섯</p></div>")
    assert [block.text for block in walk([page], str)] == ["하나 둘 셋 넷\n다섯"]


@pytest.mark.parametrize(("markup", "address"), [
    ("<img src='/1.jpg'>", "/1.jpg"),
    ("<img src='data:image/gif;base64,R0' data-src='/1.jpg'>", "/1.jpg"),
    ("<img src='/img/blank.gif' data-original='/1.jpg'>", "/1.jpg"),
    ("<img src='https://thumb.paper.example/R680x0/?fname=https%3A%2F%2Fimg.paper.example%2F1.jpg'>", "https://img.paper.example/1.jpg"),
    ("<img src='/view.php?x=600&f=1.jpg'>", "/view.php?x=600&f=1.jpg"),
    ("<img src='/1.jpg' width='1' height='1'>", None),
    ("<img src='/image/newsroom/default-user.png'>", None),
    ("<img>", None),
])
def test_image_address(markup: str, address: str | None) -> None:
    assert image_address(fragment_fromstring(markup)) == address
