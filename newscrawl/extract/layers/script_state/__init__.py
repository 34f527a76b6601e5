"""A layer: the article in the state that a page's scripts carry for the browser.

decode   scripts to plain values
article  which of their objects is the article
fields   what that object says of each field
body     its body, as HTML
layer    these, field by field
"""
