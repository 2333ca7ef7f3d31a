"""`evenhand disagreements`: where sources state different scores, prices or facts of one and the same thing."""

from collections.abc import Iterator
from typing import get_args

import click

from evenhand.catalog import naming
from evenhand.catalog.snapshot import open_catalog
from evenhand.cli.blocks import Block, Cell, Heading, Table, lines
from evenhand.cli.options import BenchmarkName, ModelName, json_option, markdown_option
from evenhand.cli.writing import write, write_json
from evenhand.comparison.disagreements import disagreements
from evenhand.records.disagreements import Disagreements, Kind
from evenhand.records.facts import Observation, Offer, StatedFact
from evenhand.wording import numbers
from evenhand.wording.disagreements import conditions, offer_form, price_text, stated_day

FROM = ("Source", "Day", "Link")
SCORES = ("Model", "Test", "Stated", "Apart", "Value", "Tier", *FROM)
PRICES = ("Model", "Provider", "Offer", "Prices", *FROM)
FACTS = ("Model", "Fact", "Value", *FROM)


@click.command("disagreements")
@click.option("--model", type=ModelName(), help="Only about this model.")
@click.option("--benchmark", type=BenchmarkName(), help="Only about this benchmark; leaves prices and facts out.")
@click.option("--kind", type=click.Choice(get_args(Kind)), help="Only scores, prices or facts.")
@json_option
@markdown_option
def command(model: str | None, benchmark: str | None, kind: Kind | None, as_json: bool, as_markdown: bool) -> None:
    """Show where sources disagree: the same model, test and stated setting with different values.

    Scores count as different beyond 2.8 joint standard errors where both sources report one, else beyond two points
    of a hundred; prices beyond one part in a hundred. No source is called right.
    """
    catalog = open_catalog()
    found = disagreements(
        catalog,
        kind,
        naming.resolve(catalog, model).id if model else "",
        naming.benchmark(catalog, benchmark).id if benchmark else "",
    )
    write_json(found) if as_json else write(_page(found), as_markdown=as_markdown)


def _page(found: Disagreements) -> list[Block]:
    blocks: list[Block] = [
        Heading("Where sources disagree", 1),
        *lines([f"Catalog of {found.date}, version {found.version[:12]}."], style="dim"),
    ]
    for title, columns, rows, right in (
        ("Scores", SCORES, _scores(found), {3, 4}),
        ("Prices", PRICES, _prices(found), set()),
        ("Facts", FACTS, _facts(found), set()),
    ):
        cells = tuple(rows)
        if cells:
            blocks += [Heading(title), Table(columns, cells, frozenset(right))]
    return blocks if found.scores or found.prices or found.facts else [*blocks, *lines(["None was found."])]


def _scores(found: Disagreements) -> Iterator[tuple[Cell, ...]]:
    for one in found.scores:
        for row in one.rows:
            yield (
                Cell(found.names[one.model], "strong"),
                Cell(found.names[one.benchmark]),
                Cell(conditions(row), "dim"),
                Cell(numbers.plain(round(one.apart, 6))),
                Cell(numbers.plain(row.value)),
                Cell(row.tier),
                *_from(row, stated_day(row)),
            )


def _prices(found: Disagreements) -> Iterator[tuple[Cell, ...]]:
    for one in found.prices:
        for offer in one.offers:
            yield (
                Cell(found.names[one.model], "strong"),
                Cell(found.names[one.provider]),
                Cell(offer_form(one), "dim"),
                Cell(price_text(offer, one.fields)),
                *_from(offer, f"checked {offer.checked}"),
            )


def _facts(found: Disagreements) -> Iterator[tuple[Cell, ...]]:
    for one in found.facts:
        for fact in one.facts:
            yield (
                Cell(found.names.get(one.model, one.model), "strong"),
                Cell(one.field.replace("_", " ")),
                Cell(fact.value),
                *_from(fact, f"checked {fact.checked}"),
            )


def _from(row: Observation | Offer | StatedFact, day: str) -> tuple[Cell, ...]:
    return Cell(row.source), Cell(day, "dim"), Cell(row.link, "dim")
