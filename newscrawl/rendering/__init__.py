"""Renders pages in a real browser. Crawls of sites that do not need it load none of this.

browser  finds the browser; its arguments, its sandbox, and what no page may do in it
profile  the folder of all that the browser writes
options  how a page is rendered, in a request's ``meta``
steps    waits, presses the "load more" button, scrolls
handler  the download handler, by which all is judged that a page asks for; the only module that imports scrapy-playwright
"""
