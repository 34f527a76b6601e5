"""What every site is made of.

article_pages    article pages: URLs, ids, selectors, and one ``read_*`` method a field
layered_reading  how a field gets its value: the layers are asked in order, the first plausible value wins
listing_pages    section listings, and the site's menu
news_spider      the base of every spider
listing_crawl    the listing half of a crawl: walks the section listings, page by page
walk_ends        ends walks: in order where that is proved
article_crawl    the article half: requests articles, reads them, asks again for what is due
reading          what is done with a page as a whole, in the worker: read, prove, clean, join with the pages before
listing_end      whether a listing page is one of its listing, and whether the listing has ended
walk             how far a listing is walked
rechecks         pages that are due again
arguments        the spider arguments (``-a NAME=VALUE``), checked before the first request
site_info        facts about a site, for people
"""
