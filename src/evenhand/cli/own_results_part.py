"""Your own runs in a terminal comparison: a table a test, with the conditions that its runs share said once above."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from evenhand.cli.blocks import Block, Cell, Heading, Table, lines
from evenhand.cli.cut_text import cut
from evenhand.records.comparison import Comparison, OwnTest, Reading
from evenhand.records.facts import CONDITIONS
from evenhand.records.states import Side
from evenhand.records.wording import ComparisonWords
from evenhand.wording import numbers
from evenhand.wording.names import Names, names_of

Piece = tuple[str, str]
# What the table says too.
TABLED = "own.public"
COLUMNS = ("Model", "Score", "Questions", "From")
NUMBERS = frozenset({1, 2})
# Signs of the conditions in a row, so that the table stays within 80; `explain` has them whole.
MOST_SIGNS = 36


def own_results_part(comparison: Comparison, words: ComparisonWords) -> list[Block]:
    """The section; nothing where nothing of one's own is on file for either model."""
    if not words.own:
        return []
    names = names_of(comparison)
    said = [sentence.text for sentence in words.own if sentence.rule != TABLED]
    tables = [block for test in comparison.own for block in _test(test, names)]
    return [Heading("Your own runs, beside the public scores"), *lines(said, bullet=True), *tables]


def conditions(reading: Reading) -> tuple[Piece, ...]:
    """All that a run states of how it was made, in a fixed order, piece by piece: `("prompting", "5 shots")`."""
    seen = reading.observation
    pieces = ((name, piece) for name in CONDITIONS for piece in getattr(seen, name).split("; "))
    return tuple((name, piece) for name, piece in pieces if piece)


def _test(test: OwnTest, names: Names) -> Iterator[Block]:
    """The runs of a test, of each what it does not share with all of them, then the public scores."""
    own = (*test.left, *test.right)
    shared = [piece for piece in conditions(own[0]) if all(piece in conditions(one) for one in own[1:])] if own else []
    yield Heading(names.test(test.benchmark), 3)
    yield from lines([f"All of your runs: {_said(shared)}."] if shared else [], style="dim")
    told = {id(one): _others(one, shared) for one in (*own, *_public(test))}
    differing = any(told.values())
    rows = (_row(*row, told if differing else {}, names) for row in _rows(test, names))
    columns = (*COLUMNS[:3], *(("Conditions",) if differing else ()), COLUMNS[3])
    yield Table(columns, tuple(rows), NUMBERS)


def _public(test: OwnTest) -> tuple[Reading, ...]:
    return tuple(one for one in (test.public_left, test.public_right) if one is not None)


def _others(reading: Reading, shared: Iterable[Piece]) -> str:
    """What a run states beside what all of one's own share."""
    known = set(shared)
    return cut(_said(piece for piece in conditions(reading) if piece not in known), MOST_SIGNS)


def _said(pieces: Iterable[Piece]) -> str:
    """`harness House 1; prompting chat, 5 shots`: each condition named once."""
    grouped = groupby(pieces, key=lambda piece: piece[0])
    return "; ".join(f"{name} {', '.join(text for _, text in some)}" for name, some in grouped)


def _rows(test: OwnTest, names: Names) -> Iterator[tuple[str, Side, Reading, bool]]:
    """Name, side, reading and whether it is one's own."""
    sides: tuple[tuple[str, Side, tuple[Reading, ...], Reading | None], ...] = (
        (names.left, "left", test.left, test.public_left),
        (names.right, "right", test.right, test.public_right),
    )
    for name, side, own, public in sides:
        yield from ((name, side, one, True) for one in own)
        yield from ((name, side, one, False) for one in (public,) if one is not None)


def _row(name: str, side: Side, reading: Reading, yours: bool, told: dict[int, str], names: Names) -> tuple[Cell, ...]:
    source = names.known.get(reading.observation.source, reading.observation.source)
    return (
        Cell(name, side),
        Cell(_score(reading), side),
        Cell(_questions(reading)),
        *((Cell(told[id(reading)], "dim"),) if told else ()),
        Cell(source if yours else f"public, {source}", "strong" if yours else "dim"),
    )


def _questions(reading: Reading) -> str:
    if not reading.items:
        return numbers.UNKNOWN
    return f"{reading.items:,} (assumed)" if reading.items_from == "assumed" else f"{reading.items:,}"


def _score(reading: Reading) -> str:
    value = numbers.reported(reading.observation.value, common=reading.scaled is not None)
    return value if reading.error is None else f"{value} ± {numbers.points(reading.error)}"
