"""One gate for every request: public addresses, the ports of the web, the site's hosts, and certificates that are verified."""
from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from scrapy.settings import Settings

from newscrawl.spiders.etnews import EtnewsSpider
from newscrawl.text.hosts import is_public_host
from tests.loopback import Answer, Site, serving

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent


def newscrawl(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "newscrawl", *arguments, "-s", "CONTACT=tests@example.org"], cwd=ROOT,
                          capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.parametrize("command", ["explain", "read", "probe"])
def test_nothing_on_this_machine_is_asked(command: str) -> None:
    site = Site()
    with serving(site) as port:
        said = newscrawl(command, f"http://127.0.0.1:{port}/1")
    assert site.asked == []
    assert said.returncode != 0
    assert "no public web server" in said.stderr


def test_a_name_is_judged_by_its_address() -> None:
    said = newscrawl("explain", "http://localhost/1")
    assert "localhost is no public web server: it is at 127.0.0.1" in said.stderr


def test_a_setting_opens_it() -> None:
    site = Site()
    with serving(site) as port:
        host = f"127.0.0.1:{port}"
        site.pages |= {f"{host}/robots.txt": Answer(b""), f"{host}/1": Answer(b"<html><body><h1>One</h1></body></html>")}
        newscrawl("explain", f"http://{host}/1", "-s", "ALLOW_PRIVATE_ADDRESSES=1")
    assert site.asked == [f"{host}/robots.txt", f"{host}/1"]


@pytest.mark.parametrize(("host", "public"), [
    ("8.8.8.8", True), ("2001:4860:4860::8888", True), ("www.paper.example", True),
    ("127.0.0.1", False), ("10.1.2.3", False), ("192.168.0.1", False), ("172.16.0.1", False), ("169.254.169.254", False), ("0.0.0.0", False),
    ("100.64.0.1", False), ("224.0.0.1", False), ("::1", False), ("[::1]", False), ("fe80::1", False), ("fd00::1", False),
    ("::ffff:127.0.0.1", False),
])
def test_what_is_public(host: str, public: bool) -> None:
    assert is_public_host(host) is public


def test_certificates_are_verified_unless_a_site_declares_that_its_own_is_broken() -> None:
    class Broken(EtnewsSpider):
        broken_certificate = "2026-11-27: it ran out"

    for spider, verified in ((EtnewsSpider, True), (Broken, False)):
        settings = Settings()
        settings.setmodule("newscrawl.settings")
        spider.update_settings(settings)
        assert settings.getbool("DOWNLOAD_VERIFY_CERTIFICATES") is verified
