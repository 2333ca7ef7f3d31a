"""`evenhand sources`: where the figures come from, or one source with its files and what was left out."""

from collections.abc import Iterator

import click

from evenhand.catalog.snapshot import open_catalog
from evenhand.catalog.unresolved import unresolved_names
from evenhand.cli.blocks import Block, Cell, Heading, Table, lines
from evenhand.cli.options import KnownSource, json_option
from evenhand.cli.writing import write, write_json
from evenhand.comparison.sources import source_list, source_profile
from evenhand.records.sources import SourceList, SourceProfile
from evenhand.wording import numbers


@click.command("sources")
@click.argument("name", type=KnownSource(), required=False)
@json_option
def command(name: str | None, as_json: bool) -> None:
    """List the sources, or show one: licence, attribution, files with their hashes, counts, what was left out."""
    catalog = open_catalog()
    left = unresolved_names(catalog)
    if name:
        found = source_profile(catalog, name, left)
        write_json(found) if as_json else write(_page(found))
    else:
        listed = source_list(catalog, left)
        write_json(listed) if as_json else write(_list(listed))


def _list(found: SourceList) -> list[Block]:
    columns = ("Source", "Kind", "Licence", "Class", "Read", "Scores", "Prices", "Other", "Refused", "Names left")
    rows = tuple(
        (
            Cell(one.id, "strong"),
            Cell(one.kind, "dim"),
            Cell(one.licence),
            Cell(one.licence_class),
            Cell(one.retrieved),
            *(
                Cell(f"{number:,}")
                for number in (
                    one.scores,
                    one.prices,
                    one.speeds + one.facts + one.listings + one.votes,
                    one.refused,
                    one.unresolved,
                )
            ),
        )
        for one in found.sources
    )
    return [
        Heading(numbers.count(len(rows), "source").capitalize(), 1),
        *lines([f"Catalog of {found.date}, version {found.version[:12]}."], style="dim"),
        Table(columns, rows, frozenset(range(5, 10))),
    ]


def _page(found: SourceProfile) -> list[Block]:
    source = found.source
    blocks: list[Block] = [Heading(source.name, 1), *lines(_facts(found))]
    if source.notes:
        blocks += lines([source.notes])
    if found.files:
        blocks += [Heading("Files it was read from"), _files(found)]
    if found.refused:
        refused = tuple((Cell(reason), Cell(f"{count:,}")) for reason, count in found.refused.items())
        blocks += [Heading("Rows that were refused"), Table(("Reason", "Rows"), refused, frozenset({1}))]
    if found.unresolved:
        names = tuple(
            (Cell(one.kind), Cell(one.name, "strong"), Cell(f"{one.rows:,}"), Cell(one.nearest, "dim"))
            for one in found.unresolved
        )
        columns = ("Kind", "Name", "Rows", "Nearest")
        blocks += [Heading("Names that lead to nothing here"), Table(columns, names, frozenset({2}))]
    return blocks


def _facts(found: SourceProfile) -> Iterator[str]:
    source, line = found.source, found.line
    yield f"Publisher: {source.publisher} ({source.kind}); {source.link}"
    yield f"Licence: {source.licence}; class: {source.licence_class}."
    if source.attribution:
        yield f"Attribution: {source.attribution}"
    yield f"Last read {source.retrieved}" + (f", commit {source.commit}." if source.commit else ".")
    kinds = (("score", line.scores), ("price", line.prices), ("speed", line.speeds), ("fact", line.facts))
    gave = [numbers.count(number, noun) for noun, number in (*kinds, ("listing", line.listings)) if number]
    gave += [numbers.count(line.votes, "row of votes", "rows of votes")] if line.votes else []
    left = f"{numbers.count(line.refused, 'row')} refused, {numbers.count(line.unresolved, 'name')} left over"
    yield f"Gave {', '.join(gave) or 'no rows'}; {left}."


def _files(found: SourceProfile) -> Table:
    columns = ("File", "Bytes", "Read", "Commit", "SHA-256")
    rows = tuple(
        (
            Cell(file.name, "strong"),
            Cell(f"{file.size:,}"),
            Cell(file.retrieved),
            Cell(file.commit[:12], "dim"),
            Cell(file.sha256, "dim"),
        )
        for file in found.files
    )
    return Table(columns, rows, frozenset({1}))
