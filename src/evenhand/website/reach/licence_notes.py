"""What the licences of the sources ask for, as plain text beside the downloads."""

from collections.abc import Iterable, Iterator

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.licences import TEXTS
from evenhand.comparison.tables import WORKED_OUT, described, shared_sources, tables
from evenhand.records.facts import Source
from evenhand.records.tables import Table
from evenhand.settings import data_folders

CLASSES = {
    "open": "open: may be copied, changed and passed on under its own terms",
    "facts only": "facts only: single figures are facts and are quoted with their source; the text is not ours to copy",
}


def licence_notes(catalog: Catalog) -> str:
    """Every source with its licence and how it asks to be named, and the texts of the licences."""
    sources = [catalog.sources[name] for name in sorted(shared_sources(catalog))]
    head = (
        f"Licences of the facts, snapshot of {catalog.date}, catalog {catalog.version}.",
        "Each row of a table names its source by id; the licence of that source applies to the row.",
        "What is worked out here from these facts (ranks, states of benchmarks) is under the Apache License 2.0.",
    )
    parts = ("\n".join(_source(one)) for one in sources)
    return "\n\n".join(("\n".join(head), *parts, *_texts(sources))) + "\n"


def read_me(catalog: Catalog) -> str:
    """What each table is, and each of its columns."""
    head = (
        f"Evenhand, all facts of the snapshot of {catalog.date} (catalog {catalog.version}).",
        "",
        "Each table is there as CSV, JSON and Parquet, with the same rows in the same order.",
        "Unknown is empty (null), never zero; free is 0. Days are ISO text, and a month where no day is stated.",
        "CSV is UTF-8 with a head. A text that would begin a formula in a spreadsheet has an apostrophe before it,",
        "in CSV alone. Licences are in LICENCES.txt.",
    )
    return "\n".join((*head, *(line for name in tables() for line in _table(described(catalog, name))))) + "\n"


def _source(one: Source) -> Iterator[str]:
    yield f"{one.name} (source: {one.id})"
    yield f"  By {one.publisher}, {one.link}"
    yield f"  Licence: {one.licence} ({CLASSES[one.licence_class]})"
    if one.attribution:
        yield f"  Name it as: {one.attribution}"
    yield f"  Read on {one.retrieved}"


def _texts(sources: Iterable[Source]) -> Iterator[str]:
    """The text of each licence that lies beside the facts."""
    for one in sources:
        paths = (folder / TEXTS / f"{one.id}.txt" for folder in data_folders())
        found = next((path for path in paths if path.is_file()), None)
        if found:
            yield f"{'=' * 80}\nLicence text of {one.name} (source: {one.id})\n\n{found.read_text('utf-8').strip()}"


def _table(found: Table) -> Iterator[str]:
    rows = "one row a ranked model and lane" if found.name in WORKED_OUT else f"{len(found.rows):,} rows"
    yield from ("", f"{found.name}: {found.about}", f"  {rows}", "")
    wide = max(len(one.name) for one in found.columns)
    yield from (f"  {one.name:<{wide}}  {one.kind}: {one.about}" for one in found.columns)
