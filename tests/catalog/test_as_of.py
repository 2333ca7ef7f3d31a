"""The catalog as of a day: nothing that was not yet known, and all that was."""

import json
import tarfile
from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from evenhand.catalog.as_of import as_of, in_force, known_by, last_day, offers_in_force, view
from evenhand.catalog.catalog import Catalog
from evenhand.catalog.naming import resolve
from evenhand.changes.between import changes_between
from evenhand.comparison.operations import current_offers
from evenhand.errors import UnknownModel
from evenhand.records.facts import Model, Rejection, Speed, Statement
from invented_catalogs import DAY, catalog_of, invented_catalog, offer, score

RECORDING = Path(__file__).parents[1] / "recordings" / "model-prices.tar.xz"
DAYS = st.dates(min_value=date(2023, 1, 1)).map(lambda day: day.isoformat())


@given(st.integers(0, 200), st.sampled_from((DAY, "2026-07-01", "2030-12-31")))
@settings(max_examples=20, deadline=None)
def test_today_changes_nothing(seed: int, day: str) -> None:
    """From its own date on a catalog is itself."""
    catalog = invented_catalog(seed)
    assert as_of(catalog, day) is catalog


def test_the_shipped_catalog_on_its_own_day(catalog: Catalog) -> None:
    """The shipped catalog as of its date is itself, and of the day before has no row more."""
    assert as_of(catalog, catalog.date) == catalog
    assert len(as_of(catalog, "2026-11-20").observations) <= len(catalog.observations)


@given(st.integers(0, 100), DAYS, DAYS)
@settings(max_examples=40, deadline=None)
def test_scores_only_come(seed: int, one: str, other: str) -> None:
    """What was known on a day is known on every later one."""
    catalog = invented_catalog(seed)
    early, late = sorted((one, other))
    before, after = (Counter(as_of(catalog, day).observations) for day in (early, late))
    assert before <= after
    assert set(as_of(catalog, early).models) <= set(as_of(catalog, late).models)


@pytest.mark.parametrize("steps", [("2024-06-30", "2025-03-31", "2025-12-31", "2026-06-30", "2026-11-21")])
def test_shipped_scores_only_come(catalog: Catalog, steps: tuple[str, ...]) -> None:
    """The same for the shipped catalog, models and offers too; each view names existing things only."""
    seen = [as_of(catalog, day) for day in steps]
    for before, after in pairwise(seen):
        assert Counter(before.observations) <= Counter(after.observations)
        assert set(before.models) <= set(after.models)
        assert len(before.offers) <= len(after.offers)
    for one in seen:
        assert {row.model for row in (*one.observations, *one.offers, *one.speeds)} <= set(one.models)
        assert all(known_by(row) <= one.date for row in one.observations)


def test_twice_is_once(catalog: Catalog) -> None:
    """A view of a view is the view of its earlier day."""
    early = as_of(catalog, "2026-01-31")
    assert list(as_of(as_of(catalog, "2026-06-30"), "2026-01-31").observations) == list(early.observations)


@pytest.mark.parametrize("day", ["2025-06-30", "2025-12-31", "2026-05-20", "2026-08-18", "2026-11-21"])
def test_one_offer_in_force(catalog: Catalog, day: str) -> None:
    """On a day at most one price holds for a provider, model, mode, length, hours and source."""
    held = Counter(
        (row.provider, row.model, row.mode, row.above_tokens, row.hours, row.source)
        for row in offers_in_force(as_of(catalog, day))
    )
    assert [key for key, times in held.items() if times > 1] == []


def test_days_of_scores() -> None:
    """A score counts from its publication, else its measurement, else its reading, and never later than its reading."""
    days = {
        "2026-05-02": score("ada", "exam", 1.0, published="2026-05-02", measured="2026-04-01"),
        "2026-04-01": score("ada", "exam", 2.0, measured="2026-04-01"),
        "2026-05-31": score("ada", "exam", 3.0, published="2026-05"),
        DAY: score("ada", "exam", 4.0, published="2026"),
        "2026-06-02": score("ada", "exam", 5.0, retrieved="2026-06-02"),
    }
    for day, row in days.items():
        assert known_by(row) == day
    catalog = catalog_of(*days.values())
    for day in days:
        assert {row.value for row in as_of(catalog, day).observations} == {
            row.value for known, row in days.items() if known <= day
        }


