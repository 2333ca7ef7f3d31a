"""`evenhand brief status`: what was sent, what waits, what failed and why."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from evenhand.cli.blocks import Block, Cell, Heading, Table, lines
from evenhand.cli.brief_letters import settings_and_store
from evenhand.cli.options import json_option
from evenhand.cli.writing import write, write_json
from evenhand.wording.numbers import count

if TYPE_CHECKING:
    from evenhand.brief.sending.status import LettersStatus, SendingStatus

COLUMNS = ("Letters", "Waiting", "Sent", "Failed", "Not needed", "Came back", "Perhaps twice")


@click.command("status")
@json_option
def command(as_json: bool) -> None:
    """Show each brief's letters (waiting, sent, failed and why, perhaps sent twice), senders at work, and readers.

    No address is shown. Exit code 0 whatever waits.
    """
    with settings_and_store("status") as (_, store):
        from evenhand.brief.sending.status import sending_status  # noqa: PLC0415 - part of an extra

        status = sending_status(store)
    write_json(status) if as_json else write(list(_page(status)))


def _page(status: "SendingStatus") -> Iterator[Block]:
    yield Heading("The brief's letters", 1)
    every = (*status.briefs, *status.others)
    if every:
        yield Table(COLUMNS, tuple(_row(one) for one in every), frozenset(range(1, len(COLUMNS))))
    yield from lines([*_queue(status), _readers(status)])
    yield from _reasons("Failed", ((one, one.failed) for one in every))
    yield from _reasons("Not needed", ((one, one.skipped) for one in every))


def _row(one: "LettersStatus") -> tuple[Cell, ...]:
    numbers = (
        one.waiting + one.claimed,
        one.sent,
        sum(one.failed.values()),
        sum(one.skipped.values()),
        one.came_back,
        one.perhaps_twice,
    )
    return (Cell(_name(one), "strong"), *(Cell(f"{number:,}" if number else "") for number in numbers))


def _name(one: "LettersStatus") -> str:
    return f"{one.kind} {one.about}".strip()


def _queue(status: "SendingStatus") -> Iterator[str]:
    waits = f"; the oldest waits {_age(status.oldest_seconds)}" if status.oldest_seconds is not None else ""
    yield f"Due now: {count(status.due, 'letter')}{waits}. To be tried later: {status.later:,}."
    yield f"Senders at work: {status.senders:,}. Requests to be answered: {status.requests:,}."


def _readers(status: "SendingStatus") -> str:
    told = ", ".join(f"{number:,} {state}" for state, number in status.readers.items())
    return f"Readers: {told or 'none'}."


def _reasons(title: str, every: "Iterable[tuple[LettersStatus, dict[str, int]]]") -> Iterator[Block]:
    told = [f"{_name(one)}: {number:,} {reason}" for one, by in every for reason, number in sorted(by.items())]
    if told:
        yield Heading(title)
        yield from lines(told, bullet=True)


def _age(seconds: float) -> str:
    """`40 s`, `12 min`, `3 h`, `2 days`."""
    for unit, size in (("days", 86_400), ("h", 3_600), ("min", 60)):
        if seconds >= 2 * size:
            return f"{seconds // size:.0f} {unit}"
    return f"{seconds:.0f} s"
