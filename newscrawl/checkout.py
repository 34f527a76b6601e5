"""Whether newscrawl runs from a checkout of the project or from an installed package."""
from __future__ import annotations

from pathlib import Path


def checkout() -> Path | None:
    """The project's folder, where this package lies beside its ``scrapy.cfg``; None where it is installed."""
    folder = Path(__file__).resolve().parent.parent
    return folder if (folder / "scrapy.cfg").is_file() else None
