"""The bundled newsroom: one invented week at a paper, crawled by the quick start without a network.

`newsroom/articles/` states what each article truly says; `newsroom/templates/` is the furniture that surrounds it.

sources.py   reads the newsroom and tells the truth about each article, in the keys of the record
markup.py    writes an article's blocks as the paper's editors do, each in their own habit
pages.py     sets articles, listings and the front page into the paper's templates
pack.py      packs the pages into the WARC that the crawl replays
"""
