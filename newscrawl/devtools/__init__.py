"""Tools for people who work on newscrawl; no crawl needs them.

explain/    why a record has its values
probe/      writes a new site's spider from one of its listings
fixtures/   makes test pages from saved pages, with other words
check/      checks whether a live site still is as its module declares
limits      what a look at a live site may take
catalogue   what is known about every site
"""
