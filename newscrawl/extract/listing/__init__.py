"""The list of articles on any page, by its shape; its pager; feeds.

by_shape   the repeated structure that holds most headlines: it leads to the others
offers     each address that can be an article's, with its links
titles     the headline in these links
rows       the item of the list around each headline
sidebars   which blocks are no part of the list
pager      where the listing goes on
js_links   addresses that a script makes of a call
feed       the entries of RSS, Atom and news sitemaps
"""
