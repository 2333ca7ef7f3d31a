"""One function a letter: its values, put into the templates of its folder."""

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from evenhand.brief.letters.letter import Letter
from evenhand.brief.letters.links import Links
from evenhand.brief.letters.templates import written
from evenhand.brief.subscribers.tokens import DAYS_TO_CONFIRM
from evenhand.records.brief import Brief, BriefLine, BriefSection
from evenhand.wording.change_log import day_label

# What is beyond is counted and linked: some mail programs cut a letter above 102 kB.
MOST_LINES = 60
LONGEST_SUBJECT = 120


def brief_letter(brief: Brief, links: Links, imprint: str = "") -> Letter:
    """The brief, everybody's or one reader's."""
    given = {"brief": brief, "sections": _sections(brief.sections), "subject_line": _subject(brief.headline.text)}
    return written("brief", links, imprint, **given, period=_period(brief), path=f"/brief/{brief.id}")


def alert_letter(lines: Sequence[BriefLine], links: Links, imprint: str = "") -> Letter:
    """Changed prices of watched models, for who wants them at once; `lines` has at least one."""
    given = {"lines": lines[:MOST_LINES], "left": max(len(lines) - MOST_LINES, 0)}
    return written("alert", links, imprint, **given, subject_line=_subject(lines[0].words.text, len(lines) - 1))


def confirm_letter(links: Links, imprint: str = "") -> Letter:
    """The question whether the brief is wanted."""
    return written("confirm", links, imprint, days=DAYS_TO_CONFIRM)


def greeting_letter(links: Links, imprint: str = "") -> Letter:
    """For who asked and is subscribed already: where the preferences are."""
    return written("greeting", links, imprint)


def goodbye_letter(links: Links, imprint: str = "") -> Letter:
    """The last letter, to who unsubscribed."""
    return written("goodbye", links, imprint)


def _period(brief: Brief) -> str:
    """The days that it covers: `11 May 2026 to 17 May 2026`, one day alone where it is one."""
    first, last = day_label(brief.first), day_label(brief.last)
    return first if first == last else f"{first} to {last}"


def _sections(sections: Iterable[BriefSection]) -> list[BriefSection]:
    """As many lines as a letter has room for, the first ones; a section counts those that it leaves out."""
    room, kept = MOST_LINES, []
    for section in sections:
        cut = section.lines[room:]
        left = section.left + sum(line.changes for line in cut)
        kept.append(replace(section, lines=section.lines[:room], left=left))
        room -= min(room, len(section.lines))
    return kept


def _subject(text: str, others: int = 0) -> str:
    """The parts of a headline that semicolons join, the first ones, as many as a subject has room for."""
    first, *further = text.removesuffix(".").split("; ")
    for part in further:
        if len(first) + len(part) > LONGEST_SUBJECT:
            break
        first = f"{first}; {part}"
    return f"{first}, and {others} more" if others else first
