"""Blocks in colour, for people at a terminal."""

from collections.abc import Iterator
from typing import Literal

from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from evenhand.cli.blocks import Block, Cell, Changes, Heading, Lines, Table
from evenhand.cli.table_widths import GAP, Fit, fit

STYLES = {"left": "cyan", "right": "magenta", "strong": "bold", "dim": "dim", "warn": "yellow", "": ""}
INDENT = 2


def show(blocks: list[Block]) -> None:
    """Print the blocks in the terminal's width and colours (none when NO_COLOR is set).

    A table whose columns do not fit side by side leaves out its spare ones and says so, or is told row by row.
    """
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
            _table(console, block)


def _lines(console: Console, block: Lines) -> None:
    for text in block.texts:
        mark = Text("• ", style="dim") if block.bullet else Text("")
        console.print(mark + Text(text, style=STYLES[block.style]))


def _table(console: Console, block: Table) -> None:
    found = fit(block, console.width)
    if found is None:
        for row in block.rows:
            for line in _told(console, block, row):
                console.print(line, soft_wrap=True)
        return
    console.print(_columns(block, found))
    if found.left_out:
        said = f"A wider terminal shows more: {', '.join(found.left_out)}."
        console.print(Text(said, style="dim"))


def _columns(block: Table, found: Fit) -> RichTable:
    table = RichTable(box=None, pad_edge=False, header_style="dim", padding=(0, GAP, 0, 0))
    for place, width in zip(found.places, found.widths, strict=True):
        side: Literal["left", "right"] = "right" if place in block.right else "left"
        table.add_column(block.columns[place], justify=side, width=width, overflow="fold")
    for row in block.rows:
        table.add_row(*(_text(row[place]) for place in found.places))
    return table


def _told(console: Console, block: Table, row: tuple[Cell, ...]) -> Iterator[Text]:
    """One row below another: what it is about, then its other cells, each after its header."""
    words = [place for place, cell in enumerate(row) if cell.text and place not in block.right]
    about = words[0] + 1 if words else 1
    yield from _wrapped(console, Text("  ").join(_text(cell) for cell in row[:about] if cell.text), 0)
    line = Text("")
    for header, cell in list(zip(block.columns, row, strict=True))[about:]:
        if not cell.text:
            continue
        part = Text(f"{header}: " if header else "", style="dim") + _text(cell)
        if line and INDENT + line.cell_len + GAP + part.cell_len > console.width:
            yield from _wrapped(console, line, INDENT)
            line = Text("")
        line = line + Text(" " * GAP) + part if line else part
    if line:
        yield from _wrapped(console, line, INDENT)


def _wrapped(console: Console, text: Text, indent: int) -> Iterator[Text]:
    """Lines that break at spaces only; a word longer than the terminal, as an address may be, is left whole."""
    room = console.width - indent
    line = Text("")
    for word in [text] if text.cell_len <= room else filter(None, text.split(" ")):
        if line and line.cell_len + 1 + word.cell_len > room:
            yield Text(" " * indent) + line
            line = Text("")
        line = line + Text(" ") + word if line else word
    yield Text(" " * indent) + line


def _text(cell: Cell) -> Text:
    return Text(cell.text, style=STYLES[cell.style])
