"""Pure functions on Korean news text, without pages, spiders or Scrapy."""
