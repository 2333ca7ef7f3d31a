"""`evenhand show`: one model with its facts, offers and every score."""

import click

from evenhand.catalog import naming
from evenhand.catalog.catalog import Catalog
from evenhand.cli.blocks import Block, Cell, Heading, Table, lines, noted
from evenhand.cli.options import ModelName, as_of_option, catalog_seen, json_option
from evenhand.cli.writing import write, write_json, write_notes
from evenhand.comparison.profile import profile
from evenhand.records.profile import ModelProfile
from evenhand.wording import numbers
from evenhand.wording.names import category_label


@click.command("show")
@click.argument("model", type=ModelName())
@as_of_option
@json_option
def command(model: str, as_of_day: str | None, as_json: bool) -> None:
    """Show one model: facts with where they come from, offers, and every score with its tier and source."""
    catalog, notes = catalog_seen(as_of_day)
    found = profile(catalog, naming.subject(catalog, model).model)
    if as_json:
        write_notes(notes)
        write_json(found)
    else:
        write(noted(_page(found, catalog), notes))


def _page(found: ModelProfile, catalog: Catalog) -> list[Block]:
    model = found.model
    return [
        Heading(model.name, 1),
        *lines([found.lab.name + (f". Also called {', '.join(model.aliases)}." if model.aliases else "")], style="dim"),
        Heading("Facts"),
        Table(("Fact", "Value", "Stated by"), tuple(_facts(found)), frozenset()),
        Heading("Offers, US dollars per million tokens"),
        _offers(found, catalog),
        Heading("Scores"),
        _scores(found, catalog),
    ]


def _facts(found: ModelProfile) -> list[tuple[Cell, ...]]:
    model = found.model
    said_by = {name: one for one in model.stated for name in one.fields}
    rows: list[tuple[Cell, ...]] = []
    for name in model.__struct_fields__:
        value = getattr(model, name)
        if name in {"id", "lab", "name", "aliases", "stated"} or value in (None, (), ""):
            continue
        source = said_by.get(name)
        text = f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else _text(value)
        rows.append(
            (
                Cell(name.replace("_", " ")),
                Cell(text),
                Cell(f"{source.source}, {source.checked}" if source else "", "dim"),
            )
        )
    return rows


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _offers(found: ModelProfile, catalog: Catalog) -> Table:
    columns = ("Provider", "Mode", "Since", "Known from", "In", "Cached", "Out", "Above", "Context", "Source", "Checked")
    rows = tuple(
        (
            Cell(catalog.providers[offer.provider].name, "strong"),
            Cell(offer.mode, "dim"),
            Cell(offer.since or "", "dim"),
            Cell(offer.basis if offer.since else "", "dim"),
            Cell(numbers.money(offer.input)),
            Cell(numbers.money(offer.cached_input)),
            Cell(numbers.money(offer.output)),
            Cell(numbers.tokens(offer.above_tokens) if offer.above_tokens else ""),
            Cell(numbers.tokens(offer.context_limit) if offer.context_limit else ""),
            Cell(offer.source, "dim"),
            Cell(offer.checked, "dim"),
        )
        for offer in found.offers
    )
    return Table(columns, rows, frozenset({4, 5, 6, 7, 8}))


def _scores(found: ModelProfile, catalog: Catalog) -> Table:
    columns = ("Benchmark", "Category", "Value", "Conditions", "Tier", "Measured by", "Source")
    rows = tuple(
        (
            Cell(catalog.benchmarks[seen.benchmark].name, "strong"),
            Cell(category_label(catalog.benchmarks[seen.benchmark].category), "dim"),
            Cell(f"{seen.value:g}"),
            Cell(", ".join(part for part in (seen.version, seen.context, seen.tools, seen.effort) if part), "dim"),
            Cell(seen.tier),
            Cell(seen.measured_by, "dim"),
            Cell(seen.source, "dim"),
        )
        for seen in found.observations
    )
    return Table(columns, rows, frozenset({2}))
