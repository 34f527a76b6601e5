"""The stages between a record and its line, one module each, in this order.

validate     rejects an article without title or body
revise       drops a stored article that has not changed; gives a changed one its next revision
hold         holds back weakly proved articles, revisions and tombstones until the end of the run
deduplicate  rejects an article id, and a text of the site, that was written before
"""
