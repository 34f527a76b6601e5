"""How kinds of site work. A site in ``newscrawl.spiders`` is a declaration on one of these.

base/       what every site is made of
cms/        papers that share a CMS
listings/   strategies of listings
articles    what the article pages of some sites need besides
undeclared  a paper that nobody declared, and its listings
"""
