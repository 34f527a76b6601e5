"""Signals of our own, besides Scrapy's."""

walk_began = object()
"""Sent by a spider with ``walk`` before it asks for the first page of a listing."""

article_passed_over = object()
"""Sent by a spider with ``link``, ``listing``, ``at`` and ``published`` for an article of a day that is not wanted."""

article_unchanged = object()
"""Sent by a spider with ``link`` and ``at`` when a known article's page says that nothing has changed."""
