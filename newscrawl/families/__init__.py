"""How kinds of site work. A site in ``newscrawl.spiders`` is a declaration on one of these.

layers         how a field finds its value: layer after layer, the first that can be right wins
article_pages  reading an article page: addresses, ids, selectors, and one ``read_*`` method a field
listings       reading a section listing and the site's menu
card           what a person wants to know of a site
arguments      what a person may say on the command line, checked before the first request
walk           how far a listing is walked
news_spider    the base of every site: walks its listings, reads their articles
generations    sites whose articles have addresses of several kinds
by_place       sites of whose design few class names are known
marked_blocks  sites whose class names say what a block of the body is
portals        portals, which carry the articles of other papers
by_day         listings that are asked for by day
more_button    listings that grow by a button
feeds          listings that are feeds: RSS, Atom, news sitemaps
ndsoft         sites on the CMS of ND Soft
wordpress      sites on WordPress: by REST, by feed, by page
arc            listings on Arc XP
dadamedia      sites on the CMS of Dada Media
rendered       sites whose pages a script draws in a browser
undeclared     papers that nobody declared, by the marks of their CMS
undeclared_listings  their listings
"""
