"""Content management systems that several papers share, one module each: fingerprint, pages, listings, spider, and what ``probe``
declares for a new site. To add a CMS, write a module and add it to ``known``.

ndsoft, wordpress, dadamedia, arc  the systems
wordpress_markup                   what WordPress writes into every page
system                             the description of a CMS
known                              the list of systems; finds the CMS of a page, and the reader of an undeclared paper
"""
