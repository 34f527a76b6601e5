"""A layer: the visible markup of any Korean news page. The record calls it ``generic``.

container  finds the element with the text
headline   finds the element with the title
header     the lines between the title and the text
byline     the byline
times      when the article was published and modified
deck       the deck
section    the section
body       the blocks in the container
layer      the layer's fields
"""
