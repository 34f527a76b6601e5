"""Reads pages in a process beside this one: what a page does to its reader happens there, and plain data comes back.

    messages.py  what goes to and fro: a function's name, plain arguments, a plain answer or error
    worker.py    the near side: starts the process, asks it, ends and replaces it
    __main__.py  the far side: the process itself

The process is killed when a page takes too long, and ends by itself when the process that started it is gone, however that ended.
"""
