"""The letters of every past week in the shipped catalog, and of readers who watch everything that happened in one."""

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
from evenhand.records.brief import Brief
from evenhand.records.subscriptions import Preferences, Watched


@pytest.fixture(scope="module")
def weeks(catalog: Catalog) -> tuple[Brief, ...]:
    """All briefs of the archive."""
    library = Library(catalog)
    return tuple(library.brief_of(head.id) for head in library.briefs())


@pytest.fixture(scope="module")
def letters(weeks: tuple[Brief, ...]) -> dict[str, Letter]:
    """Each week's letter, and the largest that a reader of that week can get."""
    return {name: brief_letter(brief, LINKS, SENDER.imprint) for name, brief in _briefs(weeks)}


def _briefs(weeks: tuple[Brief, ...]) -> Iterator[tuple[str, Brief]]:
    for brief in weeks:
        lines = [*brief.further, *(line for part in brief.sections for line in (*part.lines, *part.rest))]
        models = {model for line in lines for model in line.models}
        yield brief.id, brief
        yield f"{brief.id} watched", personal(brief, Preferences(watched=tuple(Watched(model=one) for one in models)))


def test_no_real_letter_is_cut_by_mail_programs(letters: dict[str, Letter]) -> None:
    """The largest is under 100 kB as it is sent."""
    largest = max(letters, key=lambda name: letters[name].size)
    assert letters[largest].size <= LARGEST
    assert max(len(letter.text.encode()) for letter in letters.values()) <= LARGEST


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
