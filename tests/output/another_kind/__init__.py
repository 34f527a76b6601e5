"""A kind of output that newscrawl does not have: the settings, the schema and the spider of a crawl that writes it."""
