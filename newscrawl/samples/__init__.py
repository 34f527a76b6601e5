"""Test pages made of saved ones.

reword  a page's text replaced by invented words, so that nobody commits other people's articles
answer  what a page's reading should give, to be checked by eye
shelf   where test pages stand
"""
