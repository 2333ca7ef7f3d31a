"""`evenhand items`: results item by item, of your own logs or of Parquet files."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click
from msgspec import structs

from evenhand.cli.blocks import Block, Cell, Heading, Table, lines
from evenhand.cli.options import json_option, markdown_option
from evenhand.cli.waiting import progress
from evenhand.cli.writing import write, write_json
from evenhand.comparison.item_results import Step, apart, compared, every_pair, summary
from evenhand.items.engines import ENGINES
from evenhand.items.reading import Items, Places, items_at, named_files
from evenhand.records.item_results import ItemApart, ItemComparison, ItemMean, ItemPair, ItemsApart, ItemSummary, PassAt
from evenhand.records.wording import Sentence
from evenhand.wording import numbers
from evenhand.wording.item_results import (
    apart_words,
    interval_text,
    more_words,
    p_text,
    pair_words,
    pass_text,
    signed_text,
    skipped_words,
    value_text,
)

MEANS = ("Model", "Items", "Mean", "95% interval", "Std. error", "Clusters", "Attempts", "Not scored", "pass@k",
         "Cost", "per solved", "Time per solved")  # fmt: skip
PAIRS = ("Left", "Right", "Items", "Left", "Right", "Points", "95% interval", "p", "p (Holm)", "Agree")
SHOWN, LIMIT = 600, 20
Function = Callable[..., Any]


@click.group("items")
def command() -> None:
    """Results item by item: means, paired comparisons, where two models differ.

    \b
    evenhand items summary                            every model and benchmark that you imported
    evenhand items compare MODEL OTHER                on the items that both have
    evenhand items differ MODEL OTHER BENCHMARK       what one solves and the other does not
    evenhand items pairs BENCHMARK                    every two models
    evenhand items summary --parquet 'results/*.parquet'

    Without --parquet it reads what evenhand import kept. A file named with --parquet needs the columns model,
    benchmark, item and outcome (1 is solved), and may have configuration, attempt, fault, question, cluster,
    input_tokens, output_tokens, cost, seconds; with prompt and output the texts are shown too.

    A model with several configurations is named MODEL@CONFIGURATION. Items are matched by their question, else by
    their name. Errors allow for clusters; tests are exact. EVENHAND_ITEMS_ENGINE=spark computes on Spark.
    """


def reading_options(function: Function) -> Function:
    """`--parquet`, `--by-name`, `--engine`, `--json`, `--markdown`."""
    for option in (
        markdown_option,
        json_option,
        click.option("--engine", type=click.Choice(ENGINES), help="Where to compute [EVENHAND_ITEMS_ENGINE, duckdb]."),
        click.option("--by-name", "named", is_flag=True, help="Match items by their names alone; faster."),
        click.option(
            "--parquet", "parquet", multiple=True, metavar="PATH",
            help="Read this file, folder or pattern instead of your own logs; may be repeated.",
        ),
    ):  # fmt: skip
        function = option(function)
    return function


@command.command("summary")
@click.option("--benchmark", help="Only this benchmark.")
@click.option("-k", "ks", type=click.IntRange(1, 10_000), multiple=True, help="pass@k for this k; may be repeated.")
@reading_options
def summary_command(
    benchmark: str | None, ks: tuple[int, ...], parquet: tuple[str, ...], named: bool, engine: str | None,
    as_json: bool, as_markdown: bool,
) -> None:  # fmt: skip
    """Show each model's mean on each benchmark, with its error, pass@k, cost and time.

    \b
    evenhand items summary --benchmark gsm8k
    evenhand items summary -k 1 -k 5 --json
    """
    with _items(parquet, engine, named) as items, _step(4, quiet=as_json) as step:
        found = summary(items, benchmark, ks=ks, step=step)
    write_json(found) if as_json else write(list(_summary(found)), as_markdown=as_markdown)


@command.command("compare")
@click.argument("left")
@click.argument("right")
@click.option("--benchmark", help="Only on this benchmark.")
@reading_options
def compare_command(
    left: str, right: str, benchmark: str | None, parquet: tuple[str, ...], named: bool, engine: str | None,
    as_json: bool, as_markdown: bool,
) -> None:  # fmt: skip
    """Compare two models on the items that both have.

    \b
    evenhand items compare my-model other-model
    evenhand items compare my-model@t=0 my-model@t=1 --benchmark gsm8k
    """
    with _items(parquet, engine, named) as items, _step(len(items.systems), quiet=as_json) as step:
        found = compared(items, left, right, benchmark, step=step)
    write_json(found) if as_json else write(list(_compared(found)), as_markdown=as_markdown)


@command.command("pairs")
@click.argument("benchmark")
@reading_options
def pairs_command(
    benchmark: str, parquet: tuple[str, ...], named: bool, engine: str | None, as_json: bool, as_markdown: bool
) -> None:
    """Compare every two models of BENCHMARK, with p corrected for all pairs.

    \b
    evenhand items pairs gsm8k
    """
    with _items(parquet, engine, named) as items, _step(1, quiet=as_json) as step:
        found = every_pair(items, benchmark, step=step)
    write_json(found) if as_json else write(list(_pairs(found, benchmark)), as_markdown=as_markdown)


@command.command("differ")
@click.argument("left")
@click.argument("right")
@click.argument("benchmark")
@click.option(
    "--limit", type=click.IntRange(1, 100_000), default=LIMIT, show_default=True, help="How many items to show."
)
@reading_options
def differ_command(
    left: str, right: str, benchmark: str, limit: int, parquet: tuple[str, ...], named: bool, engine: str | None,
    as_json: bool, as_markdown: bool,
) -> None:  # fmt: skip
    """Show the items of BENCHMARK that one solves and the other does not, with outputs where a log has them.

    \b
    evenhand items differ my-model other-model gsm8k --limit 5
    """
    with _items(parquet, engine, named) as items:
        found = apart(items, left, right, benchmark, limit)
    write_json(found) if as_json else write(list(_apart(found)), as_markdown=as_markdown)


@contextmanager
def _items(parquet: tuple[str, ...], engine: str | None, named: bool) -> Iterator[Items]:
    if parquet:
        files = named_files(parquet)
        places = Places(files, outputs=files)
    else:
        from evenhand.importers.own.item_places import item_places  # noqa: PLC0415 - only one's own logs need it

        places = item_places()
    with items_at(places, engine=engine, named=named) as items:
        yield items


@contextmanager
def _step(steps: int, *, quiet: bool) -> Iterator[Step]:
    with progress(steps, quiet=quiet) as step:
        yield step


def _summary(found: ItemSummary) -> Iterator[Block]:
    yield Heading("Items by model and benchmark", 1)
    for benchmark in dict.fromkeys(one.benchmark for one in found.means):
        yield Heading(benchmark)
        rows = sorted((one for one in found.means if one.benchmark == benchmark), key=lambda one: -one.mean)
        yield _without_empty(MEANS, tuple(map(_mean_row, rows)))
    if not found.means:
        yield from lines(["No item is scored."])


def _without_empty(columns: tuple[str, ...], rows: tuple[tuple[Cell, ...], ...]) -> Table:
    """The table without columns in which no row has anything; numbers stand to the right."""
    kept = [place for place in range(len(columns)) if any(row[place].text for row in rows)]
    told = tuple(tuple(row[place] for place in kept) for row in rows)
    return Table(tuple(columns[place] for place in kept), told, frozenset(range(1, len(kept))))


def _mean_row(one: ItemMean) -> tuple[Cell, ...]:
    """A row of means; an error or an interval without any width follows from equal outcomes and says nothing."""
    interval = one.interval if one.interval and one.interval.low < one.interval.high else None
    return (
        Cell(str(one.system), "strong"),
        Cell(f"{one.items:,}"),
        Cell(value_text(one.mean, shares=one.shares)),
        Cell(interval_text(interval, shares=one.shares), "dim"),
        Cell(numbers.UNKNOWN if not one.error else value_text(one.error, shares=one.shares)),
        Cell("" if one.clusters is None else f"{one.clusters:,}"),
        Cell(f"{one.attempts:,}"),
        Cell(f"{one.unscored:,}" if one.unscored else "", "warn"),
        Cell(", ".join(map(_passed, one.pass_at))),
        Cell("" if one.cost is None else numbers.money(one.cost)),
        Cell("" if one.cost_per_solved is None else numbers.money(one.cost_per_solved)),
        Cell("" if one.seconds_per_solved is None else numbers.seconds(one.seconds_per_solved)),
    )


def _passed(found: PassAt) -> str:
    return pass_text(found if found.error else structs.replace(found, error=None))


def _compared(found: ItemComparison) -> Iterator[Block]:
    yield Heading(f"{found.pairs[0].left.model} and {found.pairs[0].right.model}, item by item", 1)
    for pair in found.pairs:
        yield Heading(pair.benchmark)
        yield from _said(pair_words(pair, pairs=len(found.pairs)))
    yield from _said(skipped_words(found))


def _pairs(found: ItemComparison, benchmark: str) -> Iterator[Block]:
    yield Heading(f"Every two models on {benchmark}", 1)
    yield Table(PAIRS, tuple(map(_pair_row, found.pairs)), frozenset(range(2, len(PAIRS))))


def _pair_row(pair: ItemPair) -> tuple[Cell, ...]:
    return (
        Cell(str(pair.left), "left"),
        Cell(str(pair.right), "right"),
        Cell(f"{pair.items:,}"),
        Cell(value_text(pair.left_mean, shares=pair.shares)),
        Cell(value_text(pair.right_mean, shares=pair.shares)),
        Cell(signed_text(pair.difference, shares=pair.shares), "strong"),
        Cell(interval_text(pair.interval, shares=pair.shares, signed=True), "dim"),
        Cell(p_text(pair.p_value)),
        Cell(p_text(pair.adjusted)),
        Cell(value_text(pair.agreement, shares=True)),
    )


def _apart(found: ItemsApart) -> Iterator[Block]:
    yield Heading(f"{found.left} and {found.right} on {found.benchmark}", 1)
    yield from _said((*apart_words(found), *more_words(found, option="--limit")))
    columns = ("Item", "Left", "Right", "Cluster")
    if found.shown:
        yield Table(columns, tuple(map(_item_row, found.shown)), frozenset({1, 2}))
    for one in found.shown:
        yield from _texts(one)


def _item_row(one: ItemApart) -> tuple[Cell, ...]:
    return (
        Cell(one.item, "strong"),
        Cell(numbers.plain(round(one.left, 4)), "left"),
        Cell(numbers.plain(round(one.right, 4)), "right"),
        Cell(one.cluster, "dim"),
    )


def _texts(one: ItemApart) -> Iterator[Block]:
    """The texts of an item, each cut to a few lines; --json has them whole."""
    texts = (("Prompt", one.prompt), ("Left", one.left_output), ("Right", one.right_output))
    if any(text for _, text in texts):
        yield Heading(one.item)
        yield from lines(f"{name}: {_cut(text)}" for name, text in texts if text)


def _cut(text: str) -> str:
    """A text without signs that steer a terminal, on one line, and no longer than a few."""
    plain = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return plain if len(plain) <= SHOWN else f"{plain[:SHOWN]} … ({len(text):,} characters)"


def _said(words: tuple[Sentence, ...]) -> list[Block]:
    return lines((one.text for one in words), bullet=True)
