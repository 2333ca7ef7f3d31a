"""Where sources disagree: the same thing with different values, each with its source, link, tier and day."""

from collections.abc import Iterator
from itertools import groupby
from math import inf
from urllib.parse import urlencode

from msgspec import Struct

from evenhand.records.disagreements import (
    Disagreements,
    FactDisagreement,
    Kind,
    PriceDisagreement,
    ScoreDisagreement,
)
from evenhand.records.facts import Observation, Offer, StatedFact
from evenhand.records.wording import Sentence
from evenhand.website.page import Page
from evenhand.website.rendering import render
from evenhand.website.site import HERE, Site
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

A_PAGE = 40
ORDERS = {
    "scores": "Largest first: how far apart the scores are, against how far rounding or chance would let them be.",
    "prices": "Largest first: the ratio of the prices; free against any price comes before all.",
    "facts": "Newest statement first.",
}


class Value(Struct, frozen=True, kw_only=True):
    """One of the values that differ."""

    text: str
    source: str
    link: str
    day: str
    tier: str = ""


class Difference(Struct, frozen=True, kw_only=True):
    """One disagreement: its kind, its sentence, what all its values state alike, and the values."""

    kind: Kind
    words: Sentence
    stated: str
    values: tuple[Value, ...]


class Group(Struct, frozen=True, kw_only=True):
    """The disagreements of a kind that are on this page, and how they are ordered."""

    kind: str
    order: str
    rows: tuple[Difference, ...]


class View(Struct, frozen=True, kw_only=True):
    """One kind, or all of them: its name, its address, whether it is shown, how many there are."""

    name: str
    address: str
    current: bool
    count: int


class DisagreementsPage(Page, kw_only=True):
    """The variables of `disagreements.html`; `number` of `pages`, each of which has its address in `addresses`."""

    groups: tuple[Group, ...]
    names: dict[str, str]
    views: tuple[View, ...]
    number: int
    pages: int
    addresses: tuple[str, ...]
    kind: str
    model: str
    benchmark: str


def disagreements_page(
    found: Disagreements, kind: str = "", model: str = "", benchmark: str = "", number: int = 1, site: Site = HERE
) -> str:
    """One page of them, of a kind where one is named; a number past the end is the last page.

    `found` has all kinds, so that the page can say how many there are of each.
    """
    every: dict[str, list[Difference]] = {"scores": _scores(found), "prices": _prices(found), "facts": _facts(found)}
    rows = every[kind] if kind else [one for rows in every.values() for one in rows]
    pages = max(1, -(-len(rows) // A_PAGE))
    shown = min(number, pages)
    asked = {"kind": kind, "model": model.strip(), "benchmark": benchmark.strip()}
    page = DisagreementsPage(
        title="Where sources disagree",
        description=f"{count(len(rows), 'disagreement')} between sources about scores, prices and facts of models.",
        section="Sources",
        path=_address(asked, shown).partition("?")[0],
        site=site,
        data=_data(asked),
        snapshot=f"Snapshot of {found.date}, catalog {found.version[:12]}.",
        groups=tuple(_groups(rows[(shown - 1) * A_PAGE : shown * A_PAGE])),
        names=found.names,
        views=tuple(_view(name, asked, every) for name in ("", *every)),
        number=shown,
        pages=pages,
        addresses=tuple(_address(asked, one) for one in range(1, pages + 1)),
        kind=kind,
        model=model,
        benchmark=benchmark,
    )
    return render("disagreements.html", page)


def _groups(rows: list[Difference]) -> Iterator[Group]:
    for kind, same in groupby(rows, key=lambda one: one.kind):
        yield Group(kind=kind, order=ORDERS[kind], rows=tuple(same))


def _view(kind: str, asked: dict[str, str], every: dict[str, list[Difference]]) -> View:
    total = len(every[kind]) if kind else sum(map(len, every.values()))
    address = _address({**asked, "kind": kind})
    return View(name=kind or "all", address=address, current=kind == asked["kind"], count=total)


def _address(asked: dict[str, str], number: int = 1) -> str:
    """The address of one page of a kind, `all` for every kind; a model and a benchmark stand in the query."""
    parts = [asked["kind"] or "all", str(number)] if number > 1 else [asked["kind"]] if asked["kind"] else []
    query = urlencode({name: asked[name] for name in ("model", "benchmark") if asked[name]})
    path = "/".join(("/disagreements", *parts))
    return f"{path}?{query}" if query else path


def _data(asked: dict[str, str]) -> str:
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"/api/v1/disagreements?{query}" if query else "/api/v1/disagreements.json"


def _scores(found: Disagreements) -> list[Difference]:
    """Largest first, as a multiple of what rounding or chance explain."""

    def size(one: ScoreDisagreement) -> float:
        return one.apart / one.allowed if one.allowed else inf

    return [
        Difference(
            kind="scores",
            words=score_words(one, found),
            stated=conditions(one.rows[0]),
            values=tuple(_value(plain(row.value), row, stated_day(row), row.tier) for row in one.rows),
        )
        for one in sorted(found.scores, key=size, reverse=True)
    ]


def _prices(found: Disagreements) -> list[Difference]:
    """Largest ratio of two prices first; a price against none at all is the largest."""
    return [
        Difference(
            kind="prices",
            words=price_words(one, found),
            stated=offer_form(one),
            values=tuple(_value(price_text(each, one.fields), each, f"checked {each.checked}") for each in one.offers),
        )
        for one in sorted(found.prices, key=_ratio, reverse=True)
    ]


def _ratio(one: PriceDisagreement) -> float:
    stated = [[price for offer in one.offers if (price := getattr(offer, name)) is not None] for name in one.fields]
    return max((max(prices) / min(prices) if min(prices) else inf for prices in stated), default=1.0)


def _facts(found: Disagreements) -> list[Difference]:
    """Newest statement first."""

    def newest(one: FactDisagreement) -> str:
        return max(fact.checked for fact in one.facts)

    return [
        Difference(
            kind="facts",
            words=fact_words(one, found),
            stated="",
            values=tuple(_value(each.value, each, f"checked {each.checked}") for each in one.facts),
        )
        for one in sorted(found.facts, key=newest, reverse=True)
    ]


def _value(text: str, row: Observation | Offer | StatedFact, day: str, tier: str = "") -> Value:
    return Value(text=text, source=row.source, link=row.link, day=day, tier=tier)
