"""`evenhand show`: one model with its facts, prices and scores."""

from itertools import groupby

import click

from evenhand.catalog import naming
from evenhand.catalog.catalog import Catalog
from evenhand.cli.blocks import Block, Cell, Heading, Table, lines, noted
from evenhand.cli.options import ModelName, as_of_option, catalog_seen, json_option
from evenhand.cli.writing import write, write_json, write_notes
from evenhand.comparison.opinions import second_opinion
from evenhand.comparison.profile import present_and_past, profile, read_score
from evenhand.records.facts import Observation, Offer
from evenhand.records.profile import ModelProfile
from evenhand.wording import numbers
from evenhand.wording.models import ended, known_from, moving_words
from evenhand.wording.names import category_label


@click.command("show")
@click.argument("model", type=ModelName())
@click.option("--all", "everything", is_flag=True, help="Also earlier prices and every score of each test.")
@as_of_option
@json_option
def command(model: str, everything: bool, as_of_day: str | None, as_json: bool) -> None:
    """Show one model: facts with where they come from, prices, and scores with their tier and source.

    Of each test the preferred score is shown, with how many others there are; --all shows them and earlier prices.
    """
    catalog, notes = catalog_seen(as_of_day)
    found = profile(catalog, naming.subject(catalog, model).model)
    if as_json:
        write_notes(notes)
        write_json(found)
    else:
        write(noted(_page(found, catalog, everything=everything), notes))


def _page(found: ModelProfile, catalog: Catalog, *, everything: bool) -> list[Block]:
    model = found.model
    said = [found.lab.name + (f". Also called {', '.join(model.aliases)}." if model.aliases else "")]
    facts = tuple(_facts(found))
    moving = [moving_words(model.name, found.lab.name).text] if model.moving else []
    return [
        Heading(model.name, 1),
        *lines(said, style="dim"),
        *lines(moving),
        *([Heading("Facts")] if facts else []),
        *([Table(("Fact", "Value", "Stated by"), facts)] if facts else []),
        *_offers(found, catalog, everything=everything),
        Heading("Scores"),
        *_scores(found, catalog, everything=everything),
    ]


def _facts(found: ModelProfile) -> list[tuple[Cell, ...]]:
    model = found.model
    said_by = {name: one for one in model.stated for name in one.fields}
    rows: list[tuple[Cell, ...]] = []
    for name in model.__struct_fields__:
        value = getattr(model, name)
        if name in {"id", "lab", "name", "aliases", "stated", "moving"} or value in (None, (), ""):
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


def _offers(found: ModelProfile, catalog: Catalog, *, everything: bool) -> list[Block]:
    present, past = present_and_past(catalog, found.offers)
    blocks: list[Block] = [Heading("Prices, US dollars per million tokens")]
    blocks += [_prices(present, catalog)] if present else lines(["No price that holds now is known."])
    if any(second_opinion(catalog, offer) for offer in (*present, *(past if everything else ()))):
        blocks += lines(["*: a second opinion; it decides nothing where another source knows the price."], style="dim")
    if past and everything:
        blocks += [Heading("Earlier prices: ended, replaced, or not seen for half a year"), _prices(past, catalog)]
    elif past:
        blocks += lines([f"{numbers.count(len(past), 'earlier price')}; --all lists them."], style="dim")
    return blocks


def _prices(offers: tuple[Offer, ...], catalog: Catalog) -> Table:
    columns = ("Provider", "Offer", "In", "Cached", "Out", "Context", "From", "Until", "Known from", "Source")
    rows = tuple(
        (
            Cell(catalog.providers[offer.provider].name, "strong"),
            Cell(_terms(offer), "dim"),
            Cell(numbers.money(offer.input)),
            Cell(numbers.money(offer.cached_input)),
            Cell(numbers.money(offer.output)),
            Cell(numbers.tokens(offer.context_limit) if offer.context_limit else ""),
            Cell(offer.since or "", "dim"),
            Cell(ended(offer).removeprefix("until "), "dim"),
            Cell(known_from(offer) or f"checked {offer.checked}", "dim"),
            Cell(offer.source + ("*" if second_opinion(catalog, offer) else ""), "dim"),
        )
        for offer in offers
    )
    return _filled(columns, rows, {"In", "Cached", "Out", "Context"})


def _terms(offer: Offer) -> str:
    """How this price is bought, where it is not the standard one for any prompt at any hour."""
    above = f"from {numbers.tokens(offer.above_tokens)}" if offer.above_tokens else ""
    hours = f"{offer.hours} UTC" if offer.hours else ""
    return ", ".join(part for part in (offer.mode if offer.mode != "standard" else "", above, hours) if part)


def _scores(found: ModelProfile, catalog: Catalog, *, everything: bool) -> list[Block]:
    rows: dict[str, list[tuple[Cell, ...]]] = {}
    for name, same in groupby(found.observations, key=lambda row: row.benchmark):
        first, *others = same
        written = rows.setdefault(catalog.benchmarks[name].category, [])
        written.append(_score(first, catalog, f"{len(others):,}" if others else ""))
        written += [_score(row, catalog, "") for row in others] if everything else []
    columns = ("Benchmark", "Value", "95% interval", "Conditions", "Tier", "Measured by", "Source", "Others")
    if not rows:
        return lines(["The catalog has no score of this model."])
    blocks: list[Block] = []
    for category, cells in rows.items():
        blocks += [Heading(category_label(category), 3), _filled(columns, tuple(cells), {"Value", "Others"})]
    if any(_interval(row, catalog) for row in found.observations):
        blocks += lines(["In points of 100, after Wilson; over the choice of questions, not of tests."], style="dim")
    return blocks


def _interval(seen: Observation, catalog: Catalog) -> str:
    """Which scores fresh questions may give; empty where no number of questions is on file."""
    found = read_score(catalog, seen)
    if found.interval is None or found.items_from == "assumed":
        return ""
    return f"{numbers.average(found.interval.low)} to {numbers.average(found.interval.high)}"


def _score(seen: Observation, catalog: Catalog, others: str) -> tuple[Cell, ...]:
    conditions = (seen.version, seen.subset, seen.context, seen.tools, seen.mode, seen.effort)
    return (
        Cell(catalog.benchmarks[seen.benchmark].name, "strong"),
        Cell(numbers.score(seen.value, catalog.benchmarks[seen.benchmark].unit)),
        Cell(_interval(seen, catalog), "dim"),
        Cell(", ".join(part for part in conditions if part), "dim"),
        Cell(seen.tier),
        Cell(seen.measured_by, "dim"),
        Cell(seen.source, "dim"),
        Cell(others, "dim"),
    )


def _filled(columns: tuple[str, ...], rows: tuple[tuple[Cell, ...], ...], right: set[str]) -> Table:
    """A table without the columns that are empty in every row."""
    kept = [place for place in range(len(columns)) if any(row[place].text for row in rows)]
    names = tuple(columns[place] for place in kept)
    cells = tuple(tuple(row[place] for place in kept) for row in rows)
    return Table(names, cells, frozenset(place for place, name in enumerate(names) if name in right))
