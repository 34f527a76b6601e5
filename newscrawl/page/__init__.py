"""A fetched page, parsed once and never changed. It knows no field: readers import it, never the reverse.

document  the response, its tree and its ``<meta>``; what a reader computes once a page is kept there
index     the page's elements by tag, class name and id
css       CSS selectors, asked of the index
dom       what single elements are: unseen, a caption, a list, a table of data, a picture; the text they show
code      which elements are blocks of code, and their lines
players   which elements play a video, and its address
"""
