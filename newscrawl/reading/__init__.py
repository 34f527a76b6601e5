"""Where a field can be read from a page. Every function here is a pure function of a ``Page``.

page        the response, parsed once
body        the walk from the body's container to blocks, images and captions
json_ld     what the page says of itself in schema.org JSON-LD
meta        what the page says of itself in ``<meta>``
rights      the page's copyright line, licence and directives to robots
"""
