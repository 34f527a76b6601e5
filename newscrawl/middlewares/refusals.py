"""Why a request was not made, or its answer not taken."""
from __future__ import annotations

from scrapy.exceptions import IgnoreRequest

from newscrawl.failures import KnownFailure


class Refusal(KnownFailure, IgnoreRequest):
    """The message is the reason in plain words."""


class OffsiteRequest(Refusal):
    """The request leads away from the site's declared hosts."""

    reason = "redirected"


class ForbiddenByRobots(Refusal):
    reason = "robots"


class RobotsUnreachable(Refusal):
    """robots.txt could not be fetched, and there is no copy that may serve: nothing of the host may be asked."""

    reason = "unreachable"


class SiteBlocked(Refusal):
    """The site wants no requests for longer than a run waits; the run ends."""

    reason = "blocked"


class HalfPage(Refusal):
    """The body breaks off, on every try."""

    reason = "partial"


class AnswerTooLarge(Refusal):
    """The header or the body is past its limit; the rest was not taken."""

    reason = "too-large"


class NotPublic(Refusal):
    """The address is none of the public web."""

    reason = "unreachable"
