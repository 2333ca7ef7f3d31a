"""`evenhand benchmarks`: the benchmarks with their state, or one with all that is known of it."""

import click

from evenhand.catalog import naming
from evenhand.catalog.snapshot import open_catalog
from evenhand.cli.blocks import Block, Cell, Heading, Table, lines
from evenhand.cli.options import BenchmarkName, CategoryName, json_option
from evenhand.cli.writing import write, write_json
from evenhand.comparison.benchmarks import benchmark_list, benchmark_profile
from evenhand.errors import BadSetting
from evenhand.records.benchmarks import BenchmarkList, BenchmarkProfile
from evenhand.wording import numbers
from evenhand.wording.benchmarks import benchmark_facts, state_words
from evenhand.wording.flags import benchmark_flag_words, labels, line_flag_words
from evenhand.wording.names import category_label


@click.command("benchmarks")
@click.argument("name", type=BenchmarkName(), required=False)
@click.option("--category", default="", type=CategoryName(), help="Only the benchmarks of this category.")
@click.option("--flagged", is_flag=True, help="Only flagged benchmarks, each with what is flagged and its figures.")
@json_option
def command(name: str | None, category: str, flagged: bool, as_json: bool) -> None:
    """List the benchmarks with their state, or show one: what it is, its state with the figures, who leads.

    A state is worked out from the scores: saturated, stale, current or unknown; contaminated or stale by its
    maintainer's word stands in its file.
    """
    catalog = open_catalog()
    if name and (category or flagged):
        raise BadSetting("--category and --flagged are for the list; leave out them or the benchmark")
    if name:
        found = benchmark_profile(catalog, naming.benchmark(catalog, name))
        write_json(found) if as_json else write(_page(found))
    else:
        listed = benchmark_list(catalog, category, flagged=flagged)
        write_json(listed) if as_json else write(_flagged(listed) if flagged else _list(listed))


def _flagged(found: BenchmarkList) -> list[Block]:
    """Each benchmark's flags in sentences; what is flagged of single models is on the benchmark's own page."""
    blocks: list[Block] = [
        Heading(f"{numbers.count(len(found.benchmarks), 'flagged benchmark')}".capitalize(), 1),
        *lines([f"Catalog of {found.date}, version {found.version[:12]}."], style="dim"),
    ]
    for category in dict.fromkeys(one.category for one in found.benchmarks):
        held = [one for one in found.benchmarks if one.category == category]
        said = [sentence.text for one in held for sentence in line_flag_words(one, found.names)]
        blocks += [Heading(category_label(category)), *lines(said, bullet=True)]
    return blocks


def _list(found: BenchmarkList) -> list[Block]:
    columns = ("Benchmark", "Name", "Category", "Metric", "Unit", "Scores", "Models", "State", "Flags")
    rows = tuple(
        (
            Cell(one.id, "strong"),
            Cell(one.name),
            Cell(category_label(one.category), "dim"),
            Cell(one.metric if one.kind == "test" else f"{one.metric} ({one.kind})"),
            Cell(one.unit, "dim"),
            Cell(f"{one.scores:,}"),
            Cell(f"{one.models:,}"),
            Cell(one.state, "warn" if one.state in ("saturated", "stale", "contaminated") else ""),
            Cell(", ".join(label for label in labels(one.flags) if label != one.state), "dim"),
        )
        for one in found.benchmarks
    )
    return [
        Heading(numbers.count(len(rows), "benchmark").capitalize(), 1),
        *lines([f"Catalog of {found.date}, version {found.version[:12]}."], style="dim"),
        Table(columns, rows, frozenset({5, 6}), tuple(map(columns.index, ("Unit", "Metric", "Name", "Category")))),
    ]


def _page(found: BenchmarkProfile) -> list[Block]:
    benchmark = found.benchmark
    blocks: list[Block] = [
        Heading(benchmark.name, 1),
        *lines([benchmark.measures]),
        Table(("Fact", "Value"), tuple((Cell(name), Cell(value)) for name, value in benchmark_facts(benchmark))),
        Heading("State"),
        *lines([one.text for one in state_words(found.standing)], bullet=True),
        *_flags(found),
        Heading("Who reports it"),
        Table(
            ("Source", "Scores"),
            tuple((Cell(found.names[name]), Cell(f"{count:,}")) for name, count in found.reporters),
            frozenset({1}),
        ),
    ]
    return [*blocks, *_leaders(found)]


def _flags(found: BenchmarkProfile) -> list[Block]:
    said = benchmark_flag_words(found.benchmark.name, found.standing, found.names)
    return [Heading("Flags"), *lines([one.text for one in said], bullet=True)] if said else []


def _leaders(found: BenchmarkProfile) -> list[Block]:
    title = " ".join(part for part in ("Scores", found.standing.form.version, found.standing.form.context) if part)
    if not found.leaders:
        return [Heading(title), *lines(["No score stands under its plain conditions."])]
    columns = ("Place", "Model", "Score", "Tier", "Source", "Others")
    rows = tuple(
        (
            Cell(str(one.place)),
            Cell(one.name, "strong"),
            Cell(numbers.score(one.observation.value, found.benchmark.unit)),
            Cell(one.observation.tier),
            Cell(found.names[one.observation.source], "dim"),
            Cell(str(one.others) if one.others else "", "dim"),
        )
        for one in found.leaders
    )
    return [Heading(title), Table(columns, rows, frozenset({0, 2, 5}))]
