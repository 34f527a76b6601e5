"""Cleaning: from what was found on a page to the article's own text.

The way of a line::

    FoundBlock --> Piece --> the passes of cleaner.py, each dropping pieces by a rule --> Trace --> body, images, drop counts, explain

``rules/`` holds the rules, one module a subject: data with id, scope and examples. ``rules/scope.py`` says when a wording is enough to
drop a line, ``matcher.py`` finds the rule that knows a line or a class name. ``passes.py`` are the steps, ``cleaner.py`` their order,
``article.py`` makes the record of what is left.
"""
