"""From a page to an article's fields, a listing's links, or the reason why it is neither. Pure functions of a ``Page``.

layers/    where a field can be read: JSON-LD, ``<meta>``, the state in scripts, the markup
listing/   the list of articles on a page, its pager, and feeds
side_blocks  menus, rankings and the like, beside the content
blocks     from the body's container to blocks, images and captions
rights     the page's copyright line, licence and directives to robots
page_type  an article, a listing, a home page, or a notice in an article's place
"""
