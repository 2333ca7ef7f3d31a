"""Invented briefs, readers and links for the tests of letters; names and figures stand for nothing."""

from collections.abc import Callable
from datetime import UTC, datetime

from evenhand.brief.letters.envelope import Envelope
from evenhand.brief.letters.letter import Letter
from evenhand.brief.letters.links import Links
from evenhand.brief.letters.sender import Sender
from evenhand.brief.letters.writing import alert_letter, brief_letter, confirm_letter, goodbye_letter, greeting_letter
from evenhand.records.brief import Brief, BriefLine, BriefSection, SectionTopic
from evenhand.records.changes import Edition, Evidence
from evenhand.records.subscriptions import LetterKind
from evenhand.records.wording import Sentence

BASE = "https://catalog.example"
SENDER = Sender(address="brief@catalog.example", base=BASE, name="Évenhand", imprint="A. Möller, 1 Example Street")
LINKS = Links(
    base=BASE,
    preferences=f"{BASE}/brief/preferences/000000000007x-preferences-token.{'p' * 40}",
    unsubscribe=f"{BASE}/brief/unsubscribe/000000000007x-unsubscribe-token.{'u' * 40}",
    confirm=f"{BASE}/brief/confirm/000000000007x-confirm-token.{'c' * 40}",
)
ENVELOPE = Envelope(
    to="reader@mail.example",
    links=LINKS,
    message_id="<brief.7.0f@catalog.example>",
    date=datetime(2026, 5, 18, tzinfo=UTC),
)


def said(text: str) -> Sentence:
    """A sentence without figures."""
    return Sentence(rule="test", text=text)


def line(text: str, *details: str, link: str = "https://prices.example/ada", path: str = "/models/ada") -> BriefLine:
    """A line about the model ada."""
    return BriefLine(
        topic="prices",
        kind="price change",
        words=said(text),
        details=tuple(map(said, details)),
        models=("ada",),
        path=path,
        evidence=Evidence(file="prices/one.csv", line=3, source="list", link=link, day="2026-05-13"),
        source_name="Price List",
    )


def section(topic: SectionTopic, heading: str, *lines: BriefLine, left: int = 0, more: str = "") -> BriefSection:
    """A section of the brief."""
    return BriefSection(topic=topic, heading=heading, lines=lines, left=left, more=more)


def brief(*sections: BriefSection, headline: str = "2 new models, Ada highest at place 3; 1 price change.") -> Brief:
    """The brief of a week in May 2026."""
    edition = Edition(date="2026-05-17", version="v")
    return Brief(
        id="2026-W20",
        first="2026-05-11",
        last="2026-05-17",
        since=edition,
        until=edition,
        headline=said(headline),
        sections=sections,
        notes=(said("The older board is a reconstruction."),) if sections else (),
    )


MODELS = section("models", "Models", line("Ada <3 is new & fast.", "By Löwe, released 12 May 2026."), left=1_200)
PRICES = section(
    "prices",
    "Prices",
    line(
        "Ada at One: input was $4.00 and is now $3.00 (−25%), output was $12.00 and is now $9.00 (−25%), by Prices.",
        "A month of the example Chat, 1,000 requests a day, costs $90.00 there; before it cost $120.00.",
    ),
    line("No link leads to where this stands.", link="ftp://elsewhere.example/x", path=""),
    more="/changes/2026-05/prices",
)
FULL = brief(MODELS, PRICES)
QUIET = brief(headline="No news from 11 May 2026 to 17 May 2026.")
WRITERS: dict[LetterKind, Callable[[Links], Letter]] = {
    "brief": lambda links: brief_letter(FULL, links, SENDER.imprint),
    "alert": lambda links: alert_letter(PRICES.lines, links, SENDER.imprint),
    "confirm": lambda links: confirm_letter(links, SENDER.imprint),
    "greeting": lambda links: greeting_letter(links, SENDER.imprint),
    "goodbye": lambda links: goodbye_letter(links, SENDER.imprint),
}
