"""Probes a new site: examines a listing and a few articles, and writes a spider for it.

fetch      fetches the pages
addresses  finds the article links of a listing, and the id in their URLs
sections   finds the sections in the menu, and their codes
selectors  makes the selector of an element
findings   collects all of this
module     writes the spider's module
table      shows which layer has which field
"""
