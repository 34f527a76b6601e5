"""What all commands share.

command.py     the base of every command: its name, its help, one line for each mistake
checks.py      what can be wrong in options and settings, found before anything begins
one_page.py    the one page that a command reads, saved or fetched
crawl_help.py  what ``crawl -h`` tells of arguments, settings and exit codes
output.py      writing to the terminal, whatever it can show
"""
