"""A layer: the article in the state that a page's scripts carry for the browser.

decode   decodes scripts into plain values
article  finds the object that is the article
fields   reads the object's fields
body     makes HTML of its body
layer    the layer's fields
"""
