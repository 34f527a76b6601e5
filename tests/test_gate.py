"""One gate for every request: public addresses, the ports of the web, the site's hosts, and certificates that are verified."""
from __future__ import annotations

import ssl
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from scrapy.resolver import CachingThreadedResolver
from scrapy.settings import Settings
from twisted.internet.defer import Deferred, succeed

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


class InnerResolver(CachingThreadedResolver):
    """Every name is that of this machine, as a name server of a stranger may say."""

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:  # noqa: N802 - Twisted's name
        return succeed("127.0.0.1")


INNER = ("-s", "TWISTED_DNS_RESOLVER=tests.test_gate.InnerResolver")


@pytest.mark.parametrize("asked", [
    ("crawl", "etnews"), ("check", "etnews"), ("explain", "https://www.etnews.com/20180319000234"), ("read", "https://www.etnews.com/20180319000234"),
    ("probe", "https://www.paper.example/news/")])
def test_a_sites_own_name_may_lead_to_no_inner_host(asked: tuple[str, ...], tmp_path: Path) -> None:
    said = newscrawl(*asked, *INNER, "-s", f"OUTPUT_DIR={tmp_path}")
    assert said.returncode not in {0, 2}
    assert "is no public web server: it is at 127.0.0.1" in said.stderr + said.stdout
    assert "Traceback" not in said.stderr


@contextmanager
def answering_by_tls(folder: Path, name: str) -> Iterator[tuple[int, list[str]]]:
    """The port of a server on this machine, with a certificate of its own for a name; and what is asked of it."""
    key = ec.generate_private_key(ec.SECP256R1())
    owner = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = x509.CertificateBuilder(owner, owner, key.public_key(), 1, datetime(2026, 1, 1), datetime(2126, 1, 1)).add_extension(  # noqa: DTZ001 - UTC
        x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False).sign(key, hashes.SHA256())
    pem = folder / "certificate.pem"
    pem.write_bytes(made.public_bytes(serialization.Encoding.PEM) + key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    site = Site()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    with serving(site, context) as port:
        site.pages |= {f"localhost:{port}/robots.txt": Answer(b""), f"localhost:{port}/1": Answer(b"<html><body><h1>One</h1></body></html>")}
        yield port, site.asked


@pytest.mark.parametrize(("name", "verified"), [("other.example", True), ("localhost", True), ("other.example", False)])
def test_a_certificate_that_nobody_vouches_for(name: str, verified: bool, tmp_path: Path) -> None:
    with answering_by_tls(tmp_path, name) as (port, asked):
        said = newscrawl("explain", f"https://localhost:{port}/1", "-s", "ALLOW_PRIVATE_ADDRESSES=1",
                         "-s", f"DOWNLOAD_VERIFY_CERTIFICATES={int(verified)}")
        assert asked == ([] if verified else [f"localhost:{port}/robots.txt", f"localhost:{port}/1"])
    if verified:
        assert said.returncode == 1
        assert "TLS failed" in said.stderr
        assert said.stderr.count("\n") == 1


def test_certificates_are_verified_unless_a_site_declares_that_its_own_is_broken() -> None:
    class Broken(EtnewsSpider):
        broken_certificate = "2026-11-27: it ran out"

    for spider, verified in ((EtnewsSpider, True), (Broken, False)):
        settings = Settings()
        settings.setmodule("newscrawl.settings")
        spider.update_settings(settings)
        assert settings.getbool("DOWNLOAD_VERIFY_CERTIFICATES") is verified
