"""The content management systems that several papers share, one module each: marks, pages, listings, spider."""
