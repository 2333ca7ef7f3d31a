"""What the letters say, and how: word for word over invented facts; `EVENHAND_GOLDEN=write` writes them anew."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import html5lib
import pytest
from invented_letters import BASE, FULL, LINKS, MODELS, PRICES, QUIET, SENDER, WRITERS, brief, line, section
from jinja2 import UndefinedError
from msgspec import structs

from evenhand.brief.letters.letter import Letter
from evenhand.brief.letters.links import LINKS_OF, Links, preview_links
from evenhand.brief.letters.templates import written
from evenhand.brief.letters.writing import LARGEST, ROOM, alert_letter, brief_letter
from evenhand.records.subscriptions import LetterKind
from evenhand.wording.sentence import say

GOLDEN = Path(__file__).parents[2] / "golden" / "letters"
KINDS = tuple(WRITERS)
ADDRESSES = {"href", "src", "background", "action", "srcset", "poster", "data", "cite"}


def page(letter: Letter) -> ET.Element:
    """The HTML as a strict reader sees it."""
    return html5lib.HTMLParser(strict=False, namespaceHTMLElements=False).parse(letter.html)


def words(letter: Letter) -> str:
    """The words of the HTML's body, with single spaces."""
    body = page(letter).find("body")
    assert body is not None
    return " ".join("".join(body.itertext()).split())


def links_of(letter: Letter) -> Iterator[tuple[str, str]]:
    """Every attribute of the HTML that names an address, with the address."""
    for element in page(letter).iter():
        if isinstance(element.tag, str):
            yield from ((element.tag, value) for name, value in element.attrib.items() if name in ADDRESSES)


@pytest.mark.parametrize("form", ["txt", "html"])
@pytest.mark.parametrize("kind", [*KINDS, "quiet"])
def test_letters_on_file(kind: LetterKind, form: str) -> None:
    """Each letter is what is on file."""
    letter = brief_letter(QUIET, LINKS, SENDER.imprint) if kind == "quiet" else WRITERS[kind](LINKS)
    said = f"Subject: {letter.subject}\n\n{letter.text}" if form == "txt" else letter.html
    path = GOLDEN / f"{kind}.{form}"
    if os.environ.get("EVENHAND_GOLDEN") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(said, "utf-8")
    assert said == path.read_text("utf-8")


def test_both_forms_say_every_line() -> None:
    """Each sentence of a brief, each page and each source stands in the text and in the HTML."""
    letter = WRITERS["brief"](LINKS)
    text, html, targets = " ".join(letter.text.split()), words(letter), {link for _, link in links_of(letter)}
    for one in (each for part in FULL.sections for each in part.lines):
        for sentence in (one.words, *one.details):
            assert sentence.text in text
            assert sentence.text in html
        if one.path:
            assert BASE + one.path in text
            assert BASE + one.path in targets
    for sentence in (FULL.headline, *FULL.notes):
        assert sentence.text in text
        assert sentence.text in html
    assert "and 1,200 more" in text
    assert "and 1,200 more" in html
    assert f"{BASE}/brief/2026-W20" in targets


@pytest.mark.parametrize("kind", KINDS)
def test_every_letter_ends_with_why_and_how_to_leave(kind: LetterKind) -> None:
    """The foot says why one gets the letter, and has the reader's own links of this kind and the imprint."""
    letter = WRITERS[kind](LINKS)
    targets = {link for _, link in links_of(letter)}
    for said in (letter.text, words(letter)):
        foot = said[said.index("You get this letter because") :]
        assert SENDER.imprint in foot
    for name in ("preferences", "unsubscribe", "confirm"):
        link = getattr(LINKS, name)
        assert (link in letter.text.splitlines()) == (link in targets) == (name in LINKS_OF[kind])


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_loaded_and_nothing_is_counted(kind: LetterKind) -> None:
    """The HTML has links and nothing else that names an address: no image, script, font or sheet from anywhere."""
    letter = WRITERS[kind](LINKS)
    assert {tag for tag, _ in links_of(letter)} == ({"a"} if set(links_of(letter)) else set())
    assert not re.search(r"url\(|@import|<(img|script|link|iframe|object|form)\b", letter.html)


@pytest.mark.parametrize("kind", KINDS)
def test_links_are_those_of_site_source_and_reader(kind: LetterKind) -> None:
    """A link leads to a page of the site or, unchanged, to the source; one that is no web address is left out."""
    for _, link in links_of(WRITERS[kind](LINKS)):
        assert link.startswith(f"{BASE}/") or link == "https://prices.example/ada"


@pytest.mark.parametrize("kind", KINDS)
def test_html_is_html_by_the_letter(kind: LetterKind) -> None:
    """The standard's parser finds no fault, and the letter has a language, a title and both colour schemes."""
    letter = WRITERS[kind](LINKS)
    html5lib.HTMLParser(strict=True).parse(letter.html)
    assert '<html lang="en"' in letter.html
    assert "<title>" in letter.html
    assert 'content="light dark"' in letter.html
    assert "@media (prefers-color-scheme: dark)" in letter.html


