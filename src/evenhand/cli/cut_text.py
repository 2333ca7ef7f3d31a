"""Long texts made short enough for a cell of a table."""

GAP = "…"


def cut(text: str, most: int) -> str:
    """The text, its end left out where it has more than `most` signs."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}{GAP}"


def cut_inside(text: str, most: int) -> str:
    """The text, its middle left out where it has more than `most` signs, as of a file name whose end says the kind."""
    tail = (most - 1) // 2
    return text if len(text) <= most else f"{text[: most - 1 - tail]}{GAP}{text[-tail:]}"
