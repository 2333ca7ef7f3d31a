"""`evenhand places`: a model's places over time, and boards written down by hand and after a collection."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.loading import load_catalog
from evenhand.catalog.place_records import place_records
from evenhand.cli import collect, places
from evenhand.records.places import Basis, PlaceHistory, PlaceRecord
from evenhand.records.ranking import Ranking
from evenhand.settings import DATA_VARIABLE

Evenhand = Callable[..., Any]


@pytest.fixture
def facts(toy_facts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the invented facts, of which every even board has one model: the fit itself is tested elsewhere."""
    folder = Path(shutil.copytree(toy_facts, tmp_path / "own"))

    def one_model(catalog: Catalog, ranking: Ranking, lane: str, basis: Basis) -> Iterator[PlaceRecord]:
        name = next(iter(catalog.models))
        if ranking.method == "even":
            yield PlaceRecord(ranking.id, lane, catalog.date, catalog.version[:12], basis, name, 1, 1, 1)

    monkeypatch.setattr(places, "placed_models", one_model)
    monkeypatch.setenv(DATA_VARIABLE, str(folder))
    return folder


def test_a_history_in_words_and_as_json(evenhand: Evenhand) -> None:
    """The command prints the newest board first, and the JSON reads back into its record."""
    said = evenhand("places", "gpt-5.5")
    assert (said.code, said.err) == (0, "")
    found = msgspec.json.decode(evenhand("places", "gpt-5.5", "--json").out, type=PlaceHistory)
    rows = [line.split() for line in said.out.splitlines() if line[:2] == "20"]
    assert [row[0] for row in rows] == [point.date for point in reversed(found.points)]
    assert [int(row[1]) for row in rows] == [point.place for point in reversed(found.points)]
    assert rows[0][-1] == "now"


def test_recording_twice_changes_nothing(facts: Path, evenhand: Evenhand) -> None:
    """Boards of every lane are written once; a day computed later is added and marked."""
    assert "even/verified.csv changed" in evenhand("places", "--record").out
    assert "Nothing changed." in evenhand("places", "--record").out
    assert evenhand("places", "--record", "--as-of", "2025-05").code == 0
    found = place_records(load_catalog((facts,)), (facts,))
    assert {lane for _, lane in found} == {"verified", "provisional", "everything"}
    for rows in found.values():
        assert [(row.date, row.basis) for row in rows] == [("2025-05-31", "as of"), ("2025-06-03", "recorded")]


def test_a_collection_of_all_sources_is_followed_by_a_record(
    facts: Path, evenhand: Evenhand, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When all sources were read the board of that day is on file; a dry run and a single source write none."""
    monkeypatch.setattr(collect, "all_importers", dict)
    assert evenhand("collect", "--dry-run", "--json").code == 0
    assert not (facts / "places").exists()
    said = evenhand("collect", "--json")
    assert (said.code, json.loads(said.out)) == (0, [])
    assert len(list((facts / "places" / "even").iterdir())) == 3


@pytest.mark.parametrize("words", [("places",), ("places", "gpt-5.5", "--as-of", "2026-01")])
def test_what_cannot_be_meant_is_refused(evenhand: Evenhand, words: tuple[str, ...]) -> None:
    """Neither a model nor --record, or a day without --record, is a mistake that says what to do."""
    said = evenhand(*words)
    assert said.code == 2
    assert "name a model, or --record" in said.err
