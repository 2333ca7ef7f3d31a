"""`evenhand find`: the models that meet constraints, best first, with the efficient set for a workload."""

import csv
import sys

import click

from evenhand.cli.blocks import Block, Cell, Heading, Table, lines, noted
from evenhand.cli.board_head import board_head
from evenhand.cli.first_fit import told_of_fit
from evenhand.cli.options import (
    CategoryName,
    LabName,
    ProviderName,
    as_of_option,
    catalog_seen,
    csv_option,
    json_option,
    markdown_option,
    ranking_options,
)
from evenhand.cli.workload_options import Amount, limit_options, workload
from evenhand.cli.writing import write, write_json, write_notes
from evenhand.comparison.chosen_ranking import chosen_ranking
from evenhand.comparison.find import find, wanted_of
from evenhand.records.find import Finding, FoundModel
from evenhand.wording import numbers
from evenhand.wording.estimates import place_text
from evenhand.wording.find import CONSTRAINTS, OPEN, chance_text, find_words, score_text

COLUMNS = (
    "Place", "Model", "Lab", "Score", "A month", "From", "In", "Out", "First token", "Tokens/s", "Context", "Efficient",
)  # fmt: skip
RIGHT = frozenset({0, 4, 6, 7, 8, 9, 10, 11})
SPARE = tuple(map(COLUMNS.index, ("Lab", "From", "Tokens/s", "First token", "Context", "In", "Out")))
FIELDS = (
    "model", "name", "lab", "ranked", "place", "best", "worst", "score", "per_request", "per_month", "provider",
    "offer_kind", "checked", "input", "output", "blended", "first_token_seconds", "tokens_per_second",
    "whole_answer_seconds", "context_window", "open_weights", "released", "chance", "on_line", "why_no_chance",
    "beaten_by", "beaten", "second_opinion", "condition",
)  # fmt: skip


@click.command("find")
@ranking_options
@click.option(
    "--category",
    default="overall",
    show_default=True,
    type=CategoryName(),
    help="Which score counts: a category's or overall.",
)
@limit_options
@click.option("--min-score", type=Amount(0, 100), help="Limit: score of 100.")
@click.option("--lab", type=LabName(), help="Only this lab's models.")
@click.option(
    "--released-after", metavar="DATE", help="Only models released after a day, or in a month or year and later."
)
@click.option(
    "--wait", type=click.Choice(("first-token", "answer")), help="Make waiting a third axis of the efficient set."
)
@click.option(
    "--price",
    type=click.Choice(("own", "cheapest")),
    default="own",
    help="Price each model at its lab's own offer, or the cheapest host's without one [own]; or at the cheapest offer.",
)
@click.option("--provider", type=ProviderName(), help="Only models that this provider serves, at its price.")
@click.option(
    "--unranked", "--all", "everyone", is_flag=True, help="Also list unranked models, and all that were missed."
)
@as_of_option
@json_option
@csv_option
@markdown_option
def command(
    ranking: str,
    lane: str | None,
    weights: tuple[str, ...],
    chance: bool,
    category: str,
    min_score: float | None,
    lab: str | None,
    released_after: str | None,
    wait: str | None,
    price: str,
    provider: str | None,
    everyone: bool,
    as_of_day: str | None,
    as_json: bool,
    as_csv: bool,
    as_markdown: bool,
    **given: float | None,
) -> None:
    """Find the models that meet constraints, best score first, and how surely each is efficient for a workload.

    What is not known of a model is never held for kept: such models are counted apart, with the reason.

    \b
    evenhand find --max-price 2 --min-context 200000
    evenhand find --price cheapest --input 20000 --cached 15000 --output 800 --requests 30438
    evenhand find --open-weights --category coding --input 20000 --output 1000
    """
    catalog, notes = catalog_seen(as_of_day)
    wanted = wanted_of(category, lab or "", released_after or "", min_score, wait or "", price, provider or "")
    rules = chosen_ranking(catalog, ranking, weights, chance_corrected=chance)
    work = workload(None, **given)
    with told_of_fit(catalog, rules, lane):
        found = find(catalog, work, wanted, rules, lane)
    if as_json or as_csv:
        write_notes(notes)
        write_json(found) if as_json else _csv(found)
    else:
        write(noted(_page(found, everyone=everyone), notes), as_markdown=as_markdown)


def _page(found: Finding, *, everyone: bool) -> list[Block]:
    rows = [row for row in found.found if row.ranked or everyone]
    hidden = len(found.found) - len(rows)
    more = [f"{numbers.count(hidden, 'more found model')} unranked; --unranked lists them and what was missed."]
    return [
        *board_head(found.snapshot, found.wanted.category, "Models found: "),
        *lines([sentence.text for sentence in find_words(found)], bullet=True),
        *([Table(COLUMNS, tuple(_row(row, found) for row in rows), RIGHT, SPARE)] if rows else []),
        *lines(more if hidden else [], style="dim"),
        *(_missed(found) if everyone else []),
    ]


def _row(row: FoundModel, found: Finding) -> tuple[Cell, ...]:
    return (
        Cell(place_text(row.place)),
        Cell(row.name, "strong"),
        Cell(row.lab_name, "dim"),
        Cell(score_text(row)),
        Cell(numbers.amount(row.per_month)),
        Cell(_from(row, found), "dim"),
        Cell(numbers.money(row.input)),
        Cell(numbers.money(row.output)),
        Cell(numbers.seconds(row.first_token_seconds)),
        Cell(numbers.average(row.tokens_per_second)),
        Cell(numbers.tokens(row.context_window)),
        Cell(chance_text(row), "strong" if row.on_line else "dim"),
    )


def _from(row: FoundModel, found: Finding) -> str:
    """Who sells at this price, and what the other of lab and host takes a month."""
    name = found.names.get(row.provider, row.provider)
    kind = f"{row.offer_kind}{'; a second opinion' if row.second_opinion else ''}"
    if row.otherwise is None:
        return f"{name}, {kind}" if name else ""
    other = found.names.get(row.otherwise.provider, row.otherwise.provider)
    return f"{name}, {kind} ({numbers.amount(row.otherwise.per_month)} at {other})"


def _missed(found: Finding) -> list[Block]:
    rows = tuple(
        (
            Cell(one.name, "strong"),
            Cell(", ".join(CONSTRAINTS[name] for name in one.fails)),
            Cell(", ".join(OPEN[name] for name in one.unknown), "dim"),
        )
        for one in found.missed
    )
    return [Heading("Missed, and why"), Table(("Model", "Breaks", "Not known"), rows)] if rows else []


def _csv(found: Finding) -> None:
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(FIELDS)
    for row in found.found:
        out.writerow([_value(row, field) for field in FIELDS])


def _value(row: FoundModel, field: str) -> object:
    value = getattr(row.place, field, None) if field in ("place", "best", "worst") else getattr(row, field)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else value
