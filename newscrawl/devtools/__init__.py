"""What helps those who work on newscrawl; no crawl needs it.

explain/    why a record says what it says
probe/      a new site's spider, from one of its listings
fixtures/   test pages made of saved ones, reworded
live_check  whether a live site still looks as its module says
catalogue   what is known of every site
"""
