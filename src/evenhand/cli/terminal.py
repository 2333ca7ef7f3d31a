"""Blocks in colour, for people at a terminal."""

from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from evenhand.cli.blocks import Block, Changes, Heading, Lines, Table

STYLES = {"left": "cyan", "right": "magenta", "strong": "bold", "dim": "dim", "warn": "yellow", "": ""}


def show(blocks: list[Block]) -> None:
    """Print the blocks in the terminal's width and colours (none when NO_COLOR is set)."""
    console = Console(highlight=False)
    for block in blocks:
        if isinstance(block, Heading):
            console.print()
            console.print(Text(block.text, style="bold" if block.level == 1 else "bold underline"))
        elif isinstance(block, Lines):
            _lines(console, block)
        elif isinstance(block, Changes):
            for text in block.texts:
                console.print(Text(text, style="green" if text.startswith("+") else "red"), soft_wrap=True)
        else:
            console.print(_table(block))


def _lines(console: Console, block: Lines) -> None:
    for text in block.texts:
        mark = Text("• ", style="dim") if block.bullet else Text("")
        console.print(mark + Text(text, style=STYLES[block.style]))


def _table(block: Table) -> RichTable:
    table = RichTable(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    for place, column in enumerate(block.columns):
        table.add_column(column, justify="right" if place in block.right else "left", overflow="fold")
    for row in block.rows:
        table.add_row(*(Text(cell.text, style=STYLES[cell.style]) for cell in row))
    return table
