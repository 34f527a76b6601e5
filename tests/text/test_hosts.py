"""Who owns a host, by the Public Suffix List that comes with tldextract."""
from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from newscrawl.text.hosts import have_same_owner, registered_domain

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(("host", "domain"), [
    ("www.paper.co.kr", "paper.co.kr"),
    ("paper.co.kr", "paper.co.kr"),
    ("m.news.paper.kr:8080", "paper.kr"),
    ("WWW.Paper.Com", "paper.com"),
    ("news.paper.ai.kr", "paper.ai.kr"),
    ("www.paper.busan.kr", "paper.busan.kr"),
    ("신문.한국", "신문.한국"),
    ("blog.tistory.com", "tistory.com"),  # a host of blogs has one owner
    ("news.paper.example", "paper.example"),
    ("paper.example", "paper.example"),
    ("co.kr", "co.kr"),
    ("localhost:6800", "localhost"),
    ("127.0.0.1:8080", "127.0.0.1"),
    ("[::1]", "[::1]"),
    ("", ""),
])
def test_registered_domain(host: str, domain: str) -> None:
    assert registered_domain(host) == domain


def test_addresses_in_digits_have_an_owner_each() -> None:
    assert not have_same_owner("10.0.0.1", "10.9.0.1")


def test_the_list_is_the_packages_own(tmp_path: Path) -> None:
    program = ("import socket\n"
               "def refuse(*_): raise SystemExit('it asked the network')\n"
               "socket.getaddrinfo = socket.socket.connect = refuse\n"
               "from newscrawl.text.hosts import registered_domain\n"
               "print(registered_domain('www.paper.co.kr'))")
    environ = {**os.environ, "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path)} | {"PYTHONPATH": str(ROOT)}
    environ.pop("TLDEXTRACT_CACHE", None)
    done = subprocess.run([sys.executable, "-c", program], env=environ, capture_output=True, text=True, timeout=60, check=False)
    assert (done.stdout, done.stderr) == ("paper.co.kr\n", "")
    assert [*tmp_path.iterdir()] == []