@pytest.mark.parametrize("kind", KINDS)
def test_text_fits_a_narrow_window(kind: LetterKind) -> None:
    """No line of the text is longer than 72 characters but one that is a single link."""
    for one in WRITERS[kind](LINKS).text.splitlines():
        assert len(one) <= 72 or one.strip().startswith("https://")


def test_names_cannot_become_markup() -> None:
    """What a name says is shown, never obeyed."""
    letter = brief_letter(brief(section("models", "Models", line("<script>x</script> {{ 7 }} is new."))), LINKS)
    assert "<script>x</script> {{ 7 }} is new." in words(letter)
    assert page(letter).find(".//script") is None


def test_control_characters_do_not_get_through() -> None:
    """A subject stays one line and no part has a character that mail forbids, whatever a name has."""
    letter = brief_letter(
        brief(section("models", "A\x00B\x1b", line("One\r\nBcc: x\x07y.")), headline="A\nB\x7f."), LINKS
    )
    assert letter.subject == "A B"
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", letter.text + letter.html)


def test_a_letter_is_no_longer_than_mail_programs_show() -> None:
    """However much a reader watches, the HTML stays under 100 kB, and what is left out is counted and linked."""
    for row, shown in (
        (line("Ada at One: input was $4.00 and is now $3.00 (−25%).", "A month of it costs $9.00."), ROOM[0]),
        (line("W" * 200 + " " + "−" * 200, "é" * 150, "é" * 150, link="https://prices.example/" + "a" * 300), ROOM[2]),
    ):
        for letter in (
            brief_letter(brief(section("watched", "Models you watch", *[row] * 500)), LINKS),
            alert_letter([row] * 500, LINKS),
        ):
            assert letter.size <= LARGEST
            assert f"and {500 - shown:,} more" in words(letter)


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2026-05-11", "2026-05-17", "11 to 17 May 2026"),
        ("2026-04-27", "2026-05-03", "27 April to 3 May 2026"),
        ("2026-12-28", "2027-01-03", "28 December 2026 to 3 January 2027"),
        ("2026-05-17", "2026-05-17", "17 May 2026"),
    ],
)
def test_the_days_of_a_brief_are_said(first: str, last: str, said: str) -> None:
    """The text begins with the days that the brief covers."""
    letter = brief_letter(structs.replace(FULL, first=first, last=last), LINKS)
    assert letter.text.startswith(f"What changed, {said}\n")
    assert f"what changed, {said} " in words(letter)


def test_a_long_section_leaves_room_for_the_others() -> None:
    """Where there is no room for all, the longest section is cut and the others stay whole."""
    watched = section("watched", "Models you watch", *[line("Ada changed.")] * 500)
    letter = brief_letter(brief(watched, MODELS, PRICES), LINKS)
    others = [one for part in (MODELS, PRICES) for one in part.lines]
    assert all(one.words.text in words(letter) for one in others)
    assert words(letter).count("Ada changed.") == ROOM[0] - len(others)


def test_an_alert_names_the_change_in_its_subject() -> None:
    """The subject is whose price changed, which and by how much, and how many changes there are beside it."""
    words = say("test", "{model} at {provider}: input from $4 to $3 (−25%).", model="Ada", provider="One")
    change = structs.replace(PRICES.lines[0], words=words, percents={"input": -25.0})
    assert alert_letter([change], LINKS).subject == "Price alert: Ada at One (input −25%)"
    assert alert_letter([change] * 1001, LINKS).subject == "Price alert: Ada at One (input −25%), and 1,000 more"
    assert alert_letter([structs.replace(change, percents={})], LINKS).subject == "Price alert: Ada at One"
    assert alert_letter([line("Ada is free.")], LINKS).subject == "Price alert: Ada is free"


def test_a_long_headline_makes_a_shorter_subject() -> None:
    """The subject keeps whole parts of the headline, the first ones."""
    parts = [f"{number} models moved beyond noise, and these are more words" for number in range(9)]
    letter = brief_letter(brief(headline="; ".join(parts) + "."), LINKS)
    assert letter.subject == "; ".join(parts[:2])


def test_a_forgotten_value_is_an_error() -> None:
    """A template that names what it was not given raises instead of leaving a hole."""
    with pytest.raises(UndefinedError):
        written("brief", LINKS, "")


@pytest.mark.parametrize("kind", ["brief", "alert", "confirm", "greeting"])
def test_a_letter_without_its_links_is_refused(kind: LetterKind) -> None:
    """Whoever cannot leave is not written to."""
    with pytest.raises(ValueError, match="needs the reader's link"):
        WRITERS[kind](Links(base=BASE))


def test_a_preview_needs_no_reader() -> None:
    """A brief can be shown with links that are nobody's."""
    assert "/brief/unsubscribe/your-own" in WRITERS["brief"](preview_links(BASE)).html
