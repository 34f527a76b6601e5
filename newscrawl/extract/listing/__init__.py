"""Finds the list of articles on any page; its pager; feeds.

by_shape   finds the list: the repeated structure with most headlines
offers     finds the links that can be an article's, by URL
titles     finds the headline in these links
rows       finds the list item around each headline
sidebars   finds the blocks that are not part of the list
pager      finds the next page
js_links   resolves links whose URL a script makes
feed       reads feeds: RSS, Atom, JSON Feed, sitemaps; however broken
"""
