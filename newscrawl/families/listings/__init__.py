"""Strategies of listings that are not numbered pages.

by_day     asked for by day
load_more  grow by a button
feeds      RSS, Atom, news sitemaps
rendered   drawn by a script, in a browser
"""
