"""JSON Lines on disk, and the promise about them: killed at any moment and run again, every article is there exactly once.

store      Scrapy's signals and feeds become lines and ledger entries; what ends a crawl when the disk does
stored     our own feeds lead to the store
exporter   one item a line, by orjson
rejected   what did not go out, and why
run_files  the files of a run while it goes on: lines first, then the ledger
part       a file that is being written
disk       changes that are on the disk when they return
opening    how a run begins: lock, ledger, recovery, name
lock       one run a site
recovery   what the next run does for one that died
lines      from finished lines back to ledger entries
manifest   what a run wrote and how it ended
outcome    the same as a word, an exit code and a line
check      whether files, manifests and ledger agree
run        the name of a run and the places of its files
"""
