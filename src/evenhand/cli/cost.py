"""`evenhand cost`: what a workload costs with some models, by offer."""

import csv
import sys
from collections.abc import Iterator

import click

from evenhand.catalog import naming
from evenhand.cli.blocks import Block, Cell, Heading, Table, lines, noted
from evenhand.cli.options import ModelName, as_of_option, catalog_seen, json_option
from evenhand.cli.workload_options import workload, workload_size_options
from evenhand.cli.writing import write, write_json, write_notes
from evenhand.comparison.cost import costs
from evenhand.records.cost import Costs, ModelCost, OfferCost
from evenhand.wording import numbers
from evenhand.wording.cost import cost_words, offer_notes, offer_terms, workload_sentence

COLUMNS = ("Provider", "Terms", "In", "Cached", "Out", "A request", "A month", "Checked", "Source", "Notes")
FIELDS = (
    "model", "provider", "mode", "above_tokens", "hours", "input", "cached_input", "output", "per_request", "per_month",
    "cached_at_full", "fits", "since", "checked", "source", "link",
)  # fmt: skip


@click.command("cost")
@click.argument("models", type=ModelName(), nargs=-1, required=True, metavar="MODEL...")
@workload_size_options
@as_of_option
@json_option
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV.")
@click.option("--markdown", "as_markdown", is_flag=True, help="Print Markdown.")
def command(
    models: tuple[str, ...],
    as_of_day: str | None,
    as_json: bool,
    as_csv: bool,
    as_markdown: bool,
    **given: int | None,
) -> None:
    """Work out what a workload costs, a request and a month, at every offer of today, cheapest first.

    An unknown price is said to be unknown, a price of zero is free; prices that are over take no part.

    \b
    evenhand cost gpt-5.5
    evenhand cost gpt-5.5 claude-opus-4.5 --input 20000 --cached 15000 --output 800 --requests 50000
    """
    catalog, notes = catalog_seen(as_of_day)
    found = costs(catalog, [naming.subject(catalog, name).model for name in models], workload(None, **given))
    if as_json or as_csv:
        write_notes(notes)
        write_json(found) if as_json else _csv(found)
    else:
        write(noted(_page(found), notes), as_markdown=as_markdown)


def _page(found: Costs) -> list[Block]:
    about = [workload_sentence(found.workload).text, f"Catalog of {found.date}, version {found.version[:12]}."]
    blocks: list[Block] = [Heading("What it costs", 1), *lines(about, style="dim")]
    blocks += lines([sentence.text for sentence in cost_words(found)], bullet=True)
    for model in found.models:
        if model.offers:
            blocks += [Heading(model.name), Table(COLUMNS, tuple(_rows(model, found)), frozenset({2, 3, 4, 5, 6}))]
    return blocks


def _rows(model: ModelCost, found: Costs) -> Iterator[tuple[Cell, ...]]:
    for row in model.offers:
        offer = row.offer
        yield (
            Cell(found.names.get(offer.provider, offer.provider), "strong"),
            Cell(offer_terms(row), "dim"),
            Cell(numbers.money(offer.input)),
            Cell(numbers.money(offer.cached_input)),
            Cell(numbers.money(offer.output)),
            Cell(numbers.money(row.per_request)),
            Cell(numbers.money(row.per_month)),
            Cell(offer.checked, "dim"),
            Cell(found.names.get(offer.source, offer.source), "dim"),
            Cell(offer_notes(row), "warn"),
        )


def _csv(found: Costs) -> None:
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(FIELDS)
    for model in found.models:
        out.writerows([_value(model, row, field) for field in FIELDS] for row in model.offers)


def _value(model: ModelCost, row: OfferCost, field: str) -> object:
    if field == "model":
        return model.model
    value = getattr(row, field) if hasattr(row, field) else getattr(row.offer, field)
    return {True: "yes", False: "no", None: ""}[value] if value is None or isinstance(value, bool) else value
