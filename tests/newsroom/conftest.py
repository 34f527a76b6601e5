"""One process from which the crawls of a test session are forked."""
from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.newsroom.nights import Crawler


@pytest.fixture(scope="session")
def crawler() -> Iterator[Crawler]:
    with Crawler() as crawler:
        yield crawler
