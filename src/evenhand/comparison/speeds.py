"""The speed of a model that counts, and the one that is too old to count."""

import re
from collections.abc import Iterable

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.dates import days_between
from evenhand.records.facts import Model, Speed
from evenhand.records.operations import OldSpeed
from evenhand.records.ranking import Thresholds

OWN_RUN = "own run"
SPEED_DAYS = Thresholds().speed_days
# How the methods of own measurements say that nothing else was asked at the same time.
ALONE = re.compile(r"\brequests at once 1\b")


def known_speed(catalog: Catalog, model: Model, days: int = SPEED_DAYS) -> Speed | None:
    """The newest measurement of at most `days` before the catalog's date; without one, what a comparison site prints.

    What a site prints is marked as that.
    """
    rows = (public_speeds(catalog, model.id), printed_speeds(catalog, model))
    recent = ([row for row in some if age(row, catalog.date) <= days] for some in rows)
    return next((_newest(catalog, model, some) for some in recent if some), None)


def old_speed(catalog: Catalog, model: Model, days: int = SPEED_DAYS) -> OldSpeed | None:
    """The newest measurement where none is young enough to count, with its age."""
    measured = public_speeds(catalog, model.id)
    if not measured or known_speed(catalog, model, days):
        return None
    newest = _newest(catalog, model, measured)
    return OldSpeed(speed=newest, days=age(newest, catalog.date))


def public_speeds(catalog: Catalog, model: str) -> tuple[Speed, ...]:
    """The measurements of others: one's own decide nothing."""
    rows = catalog.speeds_of.get(model, ())
    return tuple(row for row in rows if not _is_own(catalog, row)) if rows else ()


def own_speeds(catalog: Catalog, model: str) -> tuple[Speed, ...]:
    """The measurements of one's own, the newest first."""
    rows = (row for row in catalog.speeds_of.get(model, ()) if _is_own(catalog, row))
    return tuple(sorted(rows, key=lambda row: (row.measured or row.retrieved, row.method), reverse=True))


def _is_own(catalog: Catalog, row: Speed) -> bool:
    source = catalog.sources.get(row.source)
    return source is not None and source.kind == OWN_RUN


def age(speed: Speed, day: str) -> int:
    """Days from a measurement to a day (ISO text)."""
    return days_between(speed.measured or speed.retrieved, day)


def _newest(catalog: Catalog, model: Model, rows: Iterable[Speed]) -> Speed:
    """The newest; of one day the lab's own, then one measured by single requests, then that of most requests."""
    labs = {name: provider.lab for name, provider in catalog.providers.items()}
    return max(
        rows,
        key=lambda row: (
            row.measured or row.retrieved,
            labs.get(row.provider) == model.lab,
            bool(ALONE.search(row.method)),
            row.n or 0,
            row.source,
            row.provider,
            row.region,
        ),
    )


def printed_speeds(catalog: Catalog, model: Model) -> tuple[Speed, ...]:
    """What comparison sites print of a model's speed, marked as that."""
    return tuple(
        Speed(
            model=model.id,
            source=listing.source,
            retrieved=listing.retrieved,
            tokens_per_second=listing.tokens_per_second,
            first_token_seconds=listing.first_token_seconds,
            method=f"as printed by {catalog.sources[listing.source].name}; no method stated",
            link=listing.link,
            file=listing.file,
            line=listing.line,
        )
        for listing in catalog.listings_of.get(model.id, ())
        if listing.tokens_per_second or listing.first_token_seconds
    )
