"""What ``scrapy`` can do in this project, besides Scrapy's own commands.

crawl      Scrapy's, with wrong arguments told in one line before the first request, an honest exit code and one line at the end
ledger     what was crawled, and whether files and ledger agree
read       the record of a saved page
explain    why the record of a page says what it says
probe      a new site's spider and test pages, from one of its listings
save_page  a test page of a saved one, reworded
check_site whether a live site still looks as its module says
sites      every site with what is known of it
schema     the JSON Schemas, from the dataclasses
"""
