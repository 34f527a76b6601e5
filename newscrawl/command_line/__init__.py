"""What all commands share.

command.py     the base of every command: its name, its help, one line for each mistake
checks.py      what can be wrong in options and settings, found before anything begins
saved_page.py  the options that go with a saved page
crawl_help.py  what ``crawl -h`` tells of arguments, settings and exit codes
output.py      writing to the terminal, whatever it can show
"""