def test_models_that_were_there() -> None:
    """A released model stays, one of a later day goes with its rows; without a day a row known by then decides."""
    models = {
        name: Model(id=name, lab="one", name=name, released=released)
        for name, released in (
            ("old", "2025-01-01"),
            ("new", "2026-06-01"),
            ("seen", None),
            ("never", None),
            ("month", "2026-05"),
        )
    }
    rows = [score(name, "exam", 1.0, published="2026-02-01") for name in ("new", "seen", "month")]
    catalog = catalog_of(*rows, models=models)
    assert set(as_of(catalog, "2026-03-01").models) == {"old", "seen"}
    assert set(as_of(catalog, "2026-05-10").models) == {"old", "seen", "month"}
    assert {row.model for row in as_of(catalog, "2026-03-01").observations} == {"seen"}


def test_a_model_of_a_later_day_is_named() -> None:
    """Who asks a view for a model that came later is told so, with its release; a name of none is unknown as ever."""
    released = {"old": "2025-01-01", "new-one": "2026-06-01", "never": None}
    models = {name: Model(id=name, lab="one", name=name.title(), released=day) for name, day in released.items()}
    seen = as_of(as_of(catalog_of(models=models), "2026-04-01"), "2026-03-01")
    for asked, said in (
        ("new one", "New-One was not on file on 2026-03-01 (released 2026-06-01)"),
        ("never", "Never was not on file on 2026-03-01"),
        ("odl", "no model is called 'odl'; did you mean Old (old)?"),
    ):
        with pytest.raises(UnknownModel) as refused:
            resolve(seen, asked)
        assert str(refused.value) == said
    assert resolve(seen, "old").id == "old"


def test_prices_of_a_day() -> None:
    """The price of a day counts, one of a later day is not there, and an end that was not known is not told."""
    rows = (
        offer("ada", "host", 3.0, 9.0, since="2026-01-01", until="2026-04-01"),
        offer("ada", "host", 2.0, 8.0, since="2026-04-01"),
        offer("ada", "hut", 1.0, 1.0, seen="2026-05-01"),
    )
    catalog = catalog_of(offers=rows, models={"ada": Model(id="ada", lab="one", name="Ada", released="2025")})
    for day, held in (("2025-12-31", set()), ("2026-02-01", {3.0}), ("2026-04-01", {2.0}), ("2026-05-01", {2.0, 1.0})):
        seen = as_of(catalog, day)
        assert {row.input for row in current_offers(seen, seen.models["ada"])} == held
    (only,) = as_of(catalog, "2026-02-01").offers
    assert only.until is None
    assert len(as_of(catalog, "2026-05-01").offers) == 3


def test_an_announced_price_is_known() -> None:
    """A price that begins after the day but was checked before it is there, and not yet in force; so is a known end."""
    now = offer("ada", "host", 3.0, 9.0, since="2026-01-01", until="2026-05-01")
    soon = offer("ada", "host", 2.0, 8.0, since="2026-05-01")
    rows = [structs.replace(row, checked="2026-03-01") for row in (now, soon)]
    seen = as_of(catalog_of(offers=rows), "2026-04-01")
    assert [row.until for row in seen.offers] == ["2026-05-01", None]
    assert [row.input for row in offers_in_force(seen)] == [3.0]


def test_retirement_that_was_not_known() -> None:
    """A model is retired from its last day on; before, it is so only where that had been said by then."""
    said = Statement(fields=("retired",), source="card", checked="2026-02-01")
    models = {
        "plain": Model(id="plain", lab="one", name="Plain", released="2025", retired="2026-03-01"),
        "told": Model(id="told", lab="one", name="Told", released="2025", retired="2026-03-01", stated=(said,)),
    }
    catalog = catalog_of(models=models)
    for day, retired in (
        ("2026-01-01", {"plain": None, "told": None}),
        ("2026-02-10", {"plain": None, "told": "2026-03-01"}),
        ("2026-03-01", {"plain": "2026-03-01", "told": "2026-03-01"}),
    ):
        assert {name: model.retired for name, model in as_of(catalog, day).models.items()} == retired


def test_other_rows() -> None:
    """Speeds count from their measurement, rejections from their day."""
    speeds = [Speed(model="ada", source="card", retrieved=DAY, tokens_per_second=9.0, measured="2026-02-01")]
    ledger = [Rejection(source="card", date="2026-03-01", reason="no link", name="x")]
    catalog = catalog_of(speeds=speeds, rejections=ledger)
    for day, counts in (("2026-01-31", (0, 0)), ("2026-02-01", (1, 0)), ("2026-03-01", (1, 1))):
        seen = as_of(catalog, day)
        assert (len(seen.speeds), len(seen.rejections)) == counts


