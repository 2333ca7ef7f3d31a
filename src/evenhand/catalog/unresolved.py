"""The names of sources that lead to nothing here, as the collections left them; they are no part of the catalog."""

from pathlib import Path

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.reading import Reader
from evenhand.records.facts import Unresolved
from evenhand.settings import data_folders

KEPT = ("unresolved names",)

Names = dict[str, tuple[Unresolved, ...]]


def unresolved_names(catalog: Catalog, folders: tuple[Path, ...] | None = None) -> Names:
    """Unresolved names by source, most rows first, read once for a catalog from the folders that hold its facts.

    A row that cannot be read as such gives none: these files are for people, and no fault of theirs stops a page.
    """
    if KEPT not in catalog.kept:
        catalog.kept[KEPT] = dict(_read(folders or data_folders()))
    found: Names = catalog.kept[KEPT]
    return found


def _read(folders: tuple[Path, ...]) -> list[tuple[str, tuple[Unresolved, ...]]]:
    readers = [Reader(root) for root in folders]
    paths = [(one, path) for one in readers for path in sorted(one.root.glob("collected/*/unresolved.csv"))]
    return [(path.parent.name, tuple(sorted(one.rows(path, Unresolved), key=_most_first))) for one, path in paths]


def _most_first(name: Unresolved) -> tuple[int, str, str]:
    return -name.rows, name.kind, name.name
