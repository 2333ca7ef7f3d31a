"""What became known on which day, out of one catalog: the facts' own days, from the first to the last.

The catalog is compared with its own empty past, so each row on file is a change on the day that is stated of it, and a
price that changed is a change for each of its steps. Months are kept packed: a reader asks for few of them.
"""

import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

import msgspec
from msgspec import structs

from evenhand.catalog.as_of import as_of, known_by, offer_known_by
from evenhand.catalog.catalog import Catalog
from evenhand.changes.between import changes_between
from evenhand.records.change_log import FAMILIES, FAMILY_OF, ChangeDay, ChangeGroup, ChangeLog, Family, month_of
from evenhand.records.changes import KINDS, Change, DescriptionChange

KEPT = ("change log",)
BEFORE_ALL = "0000-01-01"
# What one catalog cannot tell of itself: it holds what is right now, and not what it replaced.
OF_TWO_CATALOGS = frozenset(
    {
        "corrected score",
        "corrected price",
        "other conditions",
        "changed description",
        "removed model",
        "removed benchmark",
        "removed score",
        "removed source",
        "removed offer",
    }
)
PLACE = {kind: place for place, kind in enumerate(KINDS)}
CHANGES = msgspec.msgpack.Decoder(tuple[Change, ...])


def change_log(catalog: Catalog) -> ChangeLog:
    """The log of a catalog, worked out when it is first asked for."""
    if KEPT not in catalog.kept:
        catalog.kept[KEPT] = change_days(catalog)
    found: ChangeLog = catalog.kept[KEPT]
    return found


def change_days(catalog: Catalog, earlier: Iterable[Catalog] = ()) -> ChangeLog:
    """Every change on its day. `earlier` are catalogs that stood before, oldest first, for what was put right since."""
    found = [*_on_file(catalog), *_put_right([*earlier, catalog])]
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
        days=tuple(ChangeDay(day=day, counts=dict(Counter(one.kind for one in by_day[day]))) for day in days),
        packed={month: zlib.compress(msgspec.msgpack.encode(group)) for month, group in months.items()},
    )


def changes_in(log: ChangeLog, month: str) -> tuple[Change, ...]:
    """The changes of a month (`2026-05`), newest day first; none where the log has no such month."""
    packed = log.packed.get(month)
    return CHANGES.decode(zlib.decompress(packed)) if packed else ()


def changes_on(log: ChangeLog, day: str) -> tuple[Change, ...]:
    """The changes of one day as the log names it; none where it has no such day."""
    return tuple(one for one in changes_in(log, month_of(day)) if one.day == day)


def grouped(changes: Iterable[Change], family: Family | None = None) -> tuple[ChangeGroup, ...]:
    """Changes by day, kind and source, in their order; of one family alone where it is named."""
    kinds = FAMILIES[family] if family else tuple(FAMILY_OF)
    groups: dict[tuple[str, str, str], list[Change]] = defaultdict(list)
    for change in changes:
        if change.kind in kinds:
            groups[change.day, change.kind, source_of(change)].append(change)
    return tuple(
        ChangeGroup(day=day, kind=rows[0].kind, source=source, changes=tuple(rows))
        for (day, _, source), rows in groups.items()
    )


def source_of(change: Change) -> str:
    """The source that a change comes from; empty where none is named."""
    evidence = getattr(change, "now", None) or getattr(change, "was", None)
    return str(getattr(change, "source", "") or (evidence.source if evidence else ""))


def _on_file(catalog: Catalog) -> Iterator[Change]:
    """Everything on file, as what came since there was nothing."""
    known = _first_days(catalog)
    for change in changes_between(as_of(catalog, BEFORE_ALL), catalog).changes:
        if isinstance(change, DescriptionChange) and change.kind == "new model" and change.after is None:
            yield structs.replace(change, day=known.get(change.id, change.day))
        else:
            yield change


def _put_right(editions: list[Catalog]) -> Iterator[Change]:
    """From each edition to the next: what was corrected, described otherwise or taken away."""
    for older, newer in pairwise(editions):
        yield from (one for one in changes_between(older, newer).changes if one.kind in OF_TWO_CATALOGS)


def _first_days(catalog: Catalog) -> dict[str, str]:
    """The first day on which anything was known of each model without a day of release."""
    rows = (
        ((seen.model, known_by(seen)) for seen in catalog.observations),
        ((offer.model, offer_known_by(offer)) for offer in catalog.offers),
        ((fact.model, fact.checked) for fact in catalog.facts),
    )
    found: dict[str, str] = {}
    for group in rows:
        for model, day in group:
            found[model] = min(day, found.get(model, day))
    return found


def _late(day: str) -> tuple[str, str]:
    """Sorts days; a month or year without a day comes before the days of its month, which is last when turned round."""
    return month_of(day), day
