"""Texts of sources as cells of our files: plain, without formulas, numbers in their shortest form."""

import re

from evenhand.catalog.plain_text import fault_of_cell

QUOTE_LENGTH = 200


def exact(text: str) -> str:
    """The text as it stands where it may stand in a cell, else made plain."""
    return plain(text) if fault_of_cell(text) or text != text.strip() else text


def plain(text: str, length: int = QUOTE_LENGTH) -> str:
    """Text fit for a cell: one line, no markup or control characters, no formula start, cut at a word with an ellipsis.

    `length` is the most characters of the result.
    """
    text = re.sub(r"-+>", " to ", text)
    text = re.sub(r"<(?=\s?\d)", "under ", text).replace("<", "").replace(">", "")
    text = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    text = re.sub(r"^[^\w(\"'$]+", "", text)
    if len(text) <= length:
        return text
    return text[: length - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def number_text(value: float) -> str:
    """A number as the files write it: the shortest text that reads back as the same number, no trailing .0."""
    return repr(value).removesuffix(".0")
