"""Downloader middlewares, and the download handler: what is asked of a site, when, and what counts as an answer.

refusals    why a request was not made or its answer not taken, one class a reason
own_hosts   the site's own hosts only
robots      robots.txt, by RFC 9309
back_off    waits when the site says 429 or 503
cookies     the site's own cookies, where it declares that it needs them
meta_refresh  follows a refresh to another page, not to the page itself
whole       undoes compression, and takes no half of a page
gate        the download handler: public addresses and the ports of the web only
answer_headers  a limit for the header of an answer
volume      how much a run is sent at most
received    time of receipt and true encoding of every response
response_times  how long the site takes to answer
"""
