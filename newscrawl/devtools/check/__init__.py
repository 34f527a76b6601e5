"""Checks whether a live site still is as its module declares it.

visit     asks for two listing pages and three articles, as a crawl does
declared  what of the declaration held, and what the pages show instead
mends     selectors and addresses that the pages offer where a declaration failed
report    the report of one site, the table of all, JSON
keep      the pages as test pages
"""
