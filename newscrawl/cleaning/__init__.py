"""Cleaning: from the blocks extracted from a page to the article's own text.

The path of a line::

    ExtractedBlock --> Segment --> the passes, each drops segments by rules --> Trace --> body, images, drop counts, explain

``rules/`` has the rules, one module a subject: data with id, scope and examples. ``rules/matcher.py`` finds the rule that matches a line
or a class name. ``cleaner.py`` has the order of the passes: class names first (``passes.Body``), then the passes of ``passes.py``,
``known_lines.py`` (wording, if the rule's scope and the neighbouring lines allow it), ``pictures.py`` (captions), and last the closing
bylines. ``trace.py`` is their result; ``article.py`` makes the record from it.
"""
