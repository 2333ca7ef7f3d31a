"""Pieces of Markdown: text in which no sign means anything, links, lists, tables."""

import re
from collections.abc import Iterable, Sequence
from urllib.parse import quote

SIGN = re.compile(r"[\\`*\[\]<|_]")
SPECIAL = re.compile(r"([\\`*\[\]<|]|(?<!\w)_|_(?!\w))")
# What would make a heading, a quotation or an item of a list of a line.
OPENERS = frozenset("-+#>0123456789")
OPENING = re.compile(r"^(?:(\d+)([.)])|([-+#>]))(?=\s|$)")
GAP = "\n\n"
ADDRESS = ":/?#[]@!$&'*+,;=%~"


def escaped(text: str) -> str:
    """A text with its signs kept from meaning something; most texts have none."""
    return SPECIAL.sub(r"\\\1", text) if SIGN.search(text) else text


def paragraph(text: str) -> str:
    """A line that opens no list, heading or quotation, whatever it begins with. `text` is escaped already."""
    return OPENING.sub(r"\1\\\2\3", text) if text[:1] in OPENERS else text


def link(text: str, address: str) -> str:
    """A link; `text` is escaped already, no sign of the address ends it."""
    return f"[{text}]({quote(address, safe=ADDRESS)})"


def items(texts: Iterable[str]) -> str:
    """A list, one item a line."""
    return "\n".join([f"- {paragraph(text)}" for text in texts])


def line(cells: Sequence[str]) -> str:
    """One row of a table."""
    return f"| {' | '.join(cells)} |".replace("  |", " |")


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table with one head; its cells are escaped and hold no new line."""
    return "\n".join([line(head), f"|{' --- |' * len(head)}", *map(line, rows)])
