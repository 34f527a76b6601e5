"""What ``scrapy`` can do in this project, besides Scrapy's own commands.

crawl    Scrapy's, with wrong arguments told in one line before the first request, an honest exit code and one line at the end
ledger   what was crawled, and whether files and ledger agree
read     the record of a saved page
schema   the JSON Schemas, from the dataclasses
"""
