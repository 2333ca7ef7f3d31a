"""Blocks as plain text, for pipes and files, and as Markdown."""

from itertools import zip_longest
from textwrap import fill

from evenhand.cli.blocks import Block, Changes, Heading, Lines, Table

WIDTH = 110


def plain(blocks: list[Block]) -> str:
    """Plain text; tables in columns, sentences wrapped."""
    return "\n".join(_plain(block) for block in blocks).lstrip("\n") + "\n"


def markdown(blocks: list[Block]) -> str:
    """Markdown with its own headings, lists and tables."""
    return "\n\n".join(_markdown(block) for block in blocks) + "\n"


def _plain(block: Block) -> str:
    if isinstance(block, Heading):
        line = "=" if block.level == 1 else "-"
        return f"\n{block.text}\n{line * len(block.text)}"
    if isinstance(block, Lines):
        mark = "- " if block.bullet else ""
        return "\n".join(_wrapped(mark, text) for text in block.texts)
    return "\n".join(block.texts) if isinstance(block, Changes) else _columns(block)


def _wrapped(mark: str, text: str) -> str:
    """Lines of the usual width; a word that is longer, as an address may be, is left whole."""
    return fill(mark + text, WIDTH, subsequent_indent=" " * len(mark), break_long_words=False)


def _columns(table: Table) -> str:
    texts = [list(table.columns), *([cell.text for cell in row] for row in table.rows)]
    widths = [max(map(len, column)) for column in zip_longest(*texts, fillvalue="")]
    written = ["  ".join(_set(text, widths[i], i in table.right) for i, text in enumerate(row)) for row in texts]
    rule = "  ".join("-" * width for width in widths)
    return "\n".join(line.rstrip() for line in [written[0], rule, *written[1:]])


def _set(text: str, width: int, right: bool) -> str:
    return text.rjust(width) if right else text.ljust(width)


def _markdown(block: Block) -> str:
    if isinstance(block, Heading):
        return f"{'#' * block.level} {block.text}"
    if isinstance(block, Lines):
        return "\n".join(f"- {text}" for text in block.texts) if block.bullet else "\n\n".join(block.texts)
    if isinstance(block, Changes):
        return "\n".join(("```diff", *block.texts, "```"))
    rule = ["---:" if i in block.right else "---" for i in range(len(block.columns))]
    rows = [block.columns, rule, *([cell.text.replace("|", "\\|") for cell in row] for row in block.rows)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
