"""A layer: what the visible markup of any Korean news page says. The record calls it ``generic``.

container  the element that holds the text
headline   the element that shows the title
header     the lines between the title and the text
byline     who wrote it
times      when it was published and modified
deck       the deck
section    the section
body       the blocks in the container
layer      these, field by field
"""
