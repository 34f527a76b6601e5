"""Where a field can be read from a page. Every function here is a pure function of a ``Page``.

page         the response, parsed once; what other modules here find on it is kept there
elements     what single elements are: unseen, a caption, a list, a table of data, a picture
body         the walk from the body's container to blocks, images and captions
json_ld      a layer: what the page says of itself in schema.org JSON-LD
meta         a layer: what the page says of itself in ``<meta>``
state        a layer: the article in the state that scripts carry (``flight`` decodes it, ``state_fields`` and ``state_body`` read it)
generic      a layer: the body of any Korean news page
header       a layer: title, deck, byline and times of any Korean news page
rights       the page's copyright line, licence and directives to robots
cms          which content management system made the page
kinds        what a page is that holds no article
feed         the entries of RSS, Atom and news sitemaps
listing_…    the list of articles on any page, by its shape: ``listing_by_shape`` leads to the others
"""
