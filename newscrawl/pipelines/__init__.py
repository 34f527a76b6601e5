"""What happens to an article between its page and its line, one stage a module, in this order.

clean        FoundArticle -> Article: junk dropped, bylines and captions read
validate     an article without title or body is rejected
deduplicate  one article id, and one text of a site, goes out once
"""
