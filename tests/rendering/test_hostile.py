"""A drawn page that reaches for what it may not have: every way on which a script can ask for something."""
from __future__ import annotations

import os
import socket
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from newscrawl.rendering.browser import NO_PROXY_THERE, arguments
from newscrawl.rendering.profile import PREFIX, make_folder, remove
from tests.loopback import Answer, Site, serving
from tests.rendering.test_rendering import crawl, draw_with, needs_browser, records

pytestmark = pytest.mark.slow

# {other} is a port on which nothing of the site is; its own paths below /closed/ are forbidden by robots.txt.
REACHES = """
const other = "127.0.0.1:{other}", own = location.host, tries = [
  () => new WebSocket(`ws://${{own}}/closed/socket`), () => new WebSocket(`ws://${{other}}/`),
  () => new SharedWorker("/shared.js"), () => new SharedWorker(URL.createObjectURL(new Blob(["fetch(`http://${{self.name}}/closed/s`)"])), own),
  () => new Worker(URL.createObjectURL(new Blob([`
    for (const url of ["http://${{own}}/closed/worker", "http://${{other}}/"]) fetch(url, {{mode: "no-cors"}}).catch(() => 0);
    try {{ new WebSocket("ws://${{own}}/closed/worker-socket"); }} catch (e) {{}}
    try {{ new WebSocket("ws://${{other}}/"); }} catch (e) {{}}
    try {{ new EventSource("http://${{own}}/closed/worker-events"); }} catch (e) {{}}
    try {{ importScripts("http://${{own}}/closed/import.js"); }} catch (e) {{}}`]))),
  () => navigator.serviceWorker.register("/service.js"),
  () => navigator.sendBeacon("/closed/beacon", "x"), () => navigator.sendBeacon(`http://${{other}}/`, "x"),
  () => fetch("/closed/keep", {{method: "POST", keepalive: true, body: "x"}}),
  () => fetch(`http://${{other}}/`, {{mode: "no-cors", keepalive: true}}),
  () => new EventSource("/closed/events"), () => new WebTransport(`https://${{other}}/`),
  () => {{
    for (const realm of [window, document.body.appendChild(document.createElement("iframe")).contentWindow]) {{
      for (const server of [`stun:${{other}}`, `turn:${{other}}?transport=tcp`, `turn:${{other}}?transport=udp`]) {{
        const peer = new realm.RTCPeerConnection({{iceServers: [{{urls: server, username: "a", credential: "b"}}]}});
        peer.createDataChannel("x");
        peer.createOffer().then(offer => peer.setLocalDescription(offer));
      }}
    }}
  }},
  () => {{
    const frame = document.body.appendChild(document.createElement("iframe"));
    frame.contentWindow.navigator.sendBeacon("/closed/beacon", "x");
    new frame.contentWindow.SharedWorker("/shared.js");
  }},
  ...["prefetch", "preload", "modulepreload", "prerender", "manifest", "icon", "dns-prefetch", "preconnect", "stylesheet"].flatMap(kind =>
    ["/closed/link-" + kind, `http://${{other}}/`].map(address => () => {{
      document.head.append(Object.assign(document.createElement("link"), {{rel: kind, href: address, as: "script"}}));
    }})),
  () => {{
    const rules = Object.assign(document.createElement("script"), {{type: "speculationrules"}});
    rules.textContent = JSON.stringify({{prefetch: [{{source: "list", urls: ["/closed/speculated"], eagerness: "immediate"}}],
                                        prerender: [{{source: "list", urls: ["/closed/prerendered"], eagerness: "immediate"}}]}});
    document.head.append(rules);
  }},
  ...["iframe", "object", "embed", "script", "img", "video", "audio", "track"].flatMap(tag =>
    ["/closed/" + tag, `http://${{other}}/`].map(address => () => {{
    document.body.append(Object.assign(document.createElement(tag), {{src: address, data: address}}));
  }})),
  () => {{
    const link = document.body.appendChild(Object.assign(document.createElement("a"), {{href: "#x", ping: "/closed/ping"}}));
    link.click();
  }},
  () => {{
    const form = Object.assign(document.createElement("form"), {{action: "/closed/form", method: "post", target: "there"}});
    document.body.append(form);
    document.body.append(Object.assign(document.createElement("iframe"), {{name: "there"}}));
    form.submit();
  }},
  () => open("/closed/window"),
];
for (const one of tries) {{ try {{ Promise.resolve(one()).catch(() => 0); }} catch (error) {{}} }}
setTimeout(() => fetch(`/tried?${{tries.length}}`).then(add), 3000);
"""


