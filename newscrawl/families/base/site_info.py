"""Facts about a site for people; ``newscrawl sites`` prints them."""
from __future__ import annotations


class SiteInfo:
    """Facts about a site that reading its pages does not need. All are optional but ``english``."""

    english: str
    """The paper's name in Latin letters, as it writes it itself."""

    cms = "own CMS"
    """The CMS of its articles; set by the CMS's family."""

    listing_shape = "numbered pages"
    """How its listings continue, in plain words; set by the family."""

    portal = False
    """Whether it carries the articles of other papers."""

    rendered = False
    """Whether a browser must draw its pages (see ``families.rendered``)."""

    needs_cookies = False
    """Whether it answers properly only with the cookies that it sets; else none are kept."""

    broken_certificate = ""
    """What is wrong with its TLS certificate, with the day; then it is not verified. "" for a site whose certificate is good."""

    encoding = "UTF-8"
    """The encoding of its pages; for people only, since the encoding of every page is detected."""

    checked: str | None = None
    """The day (``2026-11-24``) on which its reading was checked on a real saved page; None for a site modelled on descriptions."""

    robots = ""
    """What its robots.txt said when it was last fetched, with the day; "" if nobody has fetched it yet."""

    limits: str = ""
    """Known limits: what does not work, or is not certain."""

    terms: str = ""
    """What the publisher's terms of use say on crawling, with the month in which they were read; "" if that is not established."""

    forbids_crawling = False
    """Whether those terms forbid crawling, or allow it only with prior consent."""

    ai_terms: str = ""
    """The publisher's own words on automated use: ``무단전재, 재배포 및 AI학습 이용 금지``."""

    forbids_ai = False
    """Whether those words forbid training on its text or giving it to AI."""
