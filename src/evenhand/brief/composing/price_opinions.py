"""Which of several sources tells a change of price: one line for one change, whoever else tells of it."""

from collections import defaultdict
from collections.abc import Iterable

from msgspec import Struct

from evenhand.brief.composing.material import Material
from evenhand.records.changes import PriceChange

Terms = tuple[str, int, str]


class OneChange(Struct, frozen=True, kw_only=True):
    """A change of the prices of one model at one provider on one day.

    `main` is that of the plainest terms, `folded` are those of other modes, prompt lengths and hours, `also` other
    sources that tell of the same prices, `repeated` what they tell.
    """

    main: PriceChange
    folded: tuple[PriceChange, ...] = ()
    also: tuple[str, ...] = ()
    repeated: tuple[PriceChange, ...] = ()


def first_opinions(changes: Iterable[PriceChange], material: Material) -> tuple[list[PriceChange], int]:
    """Changes without those of second opinions where another source knows the model at the provider; how many went.

    As prices are used: what a second opinion says counts only where no other source knows the model there.
    """
    rows = list(changes)
    second = {name for name, source in material.newer.sources.items() if source.opinion == "second"}
    kept = [one for one in rows if one.source not in second or not _known_otherwise(one, second, material)]
    return kept, len(rows) - len(kept)


def one_by_one(changes: Iterable[PriceChange]) -> tuple[OneChange, ...]:
    """Changes of price, those of one model at one provider on one day together, each told by one source.

    That is the source that states the day, and of several the first by name. What another source states otherwise
    stands for itself.
    """
    offers: dict[tuple[str, str], dict[str, list[PriceChange]]] = defaultdict(lambda: defaultdict(list))
    for change in changes:
        offers[change.model, change.provider][change.source].append(change)
    return tuple(made for by_source in offers.values() for made in _of_offer(by_source))


def _known_otherwise(change: PriceChange, second: set[str], material: Material) -> bool:
    rows = (row for one in (material.newer, material.older) for row in one.offers_of.get(change.model, ()))
    return any(row.provider == change.provider and row.source not in second for row in rows)


def _of_offer(by_source: dict[str, list[PriceChange]]) -> list[OneChange]:
    first, *rest = sorted(by_source, key=lambda name: (all(one.undated for one in by_source[name]), name))
    told = _by_day(by_source[first])
    for name in rest:
        repeated = [one for one in by_source[name] if _same_step(one, by_source[first])]
        told += _by_day([one for one in by_source[name] if one not in repeated])
        if repeated:
            told[0] = _also(told[0], name, repeated)
    return told


def _by_day(changes: list[PriceChange]) -> list[OneChange]:
    days: dict[str, list[PriceChange]] = defaultdict(list)
    for change in changes:
        days[change.day].append(change)
    made = []
    for rows in days.values():
        main, *folded = sorted(rows, key=_plainness)
        made.append(OneChange(main=main, folded=tuple(folded)))
    return made


def _also(told: OneChange, source: str, repeated: list[PriceChange]) -> OneChange:
    also, known = (*told.also, source), (*told.repeated, *repeated)
    return OneChange(main=told.main, folded=told.folded, also=also, repeated=known)


def _same_step(change: PriceChange, told: Iterable[PriceChange]) -> bool:
    """Whether a source that is told states the same prices of the same terms, as far as both state them."""
    return any(_terms(one) == _terms(change) and _agree(one, change) for one in told)


def _terms(change: PriceChange) -> Terms:
    return change.mode, change.above_tokens, change.hours


def _agree(one: PriceChange, other: PriceChange) -> bool:
    stated = {amount.name: amount.after for amount in one.amounts}
    common = [amount for amount in other.amounts if amount.name in stated]
    return bool(common) and all(stated[amount.name] == amount.after for amount in common)


def _plainness(change: PriceChange) -> tuple[object, ...]:
    return change.mode != "standard", bool(change.hours), change.above_tokens, change.mode, change.hours
