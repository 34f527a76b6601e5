"""What a person wants to know of a site before crawling it; ``newscrawl sites`` prints it."""
from __future__ import annotations


class SiteInfo:
    """Facts about a site that reading its pages does not need. All are optional but ``english``."""

    english: str
    """The paper's name in Latin letters, as it writes it itself."""

    cms = "own CMS"
    """What its articles are made with; set by the families of a CMS."""

    listing_shape = "numbered pages"
    """How its listings go on, in plain words; set by the families that walk them otherwise."""

    portal = False
    """Whether it carries the articles of other papers."""

    rendered = False
    """Whether a browser must draw its pages (see ``families.rendered``)."""

    encoding = "UTF-8"
    """What its pages are in; for people only, since every page is decoded by its own bytes."""

    checked: str | None = None
    """The day (``2026-11-24``) on which its reading was checked on a real saved page; None for a site modelled on descriptions."""

    robots = ""
    """What its robots.txt said when last asked, with the day; "" where nobody has asked yet."""

    limits: str = ""
    """What is known not to work, or not to be sure."""

    ai_terms: str = ""
    """What the publisher says about automated use, in its own words: ``무단전재, 재배포 및 AI학습 이용 금지``."""

    forbids_ai = False
    """Whether those words forbid training on its text or giving it to AI."""
