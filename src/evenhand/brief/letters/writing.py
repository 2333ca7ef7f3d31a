"""One function a letter: its values, put into the templates of its folder."""

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from evenhand.brief.letters.letter import Letter
from evenhand.brief.letters.links import Links
from evenhand.brief.letters.templates import written
from evenhand.brief.subscribers.tokens import DAYS_TO_CONFIRM
from evenhand.records.brief import Brief, BriefLine, BriefSection
from evenhand.wording.letters import alert_subject
from evenhand.wording.weeks import days_label

# Some mail programs cut a letter above 102 kB. So many lines are tried; those beyond are counted and linked.
LARGEST = 100_000
ROOM = (60, 40, 20, 10)
LONGEST_SUBJECT = 120


def brief_letter(brief: Brief, links: Links, imprint: str = "") -> Letter:
    """The brief, everybody's or one reader's."""
    period = days_label(brief.first, brief.last)
    given = {"subject_line": _subject(brief.headline.text), "period": period, "path": f"/brief/{brief.id}"}

    def write(room: int) -> Letter:
        return written("brief", links, imprint, brief=brief, sections=_sections(brief.sections, room), **given)

    return _fitting(write)


def alert_letter(lines: Sequence[BriefLine], links: Links, imprint: str = "") -> Letter:
    """Changed prices of watched models, for who wants them at once; `lines` has at least one."""
    subject = alert_subject(lines[0], len(lines) - 1).text

    def write(room: int) -> Letter:
        left = max(len(lines) - room, 0)
        return written("alert", links, imprint, subject_line=subject, lines=lines[:room], left=left)

    return _fitting(write)


def confirm_letter(links: Links, imprint: str = "") -> Letter:
    """The question whether the brief is wanted."""
    return written("confirm", links, imprint, days=DAYS_TO_CONFIRM)


def greeting_letter(links: Links, imprint: str = "") -> Letter:
    """For who asked and is subscribed already: where the preferences are."""
    return written("greeting", links, imprint)


def goodbye_letter(links: Links, imprint: str = "") -> Letter:
    """The last letter, to who unsubscribed."""
    return written("goodbye", links, imprint)


def _fitting(write: Callable[[int], Letter]) -> Letter:
    """The letter with the most lines that keep its HTML under 100 kB."""
    letters = (write(room) for room in ROOM[:-1])
    return next((one for one in letters if one.size <= LARGEST), None) or write(ROOM[-1])


def _sections(sections: Sequence[BriefSection], room: int) -> list[BriefSection]:
    """As many lines as there is room for, the longest sections cut; each counts what it leaves out.

    What is left out here stands on the page of the brief, wherever that has it: no more than the page is linked then.
    """
    most = next(most for most in range(room, -1, -1) if sum(min(len(one.lines), most) for one in sections) <= room)
    return [_cut(one, most) if len(one.lines) > most else one for one in sections]


def _cut(section: BriefSection, most: int) -> BriefSection:
    left = section.left + sum(line.changes for line in section.lines[most:])
    return replace(section, lines=section.lines[:most], left=left, more="")


def _subject(headline: str) -> str:
    """The parts of a headline that semicolons join, the first ones, as many as a subject has room for."""
    first, *further = headline.removesuffix(".").split("; ")
    for part in further:
        if len(first) + len(part) > LONGEST_SUBJECT:
            break
        first = f"{first}; {part}"
    return first
