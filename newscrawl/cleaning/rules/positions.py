"""Rules by position, not by wording. The passes apply them; here is what each drops, in words."""

BY_POSITION = {
    "headline.repeated": "the title or the deck, said once more before the text",
    "byline.line": "a line that only says who wrote the article; its authors are read from it",
    "byline.closing": "a byline that ends the text; the article's authors are read from it",
    "related.listed": "a link below a line that announces other articles",
    "comment.below-title": "what stands below the title of the readers' comments",
    "comment.table": "a table of readers' comments",
    "repeated.block": "a long block that was said before, as pages do that have their text once more for printing",
    "caption.without-image": "a picture's caption, and no picture stands near it",
    "link.picture": "a picture that leads to another article, whose headline follows it",
}
"""Rule id -> what it drops."""
