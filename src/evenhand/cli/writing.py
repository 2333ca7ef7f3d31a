"""Where a command's answer goes: colour at a terminal, plain in a pipe, JSON or Markdown when asked."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click
import msgspec

from evenhand.cli.blocks import Block
from evenhand.cli.plain import markdown, plain


def write(blocks: list[Block], *, as_markdown: bool = False) -> None:
    """Print blocks in the form that suits where they go."""
    if as_markdown:
        click.echo(markdown(blocks), nl=False)
    elif sys.stdout.isatty():
        from evenhand.cli.terminal import show  # noqa: PLC0415 - rich costs a fifth of a start, and pipes need none

        show(blocks)
    else:
        click.echo(plain(blocks), nl=False)


def write_notes(notes: Sequence[str]) -> None:
    """Say beside an answer for programs what is to be known of it, on standard error."""
    for note in notes:
        click.echo(note, err=True)


def write_json(answer: msgspec.Struct | Sequence[msgspec.Struct]) -> None:
    """Print a record, or a list of them, as indented JSON; a place among the files is text there."""
    click.echo(msgspec.json.format(msgspec.json.encode(answer, enc_hook=_place), indent=2))


def _place(value: object) -> str:
    if isinstance(value, Path):
        return str(value)
    raise NotImplementedError(type(value).__name__)
