"""Prices: what changed, by how much, and what that does to a month of a workload; offers that came or ended."""

from collections.abc import Iterable

from msgspec import Struct, structs

from evenhand.brief.composing.lines import (
    MAIN,
    Told,
    by_source,
    came_together,
    group_line,
    line_of,
    lines_together,
    only_model,
    parts_of_models,
    percents_of,
    told,
)
from evenhand.brief.composing.material import Material
from evenhand.brief.composing.monthly_costs import effect_of, monthly_costs
from evenhand.brief.composing.price_opinions import OneChange, first_opinions, one_by_one
from evenhand.brief.composing.topics import FEW
from evenhand.catalog.as_of import last_day
from evenhand.records.brief import BriefLine
from evenhand.records.changes import Change, Kind, PriceChange
from evenhand.records.wording import Sentence
from evenhand.wording.brief import (
    also_told,
    figure_corrected,
    further_terms,
    learned_late,
    newly_stated,
    offers_lead,
    prices_lead,
    stated_lead,
)

OFFERS: tuple[Kind, ...] = ("new offer", "ended offer", "removed offer")


class PriceNews(Struct, frozen=True, kw_only=True):
    """Prices that moved, the most important first; those of which other parts are stated; offers that came or ended.

    `left_out` counts what second opinions tell where another source is used.
    """

    moved: tuple[OneChange, ...]
    stated: tuple[PriceChange, ...]
    offers: tuple[PriceChange, ...]
    left_out: int


def prices_told(material: Material) -> Told:
    """Changes of price, then what is newly stated of prices, then offers that came or ended."""
    news = price_news(material)
    moved = [row for one in news.moved for row in (one.main, *one.folded)]
    every = (*moved, *news.stated, *news.offers)
    if not every:
        return Told()
    lines = (
        *(price_line(one, material) for one in news.moved),
        *_stated(news.stated, material),
        *lines_together(news.offers, material),
    )
    parts = (
        *(line_of(row, material) for one in news.moved for row in one.folded),
        *parts_of_models((*_together(news.stated, material), *came_together(news.offers, material)), material),
    )
    return told("prices", lines, _lead(news, len(moved), material), parts)


def price_news(material: Material) -> PriceNews:
    """All news of prices, each change told by one source."""
    changed, some = first_opinions(_prices(material, "price change"), material)
    offers, more = first_opinions(_prices(material, *OFFERS), material)
    moved = one_by_one(one for one in changed if has_moved(one))
    return PriceNews(
        moved=tuple(sorted(moved, key=lambda one: _importance(one.main, material))),
        stated=tuple(one for one in changed if not has_moved(one)),
        offers=tuple(offers),
        left_out=some + more,
    )


def price_line(one: OneChange, material: Material) -> BriefLine:
    """A change of price with what it does to a month, what changed with it, and who else tells of it.

    Of a correction only that it is one: what the price was before is not what stood on file.
    """
    corrected = one.main.kind == "corrected price"
    costs = () if corrected else monthly_costs(one.main, material)
    others = tuple(material.names.get(f"source/{name}", name) for name in one.also)
    details: tuple[Sentence, ...] = (
        *((figure_corrected(),) if corrected else ()),
        *((learned_late(material.changes.since.date),) if _late(one.main, material) and not corrected else ()),
        *effect_of(costs),
        *((further_terms(len(one.folded)),) if one.folded else ()),
        *((also_told(others),) if others else ()),
    )
    line = line_of(one.main, material, details)
    return structs.replace(line, costs=costs, changes=1 + len(one.folded) + len(one.repeated))


def _lead(news: PriceNews, moved: int, material: Material) -> Sentence:
    """The changes of price where there are any, else the offers that came or went, else what is newly stated."""
    if not news.moved:
        return (
            offers_lead(*(sum(one.kind == kind for one in news.offers) for kind in OFFERS))
            if news.offers
            else (stated_lead(len(news.stated)))
        )
    first = news.moved[0].main
    model = material.names.get(f"model/{first.model}", first.model)
    provider = material.names.get(f"provider/{first.provider}", first.provider)
    return prices_lead(moved, model, provider, percents_of(first))


def has_moved(change: PriceChange) -> bool:
    """Whether a price that was known is another one now, and not only what is known."""
    return any(one.before is not None and one.after is not None for one in change.amounts)


def _stated(changes: Iterable[PriceChange], material: Material) -> tuple[BriefLine, ...]:
    """Few changes of what is known of prices each for itself, many of a source in one line."""
    made: list[BriefLine] = []
    for group in by_source(changes, material):
        if len(group.changes) <= FEW:
            made += [line_of(change, material) for change in group.changes]
            continue
        line, model = group_line(group, material), only_model(group)
        name = material.names.get(f"model/{model}", model)
        words = newly_stated(len(group.changes), len(line.models), line.source_name, name)
        made.append(structs.replace(line, words=words))
    return tuple(made)


def _together(changes: Iterable[PriceChange], material: Material) -> tuple[Change, ...]:
    groups = by_source(changes, material)
    return tuple(one for group in groups if len(group.changes) > FEW for one in group.changes)


def _prices(material: Material, *kinds: Kind) -> list[PriceChange]:
    return [one for one in material.of(kinds) if isinstance(one, PriceChange)]


def _importance(change: PriceChange, material: Material) -> tuple[object, ...]:
    """The lab's own standard price first, input and output before the cache, then by place and by size.

    What changed before the time of the brief and was learned since comes after what is new.
    """
    provider, model = material.newer.providers.get(change.provider), material.newer.models.get(change.model)
    own = bool(provider and model and provider.lab == model.lab)
    plain = change.mode == "standard" and not change.hours
    moving = model.moving if model else False
    main = any(one.name in MAIN and one.before is not None and one.after is not None for one in change.amounts)
    size = -max((abs(one) for one in percents_of(change).values() if one is not None), default=0.0)
    late, place = _late(change, material), material.place(change.model)
    return late, not own, not plain, moving, not main, place, size, change.model, change.provider


def _late(change: PriceChange, material: Material) -> bool:
    """Whether a price changed by the older catalog's day, and its source says so only now."""
    return last_day(change.day) <= material.changes.since.date
