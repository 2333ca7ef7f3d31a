"""Names that no table holds, each with the nearest ids: a proposal for a person, never a merge."""

from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz import fuzz, process

from evenhand.importers.findings import Known
from evenhand.importers.plain_cells import exact
from evenhand.records.facts import Unresolved

NEAR = 75.0
MOST = 3


def with_nearest(unresolved: Iterable[Unresolved], known: Known) -> Iterator[Unresolved]:
    """The same names with at most three of our ids that are spelled alike, best first, between blanks."""
    ids = {"model": sorted(known.labs), "benchmark": sorted(known.benchmarks)}
    for name in unresolved:
        yield Unresolved(name.kind, exact(name.name), name.rows, _nearest(name.name, ids.get(name.kind, [])))


def _nearest(name: str, ids: Sequence[str]) -> str:
    spelled = name.rsplit("/", 1)[-1].casefold()
    found = process.extract(spelled, ids, scorer=fuzz.ratio, limit=MOST, score_cutoff=NEAR)
    return " ".join(name for name, *_ in found)
