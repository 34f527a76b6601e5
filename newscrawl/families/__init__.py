"""How kinds of site work. A site in ``newscrawl.spiders`` is a declaration on one of these.

layers         how a field finds its value: layer after layer, the first that can be right wins
article_pages  reading an article page: addresses, ids, selectors, and one ``read_*`` method a field
listings       reading a section listing and the site's menu
card           what a person wants to know of a site
arguments      what a person may say on the command line, checked before the first request
walk           how far a listing is walked
news_spider    the base of every site: walks its listings, reads their articles
ndsoft         sites on the CMS of ND Soft
wordpress      articles on WordPress
dadamedia      articles on the CMS of Dada Media
rendered       sites whose pages a script draws in a browser
undeclared     papers that nobody declared, by the marks of their CMS
"""
