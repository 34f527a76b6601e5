"""The ledger: an index over the finished files, in one SQLite file. The files are the truth; the ledger can be rebuilt from them.

database   opens the file, creates and migrates its schema
entries    what is written into it, and what it answers
ledger     queries and writes
visits     when an article is rechecked, and a rejected page retried
"""
