"""Offers that came, ended or have another price, one chain of dated rows at a time."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from operator import attrgetter

from evenhand.catalog.as_of import TERMS, newest_in_force
from evenhand.catalog.catalog import Catalog
from evenhand.changes.evidence import begun, of_offer, told_on
from evenhand.records.changes import Amount, PriceChange, PriceKind
from evenhand.records.facts import Offer

AMOUNTS = {"input": "input", "cached_input": "cached input", "cache_write": "cache write", "output": "output"}
STARTS = frozenset({"price change", "new offer"})

terms = attrgetter(*TERMS)
amounts_of = attrgetter(*AMOUNTS)

Chain = tuple[Offer, ...]


def price_changes(older: Catalog, newer: Catalog) -> Iterator[PriceChange]:
    """What became of every offer: each new dated row that differs from the one before it, and what is in force.

    Rows older than what was known before are history that was learned later, and no change.
    """
    before, after = _chains(older.offers), _chains(newer.offers)
    for key in {**before, **after}:
        old, new = before.get(key, ()), after.get(key, ())
        yield from _corrections(old, new, older, newer)
        yield from _Walk(old, new, older.date, newer.date).changes()


def offers_checked_again(older: Catalog, newer: Catalog) -> int:
    """How many rows are as they were but for the day on which they were checked."""
    before, after = _chains(older.offers), _chains(newer.offers)
    return sum(_only_checked_again(_twin(row, before.get(key, ())), row) for key, rows in after.items() for row in rows)


def _only_checked_again(was: Offer | None, now: Offer) -> bool:
    return was is not None and _amounts(was) == _amounts(now) and was.checked != now.checked


class _Walk:
    """From the row in force in the older chain along the rows of the newer one."""

    def __init__(self, old: Chain, new: Chain, before: str, after: str) -> None:
        self.old, self.new, self.before, self.after = old, new, before, after

    def changes(self) -> Iterator[PriceChange]:
        """Each step as a change."""
        known = newest_in_force(self.old, self.before)
        start = _twin(known, self.new) if known else None
        if start is None:
            start = newest_in_force(self.new, (known and known.since) or self.before)
            if not _removed_before(start, self.old):
                yield from self._first(known, start)
        last = start or known
        from_day = _start(last) if last else self.before
        for row in self.new:
            if _start(row) > from_day:
                if not _twin(row, self.old):
                    yield from self._step(last, row)
                last = row
        if last and newest_in_force(self.new, self.after) is None and _start(last) <= self.after:
            yield from self._over(last)

    def _over(self, last: Offer) -> Iterator[PriceChange]:
        """The end of the last row: on its stated day, else found when the source was read."""
        ended = last.until is not None and last.until <= self.after
        if ended and not last.end_unstated:
            yield _changed("ended offer", last.until or "", was=last)
        elif not _removed_before(last, self.old):
            yield _changed("removed offer", (ended and last.until) or self.after, was=last)

    def _first(self, known: Offer | None, start: Offer | None) -> Iterator[PriceChange]:
        """What holds in the newer chain in the place of the known row, which has no twin there."""
        if start and known is None and _start(start):
            yield _changed("new offer", begun(start), now=start)
        elif start and known and _amounts(start) != _amounts(known):
            yield _changed("price change", begun(start), known, start)

    def _step(self, last: Offer | None, row: Offer) -> Iterator[PriceChange]:
        over = last is not None and last.until is not None and last.until < _start(row)
        if last and over:
            yield _changed("ended offer", last.until or "", was=last)
        if last is None or over:
            yield _changed("new offer", begun(row), now=row)
        elif _amounts(last) != _amounts(row):
            yield _changed("price change", begun(row), last, row)


def _chains(offers: Iterable[Offer]) -> dict[tuple[object, ...], Chain]:
    """The rows of each offer, by their first day."""
    found: dict[tuple[object, ...], list[Offer]] = defaultdict(list)
    for offer in offers:
        found[terms(offer)].append(offer)
    return {key: tuple(sorted(rows, key=_start)) for key, rows in found.items()}


def _start(offer: Offer) -> str:
    """When a row begins in its chain; one that ended before it was first seen comes first: it held at no known time."""
    ended = offer.until is not None and offer.until <= begun(offer)
    return "" if ended else begun(offer)


def _twin(row: Offer, chain: Chain) -> Offer | None:
    """The row of another chain that holds from the same day, stated or first seen."""
    return next(
        (one for one in chain if (one.since, one.seen) == (row.since, row.seen) or _dated_alike(one, row)), None
    )


def _removed_before(row: Offer | None, chain: Chain) -> bool:
    """Whether a row that its source calls removed was called so in another chain too, whenever both were read."""
    was = _twin(row, chain) if row and row.end_unstated else None
    return was is not None and was.end_unstated


def _dated_alike(one: Offer, other: Offer) -> bool:
    return one.since is not None and one.since == other.since


def _corrections(old: Chain, new: Chain, older: Catalog, newer: Catalog) -> Iterator[PriceChange]:
    """Rows that hold from the same day at another price; where neither day is known, the price has changed."""
    for row in new:
        was = _twin(row, old)
        if was and _amounts(was) != _amounts(row):
            known = row.since or row.seen
            kind: PriceKind = "corrected price" if known else "price change"
            yield _changed(kind, told_on(row.checked, older, newer) if known else row.checked, was, row)


def _amounts(offer: Offer) -> tuple[float | None, ...]:
    return tuple(amounts_of(offer))


def _changed(kind: PriceKind, day: str, was: Offer | None = None, now: Offer | None = None) -> PriceChange:
    row = now or was
    assert row  # noqa: S101 - one of the two is given
    return PriceChange(
        kind=kind,
        day=day,
        provider=row.provider,
        model=row.model,
        source=row.source,
        mode=row.mode,
        above_tokens=row.above_tokens,
        hours=row.hours,
        undated=row.end_unstated if kind == "removed offer" else row.since is None and kind in STARTS,
        amounts=tuple(_differing(was, now)),
        was=of_offer(was) if was else None,
        now=of_offer(now) if now else None,
    )


def _differing(was: Offer | None, now: Offer | None) -> Iterator[Amount]:
    for field, name in AMOUNTS.items():
        before, after = (getattr(row, field) if row else None for row in (was, now))
        if before != after:
            percent = 100 * (after - before) / before if before and after is not None else None
            yield Amount(name=name, before=before, after=after, percent=percent)  # type: ignore[arg-type]
