"""How kinds of site work. A site in ``newscrawl.spiders`` is a declaration on one of these.

arguments      what a person may say on the command line, checked before the first request
article_pages  reading an article page: addresses, ids, and one ``read_*`` method a field
listings       reading a section listing and the site's menu
walk           how far a listing is walked
news_spider    the base of every site: walks its listings, reads their articles
ndsoft         sites on the CMS of ND Soft
"""
