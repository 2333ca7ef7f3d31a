"""A matrix as a terminal page: the answer, each against each, then the models side by side."""

from collections.abc import Iterable

from evenhand.cli.blocks import Block, Cell, Heading, Style, Table, lines
from evenhand.records.matrix import MatrixReport
from evenhand.website.rows.matrix_rows import Line, PairCell, category_rows, fact_rows, heads, pair_rows, test_rows

KINDS: dict[str, Style] = {"won": "strong", "lost": "dim", "": ""}


def matrix_page(report: MatrixReport) -> list[Block]:
    """All blocks, the answer first."""
    matrix, words = report.matrix, report.words
    seen = matrix.compared_by
    names = tuple(name for _, name in heads(matrix))
    against = tuple(
        (Cell(name, "strong"), *(_against(cell) for cell in cells))
        for name, (_, cells) in zip(names, pair_rows(matrix), strict=True)
    )
    blocks: list[Block] = [
        Heading(words.title, 1),
        *lines(
            [f"Catalog of {seen.date}, version {seen.catalog[:12]}, ranking {seen.ranking_name}, {seen.lane} lane."],
            style="dim",
        ),
        *lines([sentence.text for sentence in words.lead], style="strong"),
        Heading("Each against each: the model of the row, and P that it is ahead on one new test of each kind"),
        Table(("", *names), against),
        *lines([sentence.text for sentence in words.notes], bullet=True),
        Heading("Side by side"),
        _table(names, fact_rows(matrix)),
        Heading("By category: score over all counted tests, and standing on shared tests"),
        _table(names, category_rows(matrix)),
    ]
    common = test_rows(matrix)
    if common:
        blocks += [Heading("Tests that all of them took"), _table(names, common)]
    pair = " ".join(side.address for side in matrix.sides[:2])
    return [*blocks, Heading("Two of them alone"), *lines([f"evenhand compare {pair}"], style="dim")]


def _against(cell: PairCell | None) -> Cell:
    if cell is None:
        return Cell("-", "dim")
    return Cell(f"{cell.word} ({cell.figures})" if cell.figures else cell.word, KINDS[cell.kind])


def _table(names: tuple[str, ...], rows: Iterable[Line]) -> Table:
    return Table(
        ("", *names), tuple((Cell(_label(row)), *(Cell(_joined(*cell)) for cell in row.cells)) for row in rows)
    )


def _label(row: Line) -> str:
    return f"{row.label} ({row.note})" if row.note else row.label


def _joined(text: str, under: str) -> str:
    return f"{text} ({under})" if under else text
