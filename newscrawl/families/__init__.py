"""How kinds of site work. A site in ``newscrawl.spiders`` is a declaration on one of these.

base/                what every site is made of
cms/                 papers that share a CMS
listings/            strategies of listings
generations          sites whose articles have addresses of several kinds
by_place             sites of whose design few class names are known
marked_blocks        sites whose class names say what a block of the body is
portals              portals, which carry the articles of other papers
undeclared           a paper that nobody declared, and its listings
"""
