"""What each source gave: the one function behind its page, its JSON and its command."""

from collections import Counter
from collections.abc import Mapping

from msgspec import structs

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.nearest import nearest
from evenhand.errors import UnknownSource
from evenhand.records.facts import Unresolved
from evenhand.records.sources import SourceLine, SourceList, SourceProfile

GAVE = {
    "scores": "observations",
    "prices": "offers",
    "speeds": "speeds",
    "facts": "facts",
    "listings": "listings",
    "votes": "votes",
}
KEPT = ("rows by source",)

Left = Mapping[str, tuple[Unresolved, ...]]


def source_list(catalog: Catalog, left: Left) -> SourceList:
    """All sources by name; `left` are their unresolved names."""
    names = sorted(catalog.sources, key=lambda name: catalog.sources[name].name.casefold())
    lines = tuple(_line(catalog, name, left) for name in names)
    return SourceList(date=catalog.date, version=catalog.version, sources=lines)


def source_profile(catalog: Catalog, name: str, left: Left) -> SourceProfile:
    """One source.

    Raises:
        UnknownSource: none has this id; holds the nearest.

    """
    if name not in catalog.sources:
        raise UnknownSource(name, nearest(name, catalog.sources))
    refused = Counter(row.reason for row in catalog.rejections.of.get(name, ()))
    return SourceProfile(
        date=catalog.date,
        version=catalog.version,
        source=structs.replace(catalog.sources[name], publishers={}),
        line=_line(catalog, name, left),
        files=tuple(catalog.files.of.get(name, ())),
        refused=dict(sorted(refused.items(), key=lambda pair: (-pair[1], pair[0]))),
        unresolved=left.get(name, ()),
    )


def _line(catalog: Catalog, name: str, left: Left) -> SourceLine:
    source = catalog.sources[name]
    return SourceLine(
        id=name,
        name=source.name,
        publisher=source.publisher,
        kind=source.kind,
        licence=source.licence,
        licence_class=source.licence_class,
        retrieved=source.retrieved,
        **{kind: counts[name] for kind, counts in _counts(catalog).items()},
        files=len(catalog.files.of.get(name, ())),
        refused=len(catalog.rejections.of.get(name, ())),
        unresolved=len(left.get(name, ())),
    )


def _counts(catalog: Catalog) -> dict[str, Counter[str]]:
    if KEPT not in catalog.kept:
        catalog.kept[KEPT] = {
            kind: Counter(row.source for row in getattr(catalog, rows)) for kind, rows in GAVE.items()
        }
    found: dict[str, Counter[str]] = catalog.kept[KEPT]
    return found
