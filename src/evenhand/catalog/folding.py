"""Names as they are looked up."""


def folded(text: str) -> str:
    """A name without case, spaces, dots, dashes and underscores, which do not matter."""
    return "".join(letter for letter in text.casefold() if letter.isalnum() or letter == "+")
