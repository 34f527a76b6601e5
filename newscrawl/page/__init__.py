"""A fetched page, parsed once and never changed. It knows no fields: readers import it, never the reverse.

document  the response, its tree and its ``<meta>``; a memo for what readers compute once a page
limits    what a page may have at most, checked or cut before the work
index     the page's elements by tag, class name and id
css       CSS selectors, looked up in the index
dom       questions about single elements: invisible, caption, list, data table; their visible text
images    the addresses of images, wherever a template keeps them
inline    powers and indices, formulas, and what no reader sees within a line
code      which elements are blocks of code, and their lines
whole     whether a document is whole, or breaks off
template  a fingerprint of the template that a page was made with
players   which elements play a video, and its address
"""
