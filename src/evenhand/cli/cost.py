"""`evenhand cost`: what a workload costs with some models, by offer."""

import csv
import sys
from collections.abc import Iterator
from typing import Any

import click
from msgspec import structs

from evenhand.catalog import naming
from evenhand.catalog.catalog import Catalog
from evenhand.cli.blocks import Block, Cell, Heading, Table, lines, noted
from evenhand.cli.hosting_options import hosting, hosting_options
from evenhand.cli.options import ModelName, as_of_option, catalog_seen, csv_option, json_option, markdown_option
from evenhand.cli.self_host import hosting_blocks
from evenhand.cli.workload_options import workload, workload_size_options
from evenhand.cli.writing import write, write_json, write_notes
from evenhand.comparison.cost import costs
from evenhand.comparison.self_hosting import self_hosting
from evenhand.records.cost import Costs, ModelCost, OfferCost
from evenhand.records.self_hosting import HostedCosts, Hosting, SelfHostingReport
from evenhand.wording import numbers
from evenhand.wording.cost import cost_words, offer_notes, offer_terms, workload_sentence
from evenhand.wording.self_hosting import self_hosting_report

COLUMNS = ("Provider", "Terms", "In", "Cached", "Out", "A request", "A month", "Checked", "Source", "Notes")
RIGHT = frozenset({2, 3, 4, 5, 6})
SPARE = tuple(map(COLUMNS.index, ("Source", "Checked")))
FIELDS = (
    "model", "provider", "mode", "above_tokens", "hours", "input", "cached_input", "output", "per_request", "per_month",
    "cached_at_full", "fits", "since", "checked", "source", "link", "second_opinion", "condition",
)  # fmt: skip


@click.command("cost")
@click.argument("models", type=ModelName(), nargs=-1, required=True, metavar="MODEL...")
@workload_size_options
@click.option("--self-host", is_flag=True, help="Estimate too, apart from all offers, what hosting it yourself takes.")
@hosting_options
@as_of_option
@json_option
@csv_option
@markdown_option
def command(
    models: tuple[str, ...],
    self_host: bool,
    as_of_day: str | None,
    as_json: bool,
    as_csv: bool,
    as_markdown: bool,
    **given: Any,  # noqa: ANN401 - whole numbers, numbers and names
) -> None:
    """Work out what a workload costs, a request and a month, at every offer of today, cheapest first.

    An unknown price is said to be unknown, a price of zero is free; prices that are over take no part. With --self-host
    and what you know of a machine (as in `evenhand self-host`) each model of open weights gets an estimate of its own.

    \b
    evenhand cost gpt-5.5
    evenhand cost gpt-5.5 claude-opus-4.5 --input 20000 --cached 15000 --output 800 --requests 50000
    evenhand cost gemma-4-12b gpt-5.5 --self-host --quantization q4 --bandwidth 1000 --per-hour 0.5
    """
    machine = _machine(given, self_host=self_host, as_csv=as_csv)
    catalog, notes = catalog_seen(as_of_day)
    work = workload(None, **given)
    found = costs(catalog, [naming.subject(catalog, name).model for name in models], work)
    hosted = _hosted(catalog, found, machine) if machine else ()
    if as_json or as_csv:
        write_notes(notes)
        _programs(found, hosted, as_json=as_json)
    else:
        write(noted([*_page(found), *_estimates(hosted)], notes), as_markdown=as_markdown)


def _machine(given: dict[str, Any], *, self_host: bool, as_csv: bool) -> Hosting | None:
    """The reader's machine where an estimate is asked for.

    Raises:
        click.UsageError: a machine without --self-host, or an estimate among the offers of a CSV.

    """
    stated = [name for name in Hosting.__struct_fields__ if given[name] is not None]
    machine = hosting(given)
    if stated and not self_host:
        raise click.UsageError(f"--{stated[0].replace('_', '-')} is about hosting it yourself: add --self-host")
    if self_host and as_csv:
        raise click.UsageError("--csv lists offers, and an estimate is none: use --json, or `evenhand self-host`")
    return machine if self_host else None


def _hosted(catalog: Catalog, found: Costs, machine: Hosting) -> tuple[SelfHostingReport, ...]:
    """An estimate for each model whose weights are not known to be closed."""
    models = [catalog.models[one.model] for one in found.models]
    asked = [model for model in models if model.open_weights is not False]
    return tuple(self_hosting_report(self_hosting(catalog, model, machine, found.workload)) for model in asked)


def _programs(found: Costs, hosted: tuple[SelfHostingReport, ...], *, as_json: bool) -> None:
    if not as_json:
        _csv(found)
    elif hosted:
        write_json(HostedCosts(**structs.asdict(found), self_hosting=hosted))
    else:
        write_json(found)


def _estimates(hosted: tuple[SelfHostingReport, ...]) -> Iterator[Block]:
    for report in hosted:
        yield Heading(f"Hosting {report.estimate.name} yourself: an estimate, not an offer")
        yield from hosting_blocks(report)


def _page(found: Costs) -> list[Block]:
    about = [workload_sentence(found.workload).text, f"Catalog of {found.date}, version {found.version[:12]}."]
    blocks: list[Block] = [Heading("What it costs", 1), *lines(about, style="dim")]
    blocks += lines([sentence.text for sentence in cost_words(found)], bullet=True)
    for model in found.models:
        if model.offers:
            blocks += [Heading(model.name), Table(COLUMNS, tuple(_rows(model, found)), RIGHT, SPARE)]
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
            Cell(numbers.money_each(row.per_request)),
            Cell(numbers.amount(row.per_month)),
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
