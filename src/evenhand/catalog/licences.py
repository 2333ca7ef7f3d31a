"""What the shipped facts may hold of each source, by the class of its licence."""

import re
from collections.abc import Iterator
from pathlib import Path

from evenhand.catalog.catalog import Catalog
from evenhand.errors import Problem
from evenhand.records.facts import Observation, Source

TEXTS = "LICENCES"
# A quote of a source whose text is not ours to copy names a row and its figures, and is no sentence.
MOST_WORDS = 16
WORD = re.compile(r"[^\W\d_]{2,}")
FIGURE = re.compile(r"\d")
SIGNS = "()[]\"',.;:"


def check_licences(catalog: Catalog, shipped: Path) -> Iterator[Problem]:
    """Every source under the shipped folder that may not ship as it does.

    `own use` never ships, `open` ships with its licence text, and of `facts only` no quote has over sixteen words.
    """
    giving = sources_of_rows(catalog)
    for source in catalog.sources.values():
        if (shipped / "sources" / f"{source.id}.toml").is_file():
            yield from _class(source, shipped, gives=source.id in giving)
    facts_only = {source.id for source in catalog.sources.values() if source.licence_class == "facts only"}
    for row in catalog.observations:
        if row.source in facts_only:
            yield from _quote(row)


def words_of(quote: str) -> int:
    """How many words a quote has; figures, names with a figure in them, single letters and signs are none."""
    return sum(WORD.match(part.strip(SIGNS)) is not None and not FIGURE.search(part) for part in quote.split())


def sources_of_rows(catalog: Catalog) -> set[str]:
    """The sources that any row of the catalog comes from."""
    rows = (catalog.observations, catalog.offers, catalog.speeds, catalog.facts, catalog.listings, catalog.votes)
    return {row.source for group in rows for row in group}


def _class(source: Source, shipped: Path, *, gives: bool) -> Iterator[Problem]:
    file = f"sources/{source.id}.toml"
    text = shipped / TEXTS / f"{source.id}.txt"
    if source.licence_class == "own use":
        yield Problem(file, 0, "a source for own use never ships", source.licence, "put it into a folder of your own")
    elif source.licence_class == "open" and gives and not text.is_file():
        yield Problem(file, 0, "the licence text is missing", source.licence, f"put it into {TEXTS}/{text.name}")


def _quote(row: Observation) -> Iterator[Problem]:
    if words_of(row.quote) > MOST_WORDS:
        fix = f"of a source with facts only a quote has {MOST_WORDS} words at most, beyond its figures"
        yield Problem(row.file, row.line, "the quote is too long", row.quote[:80], fix)
