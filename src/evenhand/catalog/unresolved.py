"""The names of sources that lead to nothing here, as the collections left them; they are no part of the catalog."""

import csv
from functools import cache
from pathlib import Path

from evenhand.records.sources import Unresolved
from evenhand.settings import data_folders

Names = dict[str, tuple[Unresolved, ...]]


def unresolved_names(folders: tuple[Path, ...] | None = None) -> Names:
    """Unresolved names by source, most rows first; a file that cannot be read as such gives none."""
    return _read(folders or data_folders())


@cache
def _read(folders: tuple[Path, ...]) -> Names:
    paths = [path for root in folders for path in sorted(root.glob("collected/*/unresolved.csv"))]
    return {
        path.parent.name: tuple(sorted(_rows(path), key=lambda one: (-one.rows, one.kind, one.name))) for path in paths
    }


def _rows(path: Path) -> list[Unresolved]:
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Unresolved(
                kind=row.get("kind") or "",
                name=row.get("name") or "",
                rows=int(row.get("rows") or 0),
                nearest=row.get("nearest") or "",
            )
            for row in csv.DictReader(file)
        ]
