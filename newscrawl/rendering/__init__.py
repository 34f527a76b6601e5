"""Pages that a script draws, in a real browser; nothing here runs in the crawl of a site that does not ask for it.

browser  which browser, and how it is started
wish     what is to be done with a page before it is read
steps    doing it: waiting, pressing the "more" button, scrolling
handler  the download handler; the only module that knows scrapy-playwright
"""
