"""A newsroom that can break: invented papers in the structure of real sites, served on loopback under the sites' hosts.

    stories.py   invented articles
    paper.py     what all papers share: sections, what is shown, the answer to a request
    systems.py   papers on ND Soft, WordPress, Dada Media and Arc XP
    own.py       papers on systems of their own (numbered pages, pages by day), and a portal
    faults.py    what can be wrong with a site, by name
    nights.py    crawls of a paper, night after night, and what must hold of the files
    crawler.py   the process from which every crawl is forked, so that it begins at once
"""
from __future__ import annotations

from tests.newsroom.own import Inews24, Naver, Zdnet
from tests.newsroom.systems import Arc, Dadamedia, Ndsoft, Wordpress

PAPERS = {paper.site: paper for paper in (Ndsoft, Wordpress, Dadamedia, Arc, Zdnet, Inews24, Naver)}
"""Site -> paper."""
