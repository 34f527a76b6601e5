"""Base classes for kinds of site. A site in ``newscrawl.spiders`` declares attributes on one of them.

base/       for every site
cms/        for papers on the same CMS
listings/   for listings that are not numbered pages
articles    additions for some sites' article pages
undeclared  for papers without a spider
"""
