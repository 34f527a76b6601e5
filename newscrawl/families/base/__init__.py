"""What every site is made of.

article_pages    an article page: addresses, ids, selectors, and one ``read_*`` method a field
layered_reading  how a field finds its value: layer after layer, the first that can be right wins
listing_pages    a section listing, and the site's menu
news_spider      the base of every site: walks its listings, reads their articles
walk             how far a listing is walked
rechecks         articles asked for again
arguments        what a person may say on the command line, checked before the first request
site_info        what a person wants to know of a site
"""
