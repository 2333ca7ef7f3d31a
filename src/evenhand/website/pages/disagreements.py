"""Where sources disagree: the same thing with different values, each with its source, link, tier and day."""

from collections.abc import Iterator
from typing import get_args

from msgspec import Struct

from evenhand.records.disagreements import Disagreements, Kind
from evenhand.records.facts import Observation, Offer, StatedFact
from evenhand.records.wording import Sentence
from evenhand.website.page import Page
from evenhand.website.rendering import render
from evenhand.wording.disagreements import (
    conditions,
    fact_words,
    offer_form,
    price_text,
    price_words,
    score_words,
    stated_day,
)
from evenhand.wording.numbers import count, plain


class Value(Struct, frozen=True, kw_only=True):
    """One of the values that differ."""

    text: str
    source: str
    link: str
    day: str
    tier: str = ""


class Difference(Struct, frozen=True, kw_only=True):
    """One disagreement: its sentence, what all its values state alike, and the values."""

    words: Sentence
    stated: str
    values: tuple[Value, ...]


class Group(Struct, frozen=True, kw_only=True):
    """All disagreements of a kind."""

    label: str
    rows: tuple[Difference, ...]


class DisagreementsPage(Page, kw_only=True):
    """The variables of `disagreements.html`."""

    groups: tuple[Group, ...]
    names: dict[str, str]
    kinds: tuple[str, ...]
    kind: str
    model: str
    benchmark: str


def disagreements_page(
    found: Disagreements, kind: str = "", model: str = "", benchmark: str = "", base: str = ""
) -> str:
    """The page, with the filters that were asked for filled in."""
    groups = (
        Group(label="Scores", rows=tuple(_scores(found))),
        Group(label="Prices", rows=tuple(_prices(found))),
        Group(label="Facts", rows=tuple(_facts(found))),
    )
    total = sum(len(group.rows) for group in groups)
    page = DisagreementsPage(
        title="Where sources disagree",
        description=f"{count(total, 'disagreement')} between sources about scores, prices and facts of models.",
        section="Sources",
        canonical=f"{base}/disagreements",
        data="/api/v1/disagreements",
        snapshot=f"Snapshot of {found.date}, catalog {found.version[:12]}.",
        groups=tuple(group for group in groups if group.rows),
        names=found.names,
        kinds=get_args(Kind),
        kind=kind,
        model=model,
        benchmark=benchmark,
    )
    return render("disagreements.html", page)


def _scores(found: Disagreements) -> Iterator[Difference]:
    for one in found.scores:
        values = tuple(_value(plain(row.value), row, stated_day(row), row.tier) for row in one.rows)
        yield Difference(words=score_words(one, found), stated=conditions(one.rows[0]), values=values)


def _prices(found: Disagreements) -> Iterator[Difference]:
    for one in found.prices:
        values = tuple(_value(price_text(each, one.fields), each, f"checked {each.checked}") for each in one.offers)
        yield Difference(words=price_words(one, found), stated=offer_form(one), values=values)


def _facts(found: Disagreements) -> Iterator[Difference]:
    for one in found.facts:
        values = tuple(_value(each.value, each, f"checked {each.checked}") for each in one.facts)
        yield Difference(words=fact_words(one, found), stated="", values=values)


def _value(text: str, row: Observation | Offer | StatedFact, day: str, tier: str = "") -> Value:
    return Value(text=text, source=row.source, link=row.link, day=day, tier=tier)
