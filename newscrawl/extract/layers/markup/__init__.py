"""A layer: what the visible markup of any Korean news page says. The record calls it ``generic``.

container  the element that holds the text
headline   the element that shows the title
header     the lines between the title and the text
deck       the deck, of these lines
section    the section
"""
