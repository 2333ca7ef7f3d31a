"""Prices over several collections: dated rows on file, names that wait, a source that lost its prices."""

import csv
from pathlib import Path

import pytest
from msgspec import structs

from evenhand.importers import models_dev
from evenhand.importers.fetching import Fetched
from evenhand.importers.findings import Report
from evenhand.importers.models_dev import Catalogue, Listed
from evenhand.importers.runner import collect

HOST = 'name = "A Host"\n'
TABLE = "name,model,effort,mode,tools,harness,refuse,why\ngemma,gemma-4-12b,,,,,,invented\n"


@pytest.fixture
def sold(facts: Path) -> Path:
    """A folder of facts with one host that sells one known model under one name."""
    (facts / "providers").mkdir(exist_ok=True)
    (facts / "providers" / "host.toml").write_text(HOST, encoding="utf-8")
    (facts / "names" / "models-dev").mkdir(parents=True)
    (facts / "names" / "models-dev" / "models.csv").write_text(TABLE, encoding="utf-8")
    (facts / "rules" / "models-dev.toml").unlink(missing_ok=True)  # its rules are about names of the real table
    return facts


def view(facts: Path, day: str, *prices: float, retrieved: str = "", commit: str = "") -> Report:
    """Collect a catalogue of a day with these input prices, from prompts of 0, 1,000, 2,000 and so on tokens."""
    file = f"catalog-{day}.sqlite"
    rows = tuple(
        Listed("host", "gemma", 0, 0, None, 1000 * number, price, 1.0, None, None, number)
        for number, price in enumerate(prices)
    )
    made = Catalogue(day=day, file=file, listed=rows)
    importer = structs.replace(models_dev.IMPORTER, parse=lambda _: made)
    read = Fetched(files={file: b""}, retrieved=retrieved or day, commit=commit)
    [report] = collect({"models-dev": importer}, lambda *_: read, (facts,), facts)
    return report


def on_file(facts: Path) -> list[tuple[str, ...]]:
    """Input, start, end, raw file and first day seen of the rows on file."""
    path = facts / "collected" / "models-dev" / "prices" / "host.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return [
            tuple(row[name] for name in ("input", "since", "until", "origin", "seen")) for row in csv.DictReader(file)
        ]


def test_changed_price_is_a_second_row_on_file(sold: Path) -> None:
    """After a new view the old price ends and names no raw file, the new one starts, and the catalog is sound."""
    assert view(sold, "2026-08-18", 0.5).refused == ""
    assert view(sold, "2026-09-18", 0.4).refused == ""
    assert on_file(sold) == [
        ("0.5", "", "2026-09-18", "", "2026-08-18"),
        ("0.4", "2026-09-18", "", "catalog-2026-09-18.sqlite", "2026-09-18"),
    ]


def test_the_file_of_prices_is_of_its_own_day(sold: Path) -> None:
    """The day that the file states stands beside its hash, whatever day and commit the reading names."""
    made = view(sold, "2026-08-18", 0.5, retrieved="2026-09-01", commit="f3fc692")
    assert made.refused == ""
    path = sold / "collected" / "models-dev" / "files.csv"
    with path.open(encoding="utf-8", newline="") as file:
        [row] = csv.DictReader(file)
    told = {name: row[name] for name in ("name", "retrieved", "commit", "link")}
    day = {"name": "catalog-2026-08-18.sqlite", "retrieved": "2026-08-18", "commit": ""}
    assert told == day | {"link": "https://models.dev/"}


def test_second_reading_of_a_view_changes_nothing(sold: Path) -> None:
    """The same catalogue once more leaves the files as they are, also when they hold history."""
    view(sold, "2026-08-18", 0.5)
    view(sold, "2026-09-18", 0.4)
    assert view(sold, "2026-09-18", 0.4).changed == ()


def test_far_fewer_prices_are_refused(sold: Path) -> None:
    """A source that has lost most of its prices is a broken file, and nothing is replaced."""
    view(sold, "2026-08-18", 0.5, 0.6, 0.7, 0.8)
    before = on_file(sold)
    assert "nothing is replaced" in view(sold, "2026-09-18", 0.5).refused
    assert on_file(sold) == before


def test_older_view_than_the_one_on_file_is_refused(sold: Path) -> None:
    """What is on file was read from a newer catalogue, in which an older one cannot show where the rows stand."""
    view(sold, "2026-09-18", 0.4)
    assert "does not say where it stands" in view(sold, "2026-08-18", 0.5).refused
    assert [row[0] for row in on_file(sold)] == ["0.4"]
