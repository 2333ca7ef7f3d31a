"""What a change of a price does to the examples of a workload: a month at that offer before and after."""

from collections.abc import Iterator

from evenhand.brief.composing.lines import MAIN
from evenhand.brief.composing.material import Material
from evenhand.catalog.as_of import TERMS, in_force
from evenhand.catalog.catalog import Catalog
from evenhand.changes.evidence import of_offer
from evenhand.changes.prices import AMOUNTS
from evenhand.comparison.cost import offer_cost
from evenhand.comparison.workload_presets import PRESETS
from evenhand.records.brief import MonthlyCost
from evenhand.records.changes import Evidence, PriceChange
from evenhand.records.facts import Offer
from evenhand.records.operations import Workload
from evenhand.records.wording import Sentence
from evenhand.wording.brief import effect_words

# The example that a line tells of where a reader has chosen none.
USUAL = "chat"


def monthly_costs(change: PriceChange, material: Material) -> tuple[MonthlyCost, ...]:
    """A month of each example that the price applies to, where both prices are known and differ there.

    Nothing of a price that holds at some hours alone, and nothing of a request that the offer cannot take.
    """
    older, newer = material.older, material.newer
    was = _offer(change, change.was, (older, newer), after=False)
    now = _offer(change, change.now, (newer, older), after=True)
    if not (was and now) or change.hours:
        return ()
    return tuple(_costs(change, was, now, newer))


def effect_of(costs: tuple[MonthlyCost, ...], workload: str = "") -> tuple[Sentence, ...]:
    """What is said of it: of the reader's example, else of the usual one; nothing where the price does not apply."""
    wanted = workload or USUAL
    return tuple(effect_words(PRESETS[one.preset], one) for one in costs if one.preset == wanted)


def _costs(change: PriceChange, was: Offer, now: Offer, newer: Catalog) -> Iterator[MonthlyCost]:
    model = newer.models[change.model]
    for name, preset in PRESETS.items():
        if not _applies(change, preset.workload, newer):
            continue
        before, after = (offer_cost(model, offer, preset.workload) for offer in (was, now))
        unknown = before.cached_at_full is not after.cached_at_full
        if after.fits is False or before.per_month == after.per_month or (unknown and not _known_moved(change)):
            continue
        if before.per_month is not None and after.per_month is not None:
            yield MonthlyCost(preset=name, before=before.per_month, after=after.per_month, cache_unknown=unknown)


def _known_moved(change: PriceChange) -> bool:
    """Whether the price of input or output changed, and not only what is known of the cache."""
    return any(one.name in MAIN for one in change.amounts)


def _applies(change: PriceChange, workload: Workload, newer: Catalog) -> bool:
    """Whether a request of this length is charged at this row: long enough, and no longer tier reached."""
    above = max((one.above_tokens for one in _tiers(change, newer) if workload.input > one.above_tokens), default=0)
    return above == change.above_tokens


def _tiers(change: PriceChange, newer: Catalog) -> Iterator[Offer]:
    names = tuple(name for name in TERMS if name != "above_tokens")
    for offer in newer.offers_of.get(change.model, ()):
        if all(getattr(offer, name) == getattr(change, name) for name in names) and in_force(offer, change.day):
            yield offer


def _offer(change: PriceChange, at: Evidence | None, catalogs: tuple[Catalog, ...], *, after: bool) -> Offer | None:
    """The row of one side of a change: of the same terms, standing at its evidence, with its prices."""
    rows = (row for one in catalogs for row in one.offers_of.get(change.model, ()) if at)
    return next(
        (
            row
            for row in rows
            if all(getattr(row, name) == getattr(change, name) for name in TERMS)
            and of_offer(row) == at
            and _has_prices(row, change, after=after)
        ),
        None,
    )


def _has_prices(row: Offer, change: PriceChange, *, after: bool) -> bool:
    fields = {name: field for field, name in AMOUNTS.items()}
    return all(getattr(row, fields[one.name]) == (one.after if after else one.before) for one in change.amounts)
