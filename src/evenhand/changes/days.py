"""What became known on which day, out of one catalog: the facts' own days, from the first to the last.

The catalog is compared with its own empty past, so each row on file is a change on the day that is stated of it, and a
price that changed is a change for each of its steps; the boards on file are compared from day to day. What was put
right or taken away shows against the catalogs that stood before, where they are kept. Months are kept packed: a reader
asks for few of them.
"""

import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

import msgspec
from msgspec import structs

from evenhand.catalog.as_of import as_of, known_by, offer_known_by, speed_known_by
from evenhand.catalog.catalog import Catalog
from evenhand.changes.between import changes_between, names_of
from evenhand.changes.boards_on_file import board_changes
from evenhand.changes.put_right import PutRight, put_right
from evenhand.records.change_log import FAMILIES, FAMILY_OF, ChangeDay, ChangeGroup, ChangeLog, Family, month_of
from evenhand.records.changes import KINDS, Change, DescriptionChange, PlaceChange

KEPT = ("change log",)
BEFORE_ALL = "0000-01-01"
PLACE = {kind: place for place, kind in enumerate(KINDS)}
CHANGES = msgspec.msgpack.Decoder(tuple[Change, ...])


def change_log(catalog: Catalog) -> ChangeLog:
    """The log of a catalog, worked out when it is first asked for."""
    if KEPT not in catalog.kept:
        catalog.kept[KEPT] = change_days(catalog, put_right(catalog))
    found: ChangeLog = catalog.kept[KEPT]
    return found


def change_days(catalog: Catalog, since: PutRight | None = None) -> ChangeLog:
    """Every change on its day. `since` is what was put right or taken away since the catalogs that stood before."""
    since = since or PutRight()
    found = [*_on_file(catalog), *board_changes(catalog), *since.changes]
    by_day: dict[str, list[Change]] = defaultdict(list)
    for change in found:
        by_day[change.day].append(change)
    days = sorted(by_day, key=_late, reverse=True)
    months: dict[str, list[Change]] = defaultdict(list)
    for day in days:
        months[month_of(day)] += sorted(by_day[day], key=lambda one: PLACE[one.kind])
    return ChangeLog(
        date=catalog.date,
        version=catalog.version,
        days=tuple(ChangeDay(day=day, counts=_counts(by_day[day])) for day in days),
        packed={month: zlib.compress(msgspec.msgpack.encode(group)) for month, group in months.items()},
        earlier=since.earlier,
        gone={key: since.names[key] for key in since.names.keys() - names_of(catalog).keys()} if since.names else {},
    )


def changes_in(log: ChangeLog, month: str) -> tuple[Change, ...]:
    """The changes of a month (`2026-05`), newest day first; none where the log has no such month."""
    packed = log.packed.get(month)
    return CHANGES.decode(zlib.decompress(packed)) if packed else ()


def changes_on(log: ChangeLog, day: str) -> tuple[Change, ...]:
    """The changes of one day as the log names it; none where it has no such day."""
    return tuple(one for one in changes_in(log, month_of(day)) if one.day == day)


def grouped(changes: Iterable[Change], family: Family | None = None) -> tuple[ChangeGroup, ...]:
    """Changes by day, kind and source or board, in their order; of one family alone where it is named."""
    kinds = FAMILIES[family] if family else tuple(FAMILY_OF)
    groups: dict[tuple[str, str, str, str], list[Change]] = defaultdict(list)
    for change in changes:
        if change.kind in kinds:
            groups[change.day, change.kind, source_of(change), _board_of(change)].append(change)
    return tuple(
        ChangeGroup(day=day, kind=rows[0].kind, source=source, board=board, changes=tuple(rows))
        for (day, _, source, board), rows in groups.items()
    )


def source_of(change: Change) -> str:
    """The source that a change comes from; empty where none is named."""
    evidence = getattr(change, "now", None) or getattr(change, "was", None)
    return str(getattr(change, "source", "") or (evidence.source if evidence else ""))


def _counts(changes: Iterable[Change]) -> dict[str, int]:
    """How many of each kind, the most important first."""
    met = Counter(one.kind for one in changes)
    return {kind: met[kind] for kind in KINDS if met[kind]}


def _board_of(change: Change) -> str:
    return f"{change.ranking}/{change.lane}" if isinstance(change, PlaceChange) else ""


def _on_file(catalog: Catalog) -> Iterator[Change]:
    """Everything on file, as what came since there was nothing.

    A model without a day of release came on the first day that anything states of it; one of which nothing has a day
    came on no day, least of all on that of the catalog.
    """
    known = _first_days(catalog)
    for change in changes_between(as_of(catalog, BEFORE_ALL), catalog).changes:
        if not isinstance(change, DescriptionChange) or change.kind != "new model" or change.after is not None:
            yield change
        elif change.id in known:
            yield structs.replace(change, day=known[change.id])


def _first_days(catalog: Catalog) -> dict[str, str]:
    """The first day on which anything was known of each model without a day of release."""
    rows = (
        ((seen.model, known_by(seen)) for seen in catalog.observations),
        ((offer.model, offer_known_by(offer)) for offer in catalog.offers),
        ((fact.model, fact.checked) for fact in catalog.facts),
        ((speed.model, speed_known_by(speed)) for speed in catalog.speeds),
        ((listing.model, listing.retrieved) for listing in catalog.listings),
    )
    found: dict[str, str] = {}
    for group in rows:
        for model, day in group:
            found[model] = min(day, found.get(model, day))
    return found


def _late(day: str) -> tuple[str, str]:
    """Sorts days; a month or year without a day comes before the days of its month, which is last when turned round."""
    return month_of(day), day
