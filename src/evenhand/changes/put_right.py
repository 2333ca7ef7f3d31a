"""What was put right or taken away since the catalogs that stood before: what one catalog cannot tell of itself.

The earlier catalogs are the snapshots that a collection saves before it changes the facts, where this host keeps any.
What changed from each to the next is worked out once and kept beside them.
"""

from collections.abc import Iterator
from functools import cache, lru_cache
from hashlib import blake2b

import msgspec
from msgspec import Struct

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.one_at_a_time import one_at_a_time
from evenhand.catalog.saved import Saved, facts_mark, read_saved, saved
from evenhand.catalog.snapshot import HASH, Cached, cached, open_catalog
from evenhand.changes.between import changes_between, names_of
from evenhand.errors import BadCatalog, BadSetting
from evenhand.records.changes import Change, Edition, PriceChange
from evenhand.settings import PACKAGE, public_folders

KINDS = frozenset(
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


class PutRight(Struct, frozen=True, kw_only=True):
    """The changes, the earlier catalogs that were compared, oldest first, and the names of what they had."""

    changes: tuple[Change, ...] = ()
    earlier: tuple[Edition, ...] = ()
    names: dict[str, str] = {}


class _Kept(Struct, frozen=True):
    """A step as MessagePack, as worked out by the code of this hash: what is kept loses its tags, bytes do not."""

    code: str
    step: bytes


class _Step(Struct, frozen=True):
    """What changed from one catalog to the next, the names of the older, and what of it could not be read."""

    changes: tuple[Change, ...]
    names: dict[str, str]
    skipped: tuple[str, ...]


def put_right(catalog: Catalog) -> PutRight:
    """What was put right since the snapshots that this host keeps of the same folders of facts.

    Nothing where it keeps none, or where the catalog is another one than these folders hold. A damaged snapshot is
    left out with the steps from it and to it.
    """
    kept = _before(catalog)
    if not kept or not _is_on_file(catalog):
        return PutRight()
    editions: tuple[Saved | Catalog, ...] = (*kept, catalog)
    tried = [(one, _kept_step(one, newer)) for one, newer in zip(kept, editions[1:], strict=True)]
    _opened_snapshot.cache_clear()
    steps = [(one, step) for one, step in tried if step]
    return PutRight(
        changes=tuple(change for _, step in steps for change in step.changes),
        earlier=tuple(
            Edition(date=one.date, version=one.version, origin="snapshot", skipped=step.skipped) for one, step in steps
        ),
        names={key: name for _, step in steps for key, name in step.names.items()},
    )


def _is_on_file(catalog: Catalog) -> bool:
    """Whether it is what the configured folders hold now: not a view, not another folder's, not of faulty files."""
    if not HASH.fullmatch(catalog.version):
        return False
    try:
        return open_catalog().version == catalog.version
    except BadCatalog:
        return False


def _before(catalog: Catalog) -> tuple[Saved, ...]:
    """The snapshots of these folders up to the catalog's date, oldest first, without the catalog itself at the end."""
    mark = facts_mark(public_folders())
    kept = [one for one in reversed(saved()) if one.facts == mark and one.date <= catalog.date]
    while kept and kept[-1].version == catalog.version:
        kept.pop()
    return tuple(kept)


def _kept_step(older: Saved, newer: Saved | Catalog) -> _Step | None:
    """The step that is kept, else worked out once, by whoever comes first of all; None where a file is damaged."""
    place = cached(f"put-right-{older.version}-{newer.version}")
    found = _read(place)
    if found is None:
        with one_at_a_time(place.path):
            found = _read(place)
            if found is None and (found := _step(older, newer)):
                place.write(_Kept(_code(), msgspec.msgpack.encode(found)))
    return found


def _read(place: Cached) -> _Step | None:
    kept = place.read(_Kept)
    return msgspec.msgpack.decode(kept.step, type=_Step) if kept and kept.code == _code() else None


def _step(older: Saved, newer: Saved | Catalog) -> _Step | None:
    """A description is compared only where all of both could be read: else it would change with our own rules."""
    try:
        (before, lost), (after, missing) = _opened(older), _opened(newer)
    except BadSetting:
        return None
    kinds = KINDS - {"changed description"} if lost or missing else KINDS
    changes = tuple(_between(before, after, kinds))
    return _Step(changes, names_of(before) if changes else {}, lost)


def _between(older: Catalog, newer: Catalog, kinds: frozenset[str]) -> Iterator[Change]:
    """What the newer catalog does not tell by itself: it has the rows that their source marks as removed."""
    rows = (one for one in changes_between(older, newer).changes if one.kind in kinds)
    return (one for one in rows if not (isinstance(one, PriceChange) and one.end_unstated))


def _opened(one: Saved | Catalog) -> tuple[Catalog, tuple[str, ...]]:
    return (one, ()) if isinstance(one, Catalog) else _opened_snapshot(one)


@lru_cache(maxsize=1)
def _opened_snapshot(one: Saved) -> tuple[Catalog, tuple[str, ...]]:
    """The newer snapshot of one step is the older one of the next; let go of by `put_right` in the end."""
    return read_saved(one)


@cache
def _code() -> str:
    """A hash of the code that compares."""
    digest = blake2b(digest_size=6)
    for path in sorted((PACKAGE / "changes").glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()
