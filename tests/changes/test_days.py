"""The log of changes: every row on file on its own day, once, and what two catalogs alone can tell."""

from collections import Counter

import pytest
from msgspec import structs
from tests.website.toy_site import toy_catalog

from evenhand.catalog.catalog import Catalog
from evenhand.changes.between import changes_between
from evenhand.changes.days import change_days, changes_in, changes_on, grouped
from evenhand.changes.newest_days import newest_days
from evenhand.changes.put_right import PutRight
from evenhand.records.change_log import FAMILY_OF, ChangeGroup, month_of
from evenhand.records.changes import KINDS, DescriptionChange, PriceChange, ScoreChange, ScoreKind
from evenhand.records.facts import Model
from evenhand.wording.change_log import day_label, group_words, line_words
from evenhand.wording.sentence import faults
from invented_catalogs import catalog_of, offer, speed


@pytest.fixture(scope="module")
def toy() -> Catalog:
    """The invented catalog."""
    return toy_catalog()


def test_every_row_is_a_change_once(toy: Catalog) -> None:
    """All scores, models and rejections on file stand in the log, as often as they are on file."""
    log = change_days(toy)
    counts = sum((Counter(one.counts) for one in log.days), Counter[str]())
    assert counts["new score"] == len(toy.observations)
    assert counts["new model"] == len(toy.models)
    assert counts["new rejection"] == len(toy.rejections)


def test_days_run_backwards_and_months_hold_them(toy: Catalog) -> None:
    """The newest day comes first, none lies after the catalog, and each month gives back what its days count."""
    log = change_days(toy)
    days = [one.day for one in log.days]
    assert days == sorted(days, reverse=True)
    assert days[0] <= toy.date
    for month in log.months:
        met = Counter(one.day for one in changes_in(log, month))
        assert met == {one.day: sum(one.counts.values()) for one in log.days if one.month == month}
    assert all(list(one.counts) == sorted(one.counts, key=KINDS.index) for one in log.days)


def test_a_score_stands_on_its_own_day(toy: Catalog) -> None:
    """The day is what the source states, else that of reading, and the evidence leads to file and line."""
    for seen in toy.observations:
        day = seen.published or seen.measured or seen.retrieved
        found = [one for one in changes_on(change_days(toy), day) if isinstance(one, ScoreChange)]
        assert any(one.now and (one.now.file, one.now.line) == (seen.file, seen.line) for one in found)


def test_a_correction_shows_between_two_catalogs(toy: Catalog) -> None:
    """A value that stood otherwise before is a correction, not a new score; nothing else changes."""
    wrong = [
        structs.replace(row, value=row.value + 1) if place == 0 else row for place, row in enumerate(toy.observations)
    ]
    earlier = structs.replace(toy, version="before", observations=wrong)
    counted, alone = (
        sum((Counter(one.counts) for one in log.days), Counter[str]())
        for log in (change_days(toy, PutRight(changes=changes_between(earlier, toy).changes)), change_days(toy))
    )
    assert counted - alone == Counter({"corrected score": 1})


def test_a_model_is_first_mentioned_by_whatever_names_it(toy: Catalog) -> None:
    """A model without a day of release stands on the day of its first score, price, fact, speed or listing."""
    first = structs.replace(next(iter(toy.speeds), speed("tarn-2-mini", 50.0, 0.5)), model="new", measured="2024-05-03")
    catalog = structs.replace(
        toy,
        models={**toy.models, "new": Model(id="new", lab="tarn", name="New")},
        speeds=[*toy.speeds, first],
        version="with a speed",
    )
    (found,) = (one for one in changes_on(change_days(catalog), "2024-05-03") if isinstance(one, DescriptionChange))
    assert (found.kind, found.id) == ("new model", "new")


def test_groups_and_lines_say_what_they_hold(toy: Catalog) -> None:
    """Every change is in one group, and no sentence about either has a fault."""
    log = change_days(toy)
    every = [one for month in log.months for one in changes_in(log, month)]
    groups = grouped(every)
    assert sum(len(one.changes) for one in groups) == len(every)
    for group in groups:
        assert not faults(group_words(group, {f"source/{group.source}": "Some source"}))
        assert not [fault for one in group.changes for fault in faults(line_words(one, {}))]


@pytest.mark.parametrize("kind", ["newer score", "corrected score", "other conditions", "removed score"])
def test_many_of_a_kind_are_one_line(kind: ScoreKind) -> None:
    """Nine scores of one model and test that a source put right or took away are counted in one sentence."""
    one = ScoreChange(kind=kind, day="2026-05-03", model="ada", benchmark="exam", source="card")
    said = group_words(ChangeGroup(day=one.day, kind=kind, source="card", changes=(one,) * 9), {"source/card": "Card"})
    assert said.text.startswith("Card: 9 scores of 1 model on 1 test ")
    assert not faults(said)


def test_every_kind_of_change_belongs_to_a_family() -> None:
    """A reader who chooses by family misses no kind."""
    assert FAMILY_OF.keys() == set(KINDS)


@pytest.mark.parametrize(
    ("day", "month", "label"),
    [
        ("2026-05-03", "2026-05", "3 May 2026"),
        ("2026-05", "2026-05", "May 2026, day not stated"),
        ("2024", "2024-12", "2024, month not stated"),
    ],
)
def test_less_exact_days_keep_their_place(day: str, month: str, label: str) -> None:
    """A month or a year alone is listed under a month and never given a day."""
    assert (month_of(day), day_label(day)) == (month, label)


def test_newest_days_are_the_latest_of_their_rows(toy: Catalog) -> None:
    """A model's day is the latest on which anything of it was read or checked."""
    name = next(iter(toy.observations)).model
    read = [row.retrieved for row in toy.observations if row.model == name]
    checked = [row.checked for rows in (toy.offers, toy.facts) for row in rows if row.model == name]
    timed = [row.retrieved for row in toy.speeds if row.model == name]
    assert newest_days(toy).models[name] == max([*read, *checked, *timed])


def test_a_price_that_ended_before_it_was_seen_is_no_new_offer() -> None:
    """It held at no known time: it is the price before the next one, and stands on no day of its own."""
    rows = (
        offer("ada", "host", 0.75, 2.95, seen="2026-05-04", until="2026-04-29"),
        offer("ada", "host", 0.3, 1.2, since="2026-04-29"),
    )
    log = change_days(catalog_of(offers=rows, date="2026-06-30"))
    found = [one for month in log.months for one in changes_in(log, month) if isinstance(one, PriceChange)]
    assert [(one.kind, one.day, one.amounts[0].before) for one in found] == [("price change", "2026-04-29", 0.75)]


def test_the_catalogs_own_day_makes_no_news(catalog: Catalog) -> None:
    """What no fact states a day of came on no day: read a year later, the same log has the same new models."""
    later = structs.replace(catalog, date="2027-11-21")
    first, second = (
        {one.day: new for one in change_days(of).days if (new := one.counts.get("new model"))}
        for of in (catalog, later)
    )
    assert first == second
