"""What came of each night, and how it compares with the nights before.

facts      what one night brought from one site, from the manifests and files of its runs
history    the facts and verdicts of all nights, in one SQLite file; it can be rebuilt from the output folder
calendar   Korean working days, Saturdays, Sundays and public holidays
habit      how many articles a day of its kind brings
tests      the few statistical tests that verdicts stand on, each with its source
verdicts   the words, and the sentences that explain them
judge      judges a site and its sections against their own past
gaps       ids between known ones that were never met
"""
