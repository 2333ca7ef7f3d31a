"""The head of a page about a board: what it shows, by which ranking and lane, from which catalog."""

from evenhand.cli.blocks import Block, Heading, lines
from evenhand.records.comparison import Snapshot
from evenhand.wording.changed_rules import changed_rules
from evenhand.wording.names import category_label


def board_head(seen: Snapshot, category: str, before: str = "") -> list[Block]:
    """The title, after the words `before`, and the line of the catalog with what the reader changed in the rules."""
    rules = changed_rules(seen)
    said = f"Catalog of {seen.date}, version {seen.catalog[:12]}{', ' if rules else ''}{rules}."
    title = f"{before}{category_label(category)}, ranking {seen.ranking_name}, {seen.lane} lane"
    return [Heading(title, 1), *lines([said], style="dim")]
