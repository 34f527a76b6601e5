"""What came of each night, and how it compares with the nights before.

facts      what one night brought from one site, from the manifests and files of its runs
history    the facts and verdicts of all nights, in one SQLite file; it can be rebuilt from the output folder
calendar   Korean working days, Saturdays, Sundays and public holidays
habit      how many articles a day of its kind brings
look       one site on one night, with the nights before: what every check looks at
counts     checks of numbers; pages: checks of what the pages were like
significance  the few statistical tests that verdicts stand on, each with its source
verdicts   the words, and the sentences that explain them
judge      judges a site and its sections against their own past
gaps       ids between known ones that were never met

plan       nightly.toml
night      one night from its beginning to its end; runner: its crawls, each a process; child: what a crawl tells its night
record     what became of each site, written when the night begins and when it ends
display    how it looks on a terminal
report     what the report tells; page: the page of it; metrics: the same for Prometheus; alerts: what is sent
"""
