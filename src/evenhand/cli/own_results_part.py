"""Your own runs in a terminal comparison: every run with its conditions, the difference where there is one."""

from collections.abc import Iterator

from evenhand.cli.blocks import Block, Cell, Heading, Table, lines
from evenhand.records.comparison import Comparison, OwnTest, Reading
from evenhand.records.facts import CONDITIONS
from evenhand.records.states import Side
from evenhand.records.wording import ComparisonWords
from evenhand.wording import numbers
from evenhand.wording.names import names_of

# What the table says too.
TABLED = "own.public"
COLUMNS = ("Test", "Model", "Score", "Questions", "Conditions", "From")


def own_results_part(comparison: Comparison, words: ComparisonWords) -> list[Block]:
    """The section; nothing where nothing of one's own is on file for either model."""
    if not words.own:
        return []
    rows = tuple(row for test in comparison.own for row in _rows(test, comparison))
    said = [sentence.text for sentence in words.own if sentence.rule != TABLED]
    table = [Table(COLUMNS, rows)] if rows else []
    return [Heading("Your own runs, beside the public scores"), *lines(said, bullet=True), *table]


def conditions(reading: Reading) -> str:
    """All that a run states of how it was made, in a fixed order."""
    seen = reading.observation
    return "; ".join(f"{name} {getattr(seen, name)}" for name in CONDITIONS if getattr(seen, name))


def _rows(test: OwnTest, comparison: Comparison) -> Iterator[tuple[Cell, ...]]:
    names = names_of(comparison)
    sides: tuple[tuple[str, Side, tuple[Reading, ...], Reading | None], ...] = (
        (names.left, "left", test.left, test.public_left),
        (names.right, "right", test.right, test.public_right),
    )
    for name, style, own, public in sides:
        for reading, whose in (*((one, True) for one in own), *((one, False) for one in (public,) if one)):
            source = names.known.get(reading.observation.source, reading.observation.source)
            yield (
                Cell(names.test(test.benchmark), "strong" if whose else ""),
                Cell(name, style),
                Cell(_score(reading), style),
                Cell(_questions(reading)),
                Cell(conditions(reading) or "not stated", "dim"),
                Cell(f"yours, {source}" if whose else f"public, {source}", "dim"),
            )


def _questions(reading: Reading) -> str:
    if not reading.items:
        return numbers.UNKNOWN
    return f"{reading.items:,} (assumed)" if reading.items_from == "assumed" else f"{reading.items:,}"


def _score(reading: Reading) -> str:
    value = numbers.reported(reading.observation.value, common=reading.scaled is not None)
    return value if reading.error is None else f"{value} ± {numbers.points(reading.error)}"
