"""Invented weeks: two catalogs that differ in everything, and changes put together one by one."""

import random
from collections.abc import Iterator
from itertools import chain
from typing import Any

from msgspec import structs

from evenhand.brief.composing.compose import compose
from evenhand.catalog.catalog import Catalog
from evenhand.changes.between import changes_between, counted
from evenhand.changes.places import DayBoard, place_changes
from evenhand.records.brief import Brief, BriefLine
from evenhand.records.changes import Amount, CatalogChanges, Change, Edition, PlaceChange, PriceChange, Span
from evenhand.records.wording import Sentence
from invented_catalogs import catalog_of, invented_catalog, offer

FIRST, LAST = "2026-06-23", "2026-06-30"


def invented_week(seed: int) -> tuple[CatalogChanges, Catalog, Catalog]:
    """Two catalogs of eighteen and twenty models with their boards: every kind of change that facts can have.

    Of one source all that changed is of one model: four prices that are new, and four that state more.
    """
    older = _with_offers(invented_catalog(seed, 18), FIRST, stated=None)
    newer = _with_offers(invented_catalog(seed + 1, 20), LAST, stated=0.1, more="m3")
    draw = random.Random(seed)  # noqa: S311 - reproducible, not secret
    boards = (_board(draw, older), _board(draw, newer))
    found = changes_between(older, newer)
    placed = tuple(place_changes(*boards, {"m1": 3, "m4": 1}))
    return counted(structs.replace(found, changes=(*found.changes, *placed), other_rules=seed % 2 == 0)), older, newer


def brief_of(*changes: Change, older: Catalog | None = None, newer: Catalog | None = None, **more: Any) -> Brief:
    """The brief of these changes between two catalogs, small invented ones unless given."""
    one = older or catalog_of(date=FIRST)
    other = newer or catalog_of(date=LAST)
    names = {"model/ada": "Ada", "model/bob": "Bob", "provider/host": "Host 24", "source/card": "Card"}
    names |= {"source/page": "Page", "ranking/even": "Even", "provider/one": "Lab One", "provider/hut": "Hut"}
    report = CatalogChanges(
        since=Edition(date=one.date, version="a"),
        until=Edition(date=other.date, version="b"),
        changes=changes,
        counts={},
        names=names,
        **more,
    )
    return compose(counted(report), one, other)


def price(model: str, before: float | None, after: float | None, **fields: Any) -> PriceChange:
    """A change of the output price of a standard offer, with its per cent."""
    percent = 100 * (after - before) / before if before and after is not None else None
    given: dict[str, Any] = {
        "kind": "price change",
        "day": LAST,
        "provider": "host",
        "source": "card",
        "mode": "standard",
        "above_tokens": 0,
        "hours": "",
        "undated": False,
        "amounts": (Amount(name="output", before=before, after=after, percent=percent),),
    }
    return PriceChange(model=model, **{**given, **fields})


def shift(model: str, before: tuple[int, int, int], after: tuple[int, int, int], **fields: Any) -> PlaceChange:
    """A shift beyond noise from one place and interval to another, of twelve."""
    spans = [Span(place=place, best=best, worst=worst, of=12) for place, best, worst in (before, after)]
    given = {"kind": "rank shift", "day": LAST, "since": FIRST, "ranking": "even", "lane": "provisional"}
    return PlaceChange(model=model, before=spans[0], after=spans[1], **{**given, **fields})


def every_line(brief: Brief) -> Iterator[BriefLine]:
    """All lines: shown, cut, and those for readers who watch models."""
    return chain(*((*section.lines, *section.rest) for section in brief.sections), brief.further)


def every_sentence(brief: Brief) -> Iterator[Sentence]:
    """All sentences of a brief."""
    yield brief.headline
    yield from brief.notes
    yield from (section.lead for section in brief.sections if section.lead)
    for line in every_line(brief):
        yield line.words
        yield from line.details


def _with_offers(catalog: Catalog, day: str, stated: float | None, more: str = "") -> Catalog:
    """The catalog on a day, with prices of m5 in four modes by the source `page`, and of the model `more`."""
    rows = [
        offer(model, "hut", 1.0, 2.0, source="page", mode=mode, cached_input=cached)
        for model, cached in (("m5", stated), (more, None))
        for mode in ("standard", "batch", "flex", "priority")
        if model
    ]
    return structs.replace(catalog, date=day, offers=(*catalog.offers, *rows))


def _board(draw: random.Random, catalog: Catalog) -> DayBoard:
    ranked = [name for name in catalog.models if draw.random() < 0.7]
    draw.shuffle(ranked)
    spans = {name: _span(draw, place, len(ranked)) for place, name in enumerate(ranked, 1)}
    return DayBoard(day=catalog.date, ranking="even", lane="provisional", basis="computed", spans=spans)


def _span(draw: random.Random, place: int, of: int) -> Span:
    return Span(place=place, best=max(1, place - draw.randrange(3)), worst=min(of, place + draw.randrange(3)), of=of)
