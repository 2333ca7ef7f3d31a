"""A new view of prices joined to the rows that are already kept: a changed price is a new dated row."""

from collections.abc import Iterable, Iterator

from msgspec import structs

from evenhand.records.facts import Offer

PRICES = ("input", "cached_input", "cache_write", "output", "context_limit", "output_limit")
Key = tuple[str, str, str, int, str]


def continued(kept: Iterable[Offer], seen: Iterable[Offer]) -> Iterator[Offer]:
    """Kept rows and newly seen offers of one source as one history.

    An unchanged price keeps its start and is checked anew. A changed one ends on the day of the new view,
    where the new price starts. One that is no longer listed ends on that day too. `until` is the first day
    on which a price no longer holds. A view of the day already on file corrects it and makes no history.
    What has ended stands in no raw file of the new view, so such a row names none.
    """
    old, new = list(kept), {_key(offer): offer for offer in seen}
    day = max((offer.checked for offer in new.values()), default="")
    for row in old:
        yield from _brought_up(row, new.get(_key(row)), day)
    known = {_key(row) for row in old}
    settled = {_key(row) for row in old if _settled(row, new.get(_key(row)), day)}
    for key, offer in new.items():
        if key not in settled:
            yield structs.replace(offer, since=day) if key in known else offer


def _brought_up(row: Offer, now: Offer | None, day: str) -> Iterator[Offer]:
    if row.until or day < row.checked:
        yield row
    elif now and _same(row, now):
        yield structs.replace(row, checked=now.checked, link=now.link, origin=now.origin, at=now.at)
    elif row.checked < day:
        yield structs.replace(row, until=day, origin="", at="")
    elif now:
        yield structs.replace(now, since=row.since, seen=row.seen)


def _settled(row: Offer, now: Offer | None, day: str) -> bool:
    """Whether the row stands for its price from now on, so that no new row starts."""
    return row.until is None and (day <= row.checked or (now is not None and _same(row, now)))


def _same(one: Offer, other: Offer) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in PRICES)


def _key(offer: Offer) -> Key:
    return (offer.provider, offer.model, offer.mode, offer.above_tokens, offer.hours)
