"""The tables of a matrix as text: each against each, the models' own figures, the categories, the common tests."""

from collections.abc import Callable
from urllib.parse import quote

from msgspec import Struct

from evenhand.records.estimates import Estimate
from evenhand.records.matrix import Matrix, MatrixCell, MatrixSide, PairVerdict
from evenhand.website.asked.pairs import BETWEEN
from evenhand.website.rows.score_text import score_text
from evenhand.wording.estimates import place_text
from evenhand.wording.matrix import pair_word, side_names
from evenhand.wording.names import category_label
from evenhand.wording.numbers import (
    UNKNOWN,
    amount,
    count,
    integer,
    measured_share,
    money,
    percent_chance,
    points,
    seconds,
    speed,
    tokens,
)


class PairCell(Struct, frozen=True, kw_only=True):
    """A row's model against a column's: what came out, the figures under it, the address of the two alone."""

    word: str
    figures: str
    address: str
    kind: str


class Line(Struct, frozen=True, kw_only=True):
    """A row of a table with one cell a model, each with a second line that may be empty."""

    label: str
    note: str = ""
    link: str = ""
    cells: tuple[tuple[str, str], ...]


def pair_rows(matrix: Matrix, query: str = "") -> tuple[tuple[MatrixSide, tuple[PairCell | None, ...]], ...]:
    """Every model with its cells against all in order, None where it would meet itself."""
    verdicts = {frozenset((pair.left, pair.right)): pair for pair in matrix.pairs}
    return tuple(
        (
            row,
            tuple(
                None
                if row is column
                else _pair_cell(verdicts[frozenset((row.address, column.address))], row.address, query)
                for column in matrix.sides
            ),
        )
        for row in matrix.sides
    )


def fact_rows(matrix: Matrix) -> tuple[Line, ...]:
    """Place, score, evidence, and what running each takes; lines of which nothing is known are left out."""
    work = matrix.workload
    lines = (
        _line(matrix, "Place", lambda side: (place_text(side.place), "" if side.place else side.why_unranked)),
        _line(matrix, "Score over all tests", lambda side: _score(side.estimate)),
        _line(matrix, "Measured", lambda side: (measured_share(side.measured), count(side.counted, "counted test"))),
        _line(matrix, "Price per million tokens", _price, note="in, out"),
        _line(
            matrix,
            "Cost of a month",
            lambda side: (amount(side.operations.per_month), ""),
            note=f"{work.requests:,} requests of {work.input:,} tokens in, {work.output:,} out",
        ),
        _line(matrix, "Output speed", lambda side: (speed(side.operations.tokens_per_second), "")),
        _line(matrix, "First token", lambda side: (seconds(side.operations.first_token_seconds), "")),
        _line(matrix, "Context window", lambda side: (tokens(side.context_window), "")),
        _line(matrix, "Weights", lambda side: ({True: "open", False: "closed", None: UNKNOWN}[side.open_weights], "")),
        _line(
            matrix, "Released", lambda side: (side.released or UNKNOWN, f"retired {side.retired}" * bool(side.retired))
        ),
    )
    return tuple(line for line in lines if any(text != UNKNOWN for text, _ in line.cells))


def category_rows(matrix: Matrix) -> tuple[Line, ...]:
    """Each category with its weight: the score of each model there, and how it stands against the others."""
    return tuple(
        Line(
            label=category_label(category.id),
            note=f"weight {category.weight:g}",
            link=f"/categories/{quote(category.id)}",
            cells=tuple((_category_score(cell), _standing(cell)) for cell in category.cells),
        )
        for category in matrix.categories
    )


def test_rows(matrix: Matrix) -> tuple[Line, ...]:
    """The tests that all of them took, counted ones first, with each score as it was reported."""
    ordered = sorted(matrix.tests, key=lambda test: not test.counted)
    return tuple(
        Line(
            label=matrix.benchmarks[test.benchmark].name,
            note=category_label(test.category) + ("" if test.counted else ", not counted"),
            link=f"/benchmarks/{quote(test.benchmark)}",
            cells=tuple(
                (score_text(row, matrix.benchmarks[test.benchmark]), "" if error is None else f"± {points(error)}")
                for row, error in zip(test.scores, test.errors, strict=True)
            ),
        )
        for test in ordered
    )


def pair_link(one: str, other: str) -> str:
    """The address of two of them alone."""
    return f"/compare/{quote(BETWEEN.join(sorted((one, other))))}"


def heads(matrix: Matrix) -> tuple[tuple[str, str], ...]:
    """Id and name over each column."""
    names = side_names(matrix)
    return tuple((side.model, names[side.address]) for side in matrix.sides)


def _pair_cell(pair: PairVerdict, row: str, query: str) -> PairCell:
    chance = pair.probability
    own = None if chance is None else chance if pair.left == row else 1 - chance
    told = [percent_chance(own)] if own is not None else []
    told += [count(pair.tests, "test")] if pair.tests else []
    told += ["partial"] if pair.partial and pair.tests else []
    return PairCell(
        word=pair_word(pair, row),
        figures=", ".join(told),
        address=pair_link(pair.left, pair.right) + query,
        kind="" if not pair.pick else "won" if pair.pick == row else "lost",
    )


def _line(matrix: Matrix, label: str, cell: Callable[[MatrixSide], tuple[str, str]], note: str = "") -> Line:
    return Line(label=label, note=note, cells=tuple(cell(side) for side in matrix.sides))


def _score(estimate: Estimate) -> tuple[str, str]:
    if estimate.score is None or estimate.interval is None:
        return UNKNOWN, "withheld"
    return integer(estimate.score), f"{integer(estimate.interval.low)}–{integer(estimate.interval.high)}"


def _price(side: MatrixSide) -> tuple[str, str]:
    offer = side.operations.offer
    return (f"{money(offer.input)}, {money(offer.output)}", "") if offer else (UNKNOWN, "")


def _category_score(cell: MatrixCell) -> str:
    return integer(cell.estimate.score) if cell.place and cell.estimate.score is not None else "–"


def _standing(cell: MatrixCell) -> str:
    """Ahead of how many, behind how many, and against how many of those it shares a test with it is open."""
    ahead, behind = len(cell.ahead), len(cell.behind)
    counts = {"ahead of": ahead, "behind": behind, "open against": cell.compared - ahead - behind}
    return ", ".join(f"{word} {number}" for word, number in counts.items() if number) or "no shared test"
