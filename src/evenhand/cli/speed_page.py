"""The answer of `evenhand measure speed` as blocks: a table a target, what did not answer, what was kept."""

from collections.abc import Iterator

from evenhand.cli.blocks import Block, Cell, Heading, Table, lines
from evenhand.records.speed_receipt import SpeedFigures, SpeedReceipt, Target
from evenhand.wording import numbers
from evenhand.wording.measured_speed import (
    calibration_text,
    ends_text,
    method_words,
    rate_text,
    receipt_words,
    seconds_text,
    target_text,
)

COLUMNS = ("Prompt", "At once", "First token", "5–95%", "Tokens/s", "5–95%", "Whole", "Answered", "Clock")
THOUGHTS = ("First reasoning", "First answer")


def speed_page(receipt: SpeedReceipt) -> Iterator[Block]:
    """All of it, the figures first."""
    yield Heading("Measured speed", 1)
    yield from lines((target_text(target) for target in receipt.settings.targets), style="dim")
    for target in receipt.settings.targets:
        found = [one for one in receipt.figures if one.target == target.key]
        if found:
            yield Heading(target.key)
            yield _table(found)
    if not receipt.figures:
        yield from lines(("Nothing was measured.",), style="warn")
    yield from lines((sentence.text for sentence in receipt_words(receipt)), bullet=True)
    yield from lines((sentence.text for sentence in method_words(receipt)), style="dim")


def first_line(target: Target, notes: tuple[str, ...]) -> str:
    """A target with what was guessed of it, before anything is asked."""
    return "; ".join((target_text(target), *notes))


def _table(found: list[SpeedFigures]) -> Table:
    thinks = any(one.first_reasoning for one in found)
    columns = (*COLUMNS[:4], *THOUGHTS, *COLUMNS[4:]) if thinks else COLUMNS
    return Table(columns, tuple(_row(one, thinks=thinks) for one in found), frozenset(range(len(columns))))


def _row(one: SpeedFigures, *, thinks: bool) -> tuple[Cell, ...]:
    prompt = one.prompt_tokens if one.input_tokens is None else round(one.input_tokens)
    thoughts = (Cell(seconds_text(one.first_reasoning)), Cell(seconds_text(one.first_answer))) if thinks else ()
    return (
        Cell(f"{prompt:,}"),
        Cell(f"{one.concurrency:,}"),
        Cell(seconds_text(one.first_token), "strong"),
        Cell(ends_text(one.first_token, seconds=True), "dim"),
        *thoughts,
        Cell(rate_text(one.tokens_per_second), "strong"),
        Cell(ends_text(one.tokens_per_second, seconds=False), "dim"),
        Cell(numbers.seconds(one.whole.p50 if one.whole else None)),
        Cell(f"{one.outcomes.get('answered', 0):,} of {one.n:,}"),
        Cell(calibration_text(one.calibration), "warn" if one.doubtful else "dim"),
    )
