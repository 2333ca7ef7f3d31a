"""The catalog as of a day: what had been published, measured or read by then, and the prices that had begun."""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from msgspec import structs

from evenhand.catalog.catalog import Catalog
from evenhand.records.as_of import View
from evenhand.records.facts import Model, Observation, Offer, Speed

TERMS = ("provider", "model", "mode", "above_tokens", "hours", "source")
ENDLESS = "9999-12-31"


def as_of(catalog: Catalog, day: str) -> Catalog:
    """The catalog as of a day (ISO text, year-month-day); as it is from its own date on.

    A row counts from the day on which it could be known: what its source states, at the latest the day on which the
    source was read. Prices that ended before stay as history. Descriptions, but for retirement, are those of today.
    """
    if day >= catalog.date:
        return catalog
    rows: dict[str, list[Any]] = {
        "observations": [row for row in catalog.observations if known_by(row) <= day],
        "offers": [_on(row, day) for row in catalog.offers if offer_known_by(row) <= day],
        "speeds": [row for row in catalog.speeds if speed_known_by(row) <= day],
        "listings": [row for row in catalog.listings if row.retrieved <= day],
        "facts": [row for row in catalog.facts if row.checked <= day],
    }
    spoken_of = {row.model for group in rows.values() for row in group}
    models = {
        name: _model(model, day) for name, model in catalog.models.items() if _there(model, day, name in spoken_of)
    }
    return structs.replace(
        catalog,
        date=day,
        version=f"{catalog.version}-{day}",
        whole=catalog.whole or catalog,
        models=models,
        rejections=[row for row in catalog.rejections if row.date <= day],
        votes=[row for row in catalog.votes if _known(row.measured, catalog.sources[row.source].retrieved) <= day],
        **{name: [row for row in group if row.model in models] for name, group in rows.items()},
    )


def view(catalog: Catalog, seen: Catalog, day: str) -> View:
    """What is to be said of a view of a catalog: `seen` is the catalog as of the day."""
    return View(
        day=day,
        date=catalog.date,
        scores=len(seen.observations),
        undated=sum(not (row.published or row.measured) for row in seen.observations),
        models=len(seen.models),
    )


def in_force(offer: Offer, day: str) -> bool:
    """Whether an offer has begun and is not over on a day (ISO text); an unknown start has begun."""
    begun = offer.since is None or offer.since <= day
    return begun and (offer.until is None or day < offer.until)


def offers_in_force(catalog: Catalog) -> Iterator[Offer]:
    """The offers in force on the catalog's date, one a provider, model, mode, prompt length, hours and source."""
    held: dict[tuple[object, ...], list[Offer]] = {}
    for offer in catalog.offers:
        held.setdefault(tuple(getattr(offer, name) for name in TERMS), []).append(offer)
    return (newest for rows in held.values() if (newest := newest_in_force(rows, catalog.date)))


def newness(offer: Offer) -> tuple[str, str]:
    """Which of several prices in force counts, the greatest: begun last, and of these checked last."""
    return offer.since or "", offer.checked


def newest_in_force(rows: Iterable[Offer], day: str) -> Offer | None:
    """Of the rows of one offer the one that counts on a day: in force, begun last, and of these checked last."""
    return max((row for row in rows if in_force(row, day)), key=newness, default=None)


def known_by(seen: Observation) -> str:
    """The day by which a score was known: published or else measured, at the latest read."""
    return _known(seen.published or seen.measured, seen.retrieved)


def offer_known_by(offer: Offer) -> str:
    """The day by which a price was known: its first day, or the day of its check where it was announced before.

    Without a stated first day, the day on which it was first seen, else checked.
    """
    return min(offer.since, offer.checked) if offer.since else offer.seen or offer.checked


def speed_known_by(speed: Speed) -> str:
    """The day by which a speed was known: measured, at the latest read."""
    return _known(speed.measured, speed.retrieved)


def last_day(text: str) -> str:
    """The last day of an ISO day, month or year: `2026-02` is `2026-02-28`."""
    if len(text) == len("2026"):
        return f"{text}-12-31"
    if len(text) == len("2026-02"):
        return f"{text}-{monthrange(int(text[:4]), int(text[5:]))[1]}"
    return text


def eve(text: str) -> str:
    """The day before an ISO month or year begins, so that all of its days are after it; a day as it is.

    Raises:
        ValueError: it begins on no day of the calendar.

    """
    if len(text) >= len("2026-02-01"):
        return text
    first = date.fromisoformat(text + "-01-01"[len(text) - len("2026") :])
    return date.fromordinal(max(first.toordinal() - 1, 1)).isoformat()


def _known(stated: str | None, read: str) -> str:
    return min(last_day(stated), read) if stated else read


def _on(offer: Offer, day: str) -> Offer:
    """The offer without an end that was not yet known."""
    learned = offer.until is not None and offer.until > day and offer.checked > day
    return structs.replace(offer, until=None) if learned else offer


def _there(model: Model, day: str, spoken_of: bool) -> bool:  # noqa: FBT001 - one of two reasons
    """Released by then; with a day that is unknown or not exact, also where anything had been said of it."""
    if model.released and last_day(model.released) <= day:
        return True
    return spoken_of and (model.released is None or model.released <= day)


def _model(model: Model, day: str) -> Model:
    """The model without a retirement that was not yet known."""
    if model.retired is None or model.retired <= day or _said_by(model, "retired") <= day:
        return model
    return structs.replace(model, retired=None)


def _said_by(model: Model, field: str) -> str:
    return min((one.checked for one in model.stated if field in one.fields), default=ENDLESS)
