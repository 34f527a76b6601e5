"""The content management systems that several papers share, one module each: marks, pages, listings, spider, and what ``probe``
declares of a new site. A new CMS is a module and its place in ``known``.

ndsoft, wordpress, dadamedia, arc  the systems
system                             what there is to know of one
known                              which of them made a page, and who reads a paper that nobody declared
"""
