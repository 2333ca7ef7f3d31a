"""models.dev: the catalogue of providers' current prices and limits, as one SQLite file."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path

import msgspec
from msgspec import Struct

from evenhand.importers.price_import import PriceImport, dollars, far_from_others, price_fault, price_text
from evenhand.records.facts import Offer, Provider, Rejection, Source

SOURCE = "models-dev"
LINK = "https://models.dev/"
STANDARD = """
    SELECT models.provider_id, models.id, models.limit_context, models.limit_output, models.status,
           pricing.min_context, pricing.cost_input, pricing.cost_output,
           pricing.cost_cache_read, pricing.cost_cache_write
    FROM models LEFT JOIN pricing ON pricing.model_full_id = models.full_id
                                 AND pricing.experimental_mode_name IS NULL
    ORDER BY models.full_id, pricing.min_context
"""


class Fetched(Struct, frozen=True):
    """The rows of the file as they are, and the day the file was made."""

    day: str
    rows: tuple[tuple[object, ...], ...]


class Listed(Struct, frozen=True):
    """One standard price of one model at one provider: limits in tokens (0 is unknown), dollars per million tokens."""

    provider: str
    name: str
    context: int
    output_limit: int
    status: str | None
    above: int | None
    input: float | None
    output: float | None
    cache_read: float | None
    cache_write: float | None

    @property
    def full_name(self) -> str:
        """Provider and name, as the source joins them."""
        return f"{self.provider}:{self.name}"


class Catalogue(Struct, frozen=True):
    """All standard prices of one day."""

    day: str
    listed: tuple[Listed, ...]


def fetch(place: Path) -> Fetched:
    """Read the SQLite file `place` without changing it."""
    with closing(sqlite3.connect(f"{place.resolve().as_uri()}?mode=ro", uri=True)) as database:
        made = database.execute("SELECT value FROM metadata WHERE key = 'generated_at'").fetchone()
        return Fetched(str(made[0])[:10], tuple(database.execute(STANDARD).fetchall()))


def parse(fetched: Fetched) -> Catalogue:
    """The rows as records.

    Raises:
        msgspec.ValidationError: a column holds another type than this importer knows.

    """
    names = Listed.__struct_fields__
    rows = [dict(zip(names, row, strict=True)) for row in fetched.rows]
    return Catalogue(fetched.day, tuple(msgspec.convert(rows, list[Listed])))


def translate(
    catalogue: Catalogue, source: Source, providers: Mapping[str, Provider], labs: Mapping[str, str]
) -> PriceImport:
    """Hosts' offers of the models in the source's table; `labs` gives the lab of each model.

    A lab's own price is left to the source with dated history. Providers without a description, and names
    that the table does not hold, are reported in `unmapped`. `since` stays unknown: the file is one day's view.
    """
    offers: list[Offer] = []
    rejections: list[Rejection] = []
    unmapped = set()
    for listed in catalogue.listed:
        model = source.model_names.get(listed.full_name) or source.model_names.get(listed.name)
        if model is None or listed.provider not in providers:
            unmapped.add(listed.full_name)
            continue
        if providers[listed.provider].lab == labs[model]:
            continue
        fault = _fault(listed)
        if fault:
            rejections.append(_rejection(catalogue.day, listed, fault))
        else:
            offers.append(_offer(catalogue.day, listed, model, providers[listed.provider].link))
    kept, far = _within_scale(offers)
    rejections += [_too_far(offer) for offer in far]
    return PriceImport(offers=tuple(kept), rejections=tuple(rejections), unmapped=tuple(sorted(unmapped)))


def _fault(listed: Listed) -> str:
    if listed.status == "deprecated":
        return "deprecated by the host"
    return price_fault(listed.input, listed.output)


def _offer(day: str, listed: Listed, model: str, link: str) -> Offer:
    return Offer(
        provider=listed.provider,
        model=model,
        source=SOURCE,
        checked=day,
        input=dollars(listed.input),
        cached_input=dollars(listed.cache_read),
        cache_write=dollars(listed.cache_write),
        output=dollars(listed.output),
        basis=f"listed on {day}",
        above_tokens=listed.above or 0,
        context_limit=listed.context or None,
        output_limit=listed.output_limit or None,
        link=link,
    )


def _rejection(day: str, listed: Listed, fault: str) -> Rejection:
    return Rejection(
        source=SOURCE,
        date=day,
        reason=fault,
        name=listed.full_name,
        value=price_text(listed.input, listed.output),
        link=LINK,
    )


def _within_scale(offers: Iterable[Offer]) -> tuple[list[Offer], list[Offer]]:
    by_model: dict[str, list[Offer]] = defaultdict(list)
    for offer in offers:
        by_model[offer.model].append(offer)
    kept: list[Offer] = []
    far: list[Offer] = []
    for group in by_model.values():
        inputs = [offer.input or 0 for offer in group]
        outputs = [offer.output or 0 for offer in group]
        for offer in group:
            off_scale = far_from_others(offer.input or 0, inputs) or far_from_others(offer.output or 0, outputs)
            (far if off_scale else kept).append(offer)
    return kept, far


def _too_far(offer: Offer) -> Rejection:
    return Rejection(
        source=SOURCE,
        date=offer.checked,
        reason="unit doubtful",
        name=f"{offer.provider}:{offer.model}",
        value=price_text(offer.input, offer.output),
        link=LINK,
        detail="more than twenty times off the median of the hosts",
    )
