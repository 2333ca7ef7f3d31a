"""The archive: ISO weeks out of the log of changes, each change in one week, the same in every run."""

import pytest
from invented_weeks import every_sentence

from evenhand.brief.composing.archive import brief_between, past_briefs, quiet_week, week_brief
from evenhand.brief.composing.weeks import days_before, days_of, free_name, week_of
from evenhand.catalog.as_of import last_day
from evenhand.catalog.catalog import Catalog
from evenhand.changes.days import change_log, changes_in
from evenhand.records.brief import Brief
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
    days = [last_day(one.day) for name in months for one in changes_in(log, name) if not hasattr(one, "lane")]
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


def test_archive_keeps_only_what_is_shown(catalog: Catalog, briefs: tuple[Brief, ...]) -> None:
    """The archive has no lines that are for readers who watch models; a brief made for sending has."""
    brief = next(one for one in briefs if one.id == "2026-W41")
    assert brief.further == ()
    assert all(section.rest == () for section in brief.sections)
    whole = brief_between(catalog, days_before(brief.first, 1), brief.last)
    assert [one.lines for one in whole.sections] == [one.lines for one in brief.sections]
    assert any(one.rest for one in whole.sections) or whole.further


def test_week_without_news_says_so(catalog: Catalog) -> None:
    """A quiet week has a brief of one line, from Monday to Sunday."""
    brief = week_brief(catalog, "2026-W20", [])
    assert brief.empty
    assert brief.headline.text == "No news from 11 May 2026 to 17 May 2026."
    assert quiet_week(catalog, "2031-W01", "2025-01-01") is None


def test_no_line_leads_to_a_missing_page_of_the_log(catalog: Catalog, briefs: tuple[Brief, ...]) -> None:
    """Months and kinds that lines and sections lead to have changes there."""
    log = change_log(catalog)
    paths = {line.path for brief in briefs for section in brief.sections for line in section.lines}
    paths |= {section.more for brief in briefs for section in brief.sections}
    months = {path.split("/")[2] for path in paths if path.startswith("/changes/")}
    assert months
    assert months <= set(log.months)
