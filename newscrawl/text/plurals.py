"""Numbers with nouns, in English."""


def counted(number: int, noun: str) -> str:
    """
    >>> counted(1, "run"), counted(0, "article"), counted(2, "try"), counted(1200, "letter")
    ('1 run', '0 articles', '2 tries', '1,200 letters')
    """
    if number != 1:
        noun = f"{noun[:-1]}ies" if noun.endswith("ry") else f"{noun}s"
    return f"{number:,} {noun}"
