"""Pure functions on Korean news text. Nothing here knows a page, a spider or Scrapy."""