def test_name_of_a_view(catalog: Catalog) -> None:
    """A view has its day as date, a version of its own, and says how many scores have no day of their own."""
    seen = as_of(catalog, "2026-08-20")
    assert (seen.date, seen.version) == ("2026-08-20", f"{catalog.version}-2026-08-20")
    said = view(catalog, seen, "2026-08-20")
    undated = [row for row in seen.observations if row.published is None and row.measured is None]
    assert (said.scores, said.undated, said.date) == (len(seen.observations), len(undated), catalog.date)
    assert all(row.retrieved <= "2026-08-20" for row in undated)


@pytest.mark.parametrize(
    ("text", "day"),
    [("2026", "2026-12-31"), ("2026-02", "2026-02-28"), ("2024-02", "2024-02-29"), ("2026-02-03", "2026-02-03")],
)
def test_last_days(text: str, day: str) -> None:
    """A month and a year count to their last day."""
    assert last_day(text) == day


Timeline = list[tuple[str, tuple[Any, ...]]]


def timelines(catalog: Catalog) -> dict[tuple[str, str], tuple[Timeline, str]]:
    """Standard prices for prompts of any length as the raw file has them, by our place of their first row.

    For each name that the catalog holds: from which day which prices, and the day of the first one.
    """
    with tarfile.open(RECORDING) as archive:
        file = archive.extractfile("snapshot.json")
        assert file
        raw = json.load(file)["prices"]
    held = {
        tuple(row.at.split("/")[2:4])
        for row in catalog.offers
        if row.source == "model-prices"
        and row.mode == "standard"
        and not row.above_tokens
        and not row.hours
        and row.at.split("/")[4] == "standard"
    }
    found = {}
    for provider, name in sorted(held):
        entries = raw[provider][name.replace("~1", "/").replace("~0", "~")]["standard"]
        steps: Timeline = []
        for entry in entries:
            rates = entry.get("rates")
            day = (entry.get("start") or (rates or {}).get("valid_from", ""))[:10]
            values = tuple((rates or {}).get(field) for field in ("input", "cache_read", "cache_write", "output"))
            steps.append((day, values if rates else ()))
        found[provider, name] = steps
    return found  # type: ignore[return-value]


@pytest.mark.parametrize(("since", "until"), [("2026-01-31", "2026-06-30"), ("2025-09-30", "2026-10-01")])
def test_price_changes_equal_those_of_the_raw_file(catalog: Catalog, since: str, until: str) -> None:
    """The price changes between two days, told by the views, are those that a count of the raw file gives.

    Entries whose prices are all zero are in the ledger, not among the prices; of several of one day the last stands,
    and what was first recorded after the later day was not known on it.
    """
    raw: Counter[tuple[str, ...]] = Counter()
    for (provider, name), steps in timelines(catalog).items():
        held = list(dict(steps).items())
        for (first, before), (day, after) in pairwise(held):
            if (
                since < day <= until
                and first != day
                and first <= until
                and any(before)
                and any(after)
                and before != after
            ):
                raw[f"/prices/{provider}/{name}", day] += 1
    place = {(row.file, row.line): row.at for row in catalog.offers}
    told: Counter[tuple[str, ...]] = Counter()
    report = changes_between(as_of(catalog, since), as_of(catalog, until))
    changes: list[Any] = [one for one in report.changes if one.kind == "price change" and one.source == "model-prices"]  # type: ignore[union-attr]
    for change in changes:
        if change.mode == "standard" and not (change.above_tokens or change.hours):
            told[place[change.now.file, change.now.line].partition("/standard/")[0], change.day] += 1
    assert told == raw
    assert sum(told.values()) > 10


def test_in_force() -> None:
    """A price holds from its first day to the day before its end; without a first day it has begun."""
    row = offer("ada", "host", 1.0, 1.0, since="2026-01-01", until="2026-02-01")
    days = ("2025-12-31", "2026-01-01", "2026-01-31", "2026-02-01")
    assert [in_force(row, day) for day in days] == [False, True, True, False]
    assert in_force(structs.replace(row, since=None), "2020-01-01")
