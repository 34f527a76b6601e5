"""Extracts from a page an article's fields, a listing's links, or the reason why it is neither. Pure functions of a ``Page``.

layer          the interface of a layer
field          what all fields have in common: how their candidates are read from the layers
fields         each field: how it is read from a layer, normalised, checked and stored
title_choice   compares what a page says its title is
article_pages  the next page of an article that is in several
layers/        where a field can be read: JSON-LD, ``<meta>``, the state in scripts, the markup
blocks         from the body's container to blocks, images, videos and captions
text_runs      from the runs of text within a block to paragraphs
access         whether a page shows all of its article, or the beginning of a paid one
rights         the page's copyright line, licence and directives to robots
listing/       the list of articles on a page, its pager, and feeds
side_blocks    menus, rankings and the like, beside the content
notices        what a page shows instead of an article: a captcha, a login, an error, "no such article"
proof          whether a page shows that it is the article that was asked for
labelled_boxes  boxes that only their title names: summaries by machine, comments, reading tools
evidence       what speaks for and against a page being an article, with weights
look           what the evidence asks of a page
page_type      whether a page is an article, a listing, a home page, or a notice instead of an article
"""
