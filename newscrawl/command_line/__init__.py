"""What all commands share.

command.py     the base of every command: name, help, one line for each mistake
checks.py      checks options and settings before anything starts
one_page.py    reads the page of ``read``, ``explain`` and ``save_page``, saved or fetched
crawl_help.py  the help of ``crawl``: arguments, settings, exit codes
output.py      writes to standard output
"""
