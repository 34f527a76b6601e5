"""Renders pages in a real browser. Crawls of sites that do not need it load none of this.

browser  finds the browser, and its arguments
options  how a page is rendered, in a request's ``meta``
steps    waits, presses the "load more" button, scrolls
handler  the download handler; the only module that imports scrapy-playwright
"""
