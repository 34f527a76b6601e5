"""Signals of our own, besides Scrapy's."""

walk_started = object()
"""Sent by a spider with ``walk`` when the first page of a listing has arrived."""

article_skipped = object()
"""Sent by a spider with ``link``, ``listing``, ``at`` and ``published`` for an article published outside the days asked for."""

article_unchanged = object()
"""Sent by a spider with ``link`` and ``at`` when a recheck finds an article unchanged."""

article_doubted = object()
"""Sent by a stage with ``record_id`` and ``at`` when another page casts doubt on a written article: it is to be fetched again."""

reading_begins = object()
"""Sent by a spider before it reads a page, with ``what`` (an article's id, a listing's page) and ``is_dreaded``: a run died at it before."""

reading_ends = object()
"""Sent by a spider when it has read the page."""
