"""A new site: what a listing and a few articles of it tell, and the spider that follows.

addresses  which links of a listing are its articles, and what in their addresses is the id
sections   where the menu leads
selectors  the selector of an element
findings   all that is found out
module     the spider's module
table      which layer tells which field
fetch      the pages, from the site itself
"""
