"""Listings that are not plain numbered pages.

by_day     listings by date
load_more  listings with a "더보기" (load more) button
feeds      RSS, Atom, news sitemaps
rendered   listings that need JavaScript: rendered in a browser
"""