@contextmanager
def nobody_calls() -> Iterator[tuple[int, list[str]]]:
    """A port on loopback, for TCP and UDP, and what came to it."""
    came: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as tcp, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
        port = tcp.getsockname()[1]
        udp.bind(("127.0.0.1", port))
        ended = threading.Event()

        def listen(server: socket.socket, kind: str) -> None:
            server.settimeout(0.1)
            while not ended.is_set():
                with suppress(TimeoutError):
                    if kind == "udp":
                        came.append(f"udp {server.recvfrom(100)[0]!r}")
                    else:
                        connection, _ = server.accept()
                        with connection:
                            connection.settimeout(1)
                            came.append(f"tcp {connection.recv(100)!r}")

        threads = [threading.Thread(target=listen, args=one, daemon=True) for one in ((tcp, "tcp"), (udp, "udp"))]
        for thread in threads:
            thread.start()
        try:
            yield port, came
        finally:
            ended.set()
            for thread in threads:
                thread.join()


@needs_browser
def test_all_that_a_page_asks_for_is_judged(tmp_path: Path) -> None:
    site = Site()
    with serving(site) as port, nobody_calls() as (other, came):
        draw_with(site, port, REACHES.format(other=other))
        host = f"localhost:{port}"
        script = {"Content-Type": "text/javascript"}
        site.pages[f"{host}/shared.js"] = Answer(b"fetch('/closed/shared')", headers=script)
        site.pages[f"{host}/service.js"] = Answer(b"fetch('/closed/service')", headers=script)
        run = crawl("pages", tmp_path, port, "-a", "max_pages=1")
    assert run.returncode == 0
    assert [asked for asked in site.asked if asked.startswith(f"{host}/tried?")], "the script ran to its end"
    assert len(records(tmp_path)) == 5
    assert [asked for asked in site.asked if "/closed/" in asked or not asked.startswith("localhost")] == []
    assert [asked for asked in site.asked if "shared.js" in asked or "service.js" in asked] == []
    assert came == []


@needs_browser
def test_a_page_that_grows_without_end_is_not_read(tmp_path: Path) -> None:
    site = Site()
    with serving(site) as port:
        draw_with(site, port, "add(); document.body.append('가'.repeat(3_000_000));")
        run = crawl("more", tmp_path, port, "-a", "max_pages=1", "-s", "DOWNLOAD_MAXSIZE=2000000")
    assert "the page has grown to 3" in run.stderr
    assert run.returncode != 0
    assert records(tmp_path) == []


@needs_browser
def test_nothing_of_the_browser_is_left(tmp_path: Path) -> None:
    site = Site()
    home = tmp_path / "home"
    home.mkdir()
    # Near the root: Chromium's socket in it may have 107 characters.
    with serving(site) as port, tempfile.TemporaryDirectory(dir="/tmp") as temporary:
        Path(temporary, f"{PREFIX}{2**22 + 1}-killed").mkdir()
        draw_with(site, port, "add();")
        run = crawl("pages", tmp_path / "output", port, "-a", "max_pages=1", HOME=str(home), TMPDIR=temporary)
        assert run.returncode == 0, run.stderr
        assert [*Path(temporary).rglob("*")] == []
    assert [*home.rglob("*")] == []


def test_the_folder_of_a_living_process_is_not_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    first = make_folder()
    second = make_folder()
    assert first.is_dir()
    assert second.is_dir()
    for folder in (first, second):
        remove(folder)
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize("proxy", ["", "http://proxy.example:3128"])
def test_where_a_proxy_is_the_way_out_it_is_kept(monkeypatch: pytest.MonkeyPatch, proxy: str) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    if proxy:
        monkeypatch.setenv("https_proxy", proxy)
    said = arguments(["paper.example"])
    assert (f"--proxy-server={NO_PROXY_THERE}" in said) is not bool(proxy)
    assert not [argument for argument in said if "sandbox" in argument]


@pytest.mark.skipif(os.geteuid() != 0, reason="it is about root")
def test_root_is_refused_in_one_line_and_nothing_is_asked(tmp_path: Path) -> None:
    site = Site()
    with serving(site) as port:
        run = crawl("more", tmp_path, port)
    assert run.returncode == 2
    assert run.stderr == ("scrapy crawl more: its pages need a browser, and as root that has no sandbox: run this as an ordinary user "
                          "(runuser -u USER -- …); in a container that holds nothing else, -s BROWSER_SANDBOX=0 goes without\n")
    assert site.asked == []
