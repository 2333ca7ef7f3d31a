"""The shipped catalog is what the recordings give, and each of its rows stands where it says in a raw file."""

from collections import Counter
from pathlib import Path

import pytest
from bench.traced import drawn, faults
from msgspec import structs

from evenhand.catalog.catalog import Catalog
from evenhand.importers.fetching import from_place, recording_of
from evenhand.importers.runner import collect
from evenhand.importers.sources import OURS

ROOT = Path(__file__).parents[2]
RECORDINGS = ROOT / "tests" / "recordings"


@pytest.mark.parametrize("source", OURS)
def test_a_collection_from_the_recording_changes_nothing(source: str) -> None:
    """Who collects again what was collected finds the shipped files, byte for byte."""
    [report] = collect(
        {source: OURS[source]},
        lambda name, importer, known: from_place(recording_of(name, RECORDINGS), importer, known),
        (ROOT / "data",),
        ROOT / "data",
        dry_run=True,
    )
    assert (report.refused, report.changed, report.removed) == ("", (), ())


def test_every_collected_observation_stands_in_its_raw_file(catalog: Catalog) -> None:
    """Hash, text and value of all rows agree with the raw files, read without the importers."""
    wrong = [(seen.called, found) for seen in catalog.observations if seen.origin and (found := faults(seen, catalog))]
    assert wrong == []


def test_every_collected_observation_says_where_it_stands(catalog: Catalog) -> None:
    """No row of a machine lacks the raw file, the place, the text and the source's own names."""
    for seen in catalog.observations:
        assert all((seen.origin, seen.at, seen.raw, seen.called)), seen


def test_a_draw_takes_every_source_before_it_takes_one_twice(catalog: Catalog) -> None:
    """Sixty rows cover all sources, and the same seed draws the same rows."""
    sample = drawn(catalog, 60, 7)
    counts = Counter(seen.source for seen in sample)
    assert len(sample) == 60
    assert set(counts) == {seen.source for seen in catalog.observations}
    assert sample == drawn(catalog, 60, 7)


def test_a_wrong_row_is_noticed(catalog: Catalog) -> None:
    """A digit changed, a row moved to the next cell: the tracer says so."""
    seen = next(row for row in catalog.observations if row.source == "benchpress" and row.at.endswith("/1"))
    assert faults(seen, catalog) == []
    assert faults(structs.replace(seen, value=seen.value + 0.1), catalog)
    assert faults(structs.replace(seen, at=seen.at[:-1] + "0"), catalog)
