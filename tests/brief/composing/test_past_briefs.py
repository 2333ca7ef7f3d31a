"""The archive: ISO weeks out of the log of changes, each change in one week, the same in every run."""

import pytest
from invented_weeks import every_line, every_sentence
from msgspec import structs

from evenhand.brief.composing.archive import brief_between, past_briefs, quiet_week, shown_only, week_brief
from evenhand.brief.composing.weeks import days_before, days_of, free_name, oldest_monday, week_of
from evenhand.catalog.as_of import last_day
from evenhand.catalog.catalog import Catalog
from evenhand.changes.between import names_of
from evenhand.changes.days import change_log, changes_in, grouped
from evenhand.records.brief import Brief
from evenhand.wording.changes import change_sentence
from evenhand.wording.sentence import faults


@pytest.fixture(scope="module")
def briefs(catalog: Catalog) -> tuple[Brief, ...]:
    """All weeks of the shipped catalog, without a board."""
    return past_briefs(catalog)


@pytest.mark.parametrize(
    ("day", "week"),
    [("2026-05-13", "2026-W20"), ("2024-12-30", "2025-W01"), ("2027-01-03", "2026-W53"), ("2026-01-01", "2026-W01")],
)
def test_weeks_are_iso_weeks(day: str, week: str) -> None:
    """A week begins on Monday and belongs to the year of its Thursday."""
    assert week_of(day) == week
    monday, sunday = days_of(week) or ("", "")
    assert monday <= day <= sunday
    assert days_before(sunday, 6) == monday


@pytest.mark.parametrize(
    "name", ["", "2026-W54", "2026-W00", "2026-w20", "2026W20", "2026-W20-", "2026-W20-0", "²026-W20"]
)
def test_what_is_no_week_has_no_days(name: str) -> None:
    """A misspelt or impossible week is none."""
    assert days_of(name) is None


def test_second_brief_of_a_week_has_a_number() -> None:
    """Names stay unique: the first free number of the week."""
    assert free_name("2026-05-13", ()) == "2026-W20"
    assert free_name("2026-05-13", {"2026-W20"}) == "2026-W20-2"
    assert free_name("2026-05-13", {"2026-W20", "2026-W20-2"}) == "2026-W20-3"
    assert days_of("2026-W20-3") == days_of("2026-W20")


def test_each_change_is_in_the_brief_of_one_week(catalog: Catalog, briefs: tuple[Brief, ...]) -> None:
    """The weeks hold every change of their days once; one of which only the month is known on its last."""
    log = change_log(catalog)
    months = [name for name in log.months if name >= briefs[11].first[:7]]
    rows = [one for name in months for one in changes_in(log, name) if not getattr(one, "end_unstated", False)]
    days = [last_day(one.day) for one in rows if not hasattr(one, "lane")]
    for brief in briefs[:12]:
        assert sum(brief.counts.values()) == sum(brief.first <= day <= brief.last for day in days), brief.id
    assert len({brief.id for brief in briefs}) == len(briefs) > 20
    assert [brief.id for brief in briefs] == sorted((brief.id for brief in briefs), reverse=True)


def test_every_figure_of_the_archive_is_bound(briefs: tuple[Brief, ...]) -> None:
    """No sentence of any week of the shipped catalog states a number that it was not given."""
    said = {one.text: one for brief in briefs for one in every_sentence(brief)}
    assert len(said) > 300
    assert [(text, wrong) for text, one in said.items() if (wrong := faults(one))] == []


def test_archive_is_the_same_in_every_run(catalog: Catalog) -> None:
    """A second working out gives the same briefs, so a second export changes no file."""
    assert past_briefs(catalog, weeks=3) == past_briefs(catalog, weeks=3)


def test_archive_keeps_only_what_pages_show(catalog: Catalog, briefs: tuple[Brief, ...]) -> None:
    """The archive has no lines that are for readers who watch models; a brief made for sending has."""
    brief = next(one for one in briefs if one.id == "2026-W41")
    assert brief.further == ()
    whole = brief_between(catalog, days_before(brief.first, 1), brief.last)
    assert whole.sections == brief.sections
    assert whole.further
    assert any(one.rest for one in whole.sections)
    assert all(section.rest == () for section in shown_only(brief).sections)


def test_week_without_news_says_so(catalog: Catalog) -> None:
    """A quiet week has a brief of one line, from Monday to Sunday."""
    brief = week_brief(catalog, "2026-W20", [])
    assert brief.empty
    assert brief.headline.text == "No news from 11 May 2026 to 17 May 2026."
    assert quiet_week(catalog, "2031-W01", "2025-01-01") is None


def test_all_of_many_stand_on_the_page_of_the_log(catalog: Catalog, briefs: tuple[Brief, ...]) -> None:
    """Where a line stands for many changes, the month and family that it leads to holds so many of these days."""
    log = change_log(catalog)
    lines = [(brief, line) for brief in briefs for line in every_line(brief) if line.path.startswith("/changes/")]
    assert len(lines) > 30
    for brief, line in lines:
        month, family = line.path.split("/")[2:]
        rows = [row for group in grouped(changes_in(log, month), family) for row in group.changes]
        there = [one for one in rows if one.kind == line.kind and brief.first <= last_day(one.day) <= brief.last]
        assert len(there) >= line.changes, (brief.id, line.words.text)


def test_week_of_two_months_counts_each_for_itself(briefs: tuple[Brief, ...]) -> None:
    """What came together in a week of two months is a line a month, which says so, and leads to that month."""
    [brief] = [one for one in briefs if one.id == "2026-W40"]
    many = [line for line in every_line(brief) if line.path.startswith("/changes/")]
    assert {line.path for line in many} >= {"/changes/2026-09/prices", "/changes/2026-10/prices"}
    of = {"09": "Of September 2026.", "10": "Of October 2026."}
    assert [line.details[0].text for line in many] == [of[line.path[14:16]] for line in many]


def test_end_without_a_day_is_news_of_no_week(catalog: Catalog, briefs: tuple[Brief, ...]) -> None:
    """Offers that a file marks as removed, with no day of it, stand in the log as that, and in no week's brief."""
    marked = [one for one in changes_in(change_log(catalog), "2026-10") if getattr(one, "end_unstated", False)]
    assert len(marked) == sum(offer.end_unstated for offer in catalog.offers) > 100
    said = change_sentence(marked[0], names_of(catalog))
    assert "read on 2026-10-26, marks" in said.text
    assert "with no day of it" in said.text
    assert faults(said) == ()
    [brief] = [one for one in briefs if one.id == "2026-W44"]
    assert {"ended offer", "removed offer"}.isdisjoint(brief.counts)
    assert "ended" not in brief.headline.text
    assert not [one for one in every_sentence(brief) if "removed" in one.text]


@pytest.mark.parametrize("day", [f"2026-11-{number}" for number in range(16, 23)])
def test_archive_begins_on_a_monday(day: str) -> None:
    """Whatever the weekday, the archive holds the same whole weeks."""
    assert oldest_monday(day, 52) == "2025-11-24"
    assert days_of(week_of(oldest_monday(day, 5))) == ("2026-10-19", "2026-10-25")


def test_oldest_week_is_whole(catalog: Catalog) -> None:
    """The first week that a catalog of a Tuesday tells has all its changes, as `brief preview` tells them."""
    today = structs.replace(catalog, date="2026-11-17")
    oldest = past_briefs(today, weeks=6)[-1]
    whole = brief_between(today, "2026-10-11", "2026-10-18")
    assert (oldest.id, oldest.counts, oldest.headline) == ("2026-W42", whole.counts, whole.headline)
