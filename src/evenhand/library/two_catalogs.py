"""Two catalogs as people name them, and what changed from one to the other, with the places of both."""

from pathlib import Path

from msgspec import structs

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.history import Found, catalog_of
from evenhand.changes.between import changes_between
from evenhand.comparison.rank import rank
from evenhand.library.days import eve_of
from evenhand.records.board import Board
from evenhand.records.changes import CatalogChanges


def filed(since: str, until: str, now: Catalog) -> tuple[Found, Found]:
    """The catalogs that two texts stand for: days, git revisions, folders of facts or saved snapshots.

    A month or year counts whole; without `until` it is the catalog of now.

    Raises:
        BadSetting: they lead to no catalog.

    """
    older = since if Path(since).is_dir() else eve_of(since)
    return catalog_of(older), catalog_of(until) if until else Found(now, "the facts as they are")


def changes_filed(older: Found, newer: Found, ranking: str, lane: str | None, *, places: bool = True) -> CatalogChanges:
    """What changed, with where both catalogs come from; `places` compares their boards too."""
    boards = _boards(older.catalog, newer.catalog, ranking, lane) if places else None
    found = changes_between(older.catalog, newer.catalog, boards)
    return structs.replace(
        found,
        since=structs.replace(found.since, origin=older.origin, skipped=older.skipped),
        until=structs.replace(found.until, origin=newer.origin, skipped=newer.skipped),
    )


def _boards(older: Catalog, newer: Catalog, ranking: str, lane: str | None) -> tuple[Board, Board] | None:
    """Both boards; none where the older catalog has no such ranking."""
    if ranking not in older.rankings and ranking in newer.rankings:
        return None
    return rank(older, ranking, lane), rank(newer, ranking, lane)
