"""What has been seen: an index over the finished files, in one SQLite file. The files are the truth; it can be made anew.

database   the file: opened, its schema made and migrated
entries    what is written into it, one kind of entry a class
ledger     asking and writing
visits     when an article or a rejected page is asked again
"""
