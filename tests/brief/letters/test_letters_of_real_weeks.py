"""The letters of every past week in the shipped catalog, and of readers who watch everything that happened in one."""

import re
from collections.abc import Iterator

import html5lib
import pytest
from invented_letters import LINKS, SENDER

from evenhand.brief.composing.personal import personal
from evenhand.brief.letters.letter import Letter
from evenhand.brief.letters.prepared import Prepared
from evenhand.brief.letters.writing import LARGEST, ROOM, brief_letter
from evenhand.catalog.catalog import Catalog
from evenhand.library import Library
from evenhand.records.brief import Brief, BriefLine
from evenhand.records.subscriptions import Preferences, Watched


@pytest.fixture(scope="module")
def weeks(catalog: Catalog) -> tuple[Brief, ...]:
    """All briefs of the archive."""
    library = Library(catalog)
    return tuple(library.brief_of(head.id) for head in library.briefs())


@pytest.fixture(scope="module")
def letters(weeks: tuple[Brief, ...]) -> dict[str, Letter]:
    """Each week's letter to everybody."""
    return {brief.id: brief_letter(brief, LINKS, SENDER.imprint) for brief in weeks}


@pytest.fixture(scope="module")
def watched(catalog: Catalog, weeks: tuple[Brief, ...]) -> Brief:
    """The brief of a reader who watches every model of the week in which most happened."""
    most = max(weeks, key=lambda brief: sum(brief.counts.values()))
    whole = Library(catalog).brief(most.since.date, most.until.date, dated=True)
    models = {model for line in _lines(whole) for model in line.models}
    return personal(whole, Preferences(watched=tuple(Watched(model=one) for one in sorted(models))))


def _lines(brief: Brief) -> Iterator[BriefLine]:
    yield from (line for part in brief.sections for line in (*part.lines, *part.rest))
    yield from brief.further


def test_no_real_letter_is_cut_by_mail_programs(letters: dict[str, Letter]) -> None:
    """The largest is under 100 kB as it is sent."""
    largest = max(letters, key=lambda name: letters[name].size)
    assert letters[largest].size <= LARGEST
    assert max(len(letter.text.encode()) for letter in letters.values()) <= LARGEST


def test_who_watches_everything_gets_a_letter_that_fits(watched: Brief) -> None:
    """As many lines as there is room for, the others counted and linked; the letter stays under 100 kB."""
    letter, lines = brief_letter(watched, LINKS), sum(len(part.lines) for part in watched.sections)
    assert lines > ROOM[0]
    assert letter.size <= LARGEST
    assert f"https://catalog.example/brief/{watched.id}" in letter.text
    assert re.search(rf"and [0-9,]+ more:\n  https://catalog.example/brief/{watched.id}\n", letter.text)


def test_everything_that_a_week_tells_has_room(weeks: tuple[Brief, ...]) -> None:
    """The letter that everybody gets shows all lines of its brief."""
    assert max(sum(len(part.lines) for part in brief.sections) for brief in weeks) <= ROOM[0]


def test_real_letters_are_html_by_the_letter(letters: dict[str, Letter], weeks: tuple[Brief, ...]) -> None:
    """The standard's parser finds no fault in the newest one and in the largest one."""
    for name in (weeks[0].id, max(letters, key=lambda one: letters[one].size)):
        html5lib.HTMLParser(strict=True).parse(letters[name].html)


def test_real_letters_become_messages(letters: dict[str, Letter], weeks: tuple[Brief, ...]) -> None:
    """Each week's letter can be prepared: its lines are short enough for mail, its subject is one header."""
    for brief in weeks[:12]:
        Prepared("brief", lambda links, brief=brief: brief_letter(brief, links), SENDER)
    assert all(len(letter.subject) <= 200 for letter in letters.values())
