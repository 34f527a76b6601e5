"""JSON Lines on disk, and the promise about them: killed at any moment and run again, every article is there exactly once.

kinds      the table of output kinds: articles, tombstones, rejected pages
store      turns Scrapy's signals and feed items into lines and ledger entries; ends the crawl if the disk fails
stored     the feed storage and exporter that hand items to the store
exporter   writes one item a line with orjson
rejected   writes down the pages that gave no article, and why
run_files  the files of a running crawl: lines first, then the ledger
reading_note  which page is being read, and at what earlier runs have died
part       one file while it is written
disk       file operations that are on the disk when they return
opening    how a run starts: lock, ledger, recovery, name
lock       allows one run of a site at a time
recovery   finishes the files of runs that died; has fetched again what the ledger knows and no file has
damage     sets damaged files aside, and keeps their good lines
lines      reads finished lines, and derives their ledger entries
manifest   what a run wrote and how it ended
outcome    how a run ended, as a word, an exit code and a line
check      whether files, manifests and ledger agree
run        the name of a run, and the paths of its files
"""
