"""The commands of ``newscrawl`` (and of ``scrapy`` in a checkout), besides Scrapy's own.

crawl           crawls a site: checks the arguments before the first request, and ends with one line and an exit code
ledger          shows what was crawled; checks, rebuilds and changes the ledger
read            prints the record of a page
explain         shows why a record has its values
sites           lists the sites
probe           writes a new site's spider and test pages from one of its listings
save_page       makes a test page from a saved page
update_answers  writes the answers of test pages again
check           checks whether a live site still matches its spider
schema          writes the JSON Schemas
demo            crawls the bundled newsroom
"""
