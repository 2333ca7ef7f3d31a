"""All changes between two catalogs, sorted and counted: the one function behind the command."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import structs

from evenhand.catalog.catalog import Catalog
from evenhand.changes.descriptions import description_changes
from evenhand.changes.evidence import of_rejection
from evenhand.changes.places import day_board, place_changes
from evenhand.changes.prices import offers_checked_again, price_changes
from evenhand.changes.scores import score_changes
from evenhand.records.board import Board
from evenhand.records.changes import (
    KINDS,
    CatalogChanges,
    Change,
    Edition,
    PlaceChange,
    PriceChange,
    RejectionChange,
    ScoreChange,
)
from evenhand.records.facts import Rejection
from evenhand.records.ranking import Ranking

RANK = {kind: place for place, kind in enumerate(KINDS)}


def changes_between(older: Catalog, newer: Catalog, boards: tuple[Board, Board] | None = None) -> CatalogChanges:
    """What changed from the older catalog to the newer one; `boards` are theirs, in this order, or none.

    A row that only moved to another line or file is no change.
    """
    scores = score_changes(older, newer)
    found: list[Change] = [
        *description_changes(older, newer),
        *scores.changes,
        *price_changes(older, newer),
        *_rejections(older, newer),
    ]
    if boards:
        before, after = (day_board(one, of.date) for one, of in zip(boards, (older, newer), strict=True))
        new = Counter(one.model for one in scores.changes if one.kind in {"new score", "newer score"})
        found += place_changes(before, after, new)
    return counted(
        CatalogChanges(
            since=Edition(date=older.date, version=older.version),
            until=Edition(date=newer.date, version=newer.version),
            changes=tuple(found),
            counts={},
            checked_again=scores.checked_again + offers_checked_again(older, newer),
            restated=scores.restated,
            other_rules=boards is not None and _other_rules(older, newer, boards[1].snapshot.ranking),
            names=names_of(older) | names_of(newer),
        )
    )


def chosen(report: CatalogChanges, model: str = "", kinds: Iterable[str] = ()) -> CatalogChanges:
    """The same report with the changes of one model, or of some kinds, alone; empty for all."""
    wanted = frozenset(kinds)
    kept = (
        one for one in report.changes if (not model or model_of(one) == model) and (not wanted or one.kind in wanted)
    )
    return counted(structs.replace(report, changes=tuple(kept)))


def model_of(change: Change) -> str:
    """The model that a change is about; empty where it is about none of ours."""
    if isinstance(change, ScoreChange | PriceChange | PlaceChange):
        return change.model
    if isinstance(change, RejectionChange):
        return ""
    return change.id if change.thing == "model" else ""


def counted(report: CatalogChanges) -> CatalogChanges:
    """The report with its changes in order, and counted by kind."""
    ordered = sorted(report.changes, key=lambda one: (RANK[one.kind], -_size(one), model_of(one), _what(one)))
    ordered.sort(key=lambda one: one.day, reverse=True)
    met = Counter(one.kind for one in ordered)
    counts = {kind: met[kind] for kind in KINDS if met[kind]}
    return structs.replace(report, changes=tuple(ordered), counts=counts)


def _size(change: Change) -> float:
    """How large a change of prices, in per cent, or of places is; 0 for all others."""
    if isinstance(change, PriceChange):
        return max((abs(one.percent) for one in change.amounts if one.percent is not None), default=0.0)
    if not isinstance(change, PlaceChange):
        return 0.0
    before, after = change.among or (change.before, change.after)
    return abs(before.place - after.place) if before and after else 0.0


def _what(change: Change) -> tuple[str, ...]:
    """All other words of a change, so that its order is the same in every run."""
    names = ("id", "field", "benchmark", "provider", "source", "mode", "hours", "name", "value", "reason", "lane")
    more = (str(getattr(change, "above_tokens", "")), *getattr(change, "conditions", ()))
    return (*(str(getattr(change, name, "")) for name in names), *more)


def _rejections(older: Catalog, newer: Catalog) -> Iterator[RejectionChange]:
    """Rows of the newer ledger that the older one has not, as often as they stand there."""
    known = Counter(map(_said, older.rejections))
    for row in newer.rejections:
        said = _said(row)
        if known[said]:
            known[said] -= 1
            continue
        yield RejectionChange(
            day=row.date,
            source=row.source,
            name=row.name,
            benchmark=row.benchmark,
            value=row.value,
            reason=row.reason,
            now=of_rejection(row),
        )


def _other_rules(older: Catalog, newer: Catalog, ranking: str) -> bool:
    """Whether the rules of one ranking differ; what it is called and what is told about it are no rules."""
    return _rules(older.rankings.get(ranking)) != _rules(newer.rankings.get(ranking))


def _rules(ranking: Ranking | None) -> Ranking | None:
    return structs.replace(ranking, name="", about="") if ranking else None


def _said(row: Rejection) -> tuple[str, ...]:
    return row.source, row.name, row.benchmark, row.value, row.reason, row.detail


def names_of(catalog: Catalog) -> dict[str, str]:
    """Names by kind and id, as an id may be that of a model and of a source."""
    tables: dict[str, Mapping[str, Any]] = {
        "model": catalog.models,
        "benchmark": catalog.benchmarks,
        "provider": catalog.providers,
        "source": catalog.sources,
        "ranking": catalog.rankings,
    }
    return {f"{kind}/{name}": record.name for kind, table in tables.items() for name, record in table.items()}
