"""Cleaning: from what was found on a page to the article's own text.

The way of a line::

    FoundBlock --> Piece --> the passes, each dropping pieces by a rule --> Trace --> body, images, drop counts, explain

``rules/`` holds the rules, one module a subject: data with id, scope and examples; ``rules/matcher.py`` finds the rule that knows a line
or a class name. ``cleaner.py`` has the order of the passes: class names first (``passes.Body``), then those of ``passes.py``,
``known_lines.py`` (wording, where its scope and the line's neighbours allow it) and ``pictures.py`` (captions), bylines at the end last.
``trace.py`` is what they leave, ``article.py`` makes the record of it.
"""
