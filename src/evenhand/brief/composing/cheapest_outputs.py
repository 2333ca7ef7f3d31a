"""The lowest output price of a model on a day, and where it fell between two: what a reader's limit is held against."""

from collections.abc import Iterable

from msgspec import structs

from evenhand.brief.composing.material import Material
from evenhand.catalog.catalog import Catalog
from evenhand.changes.between import model_of
from evenhand.comparison.operations import current_offers
from evenhand.records.brief import CheapestOutput
from evenhand.records.subscriptions import Watched
from evenhand.records.wording import Sentence
from evenhand.wording.brief import falls_below

KINDS = ("price change", "corrected price", "new offer")


def cheapest_output(model: str, catalog: Catalog) -> tuple[float | None, str]:
    """The lowest output price of a catalog's date and who has it; None and nobody where none is known."""
    known = catalog.models.get(model)
    offers = current_offers(catalog, known) if known else ()
    priced = [(offer.output, offer.provider) for offer in offers if offer.output is not None]
    return min(priced, default=(None, ""))


def cheapest_outputs(material: Material) -> dict[str, CheapestOutput]:
    """By model the lowest output prices of the first and the last day, where it fell or was unknown before."""
    changes = material.changes
    models = sorted({model_of(one) for one in material.of(KINDS)})
    older = _prices_on(changes.since.date, models, material.older)
    newer = _prices_on(changes.until.date, models, material.newer)
    found: dict[str, CheapestOutput] = {}
    for model in models:
        (before, _), (after, provider) = cheapest_output(model, older), cheapest_output(model, newer)
        if after is not None and (before is None or after < before):
            found[model] = CheapestOutput(before=before, after=after, provider=provider)
    return found


def fell_to(watched: Watched, found: CheapestOutput | None) -> tuple[Sentence, ...]:
    """That the lowest output price fell to a reader's limit; nothing where it was there before."""
    if found is None or watched.below is None or found.after > watched.below:
        return ()
    if found.before is not None and found.before <= watched.below:
        return ()
    return (falls_below(found.after, watched.below),)


def _prices_on(day: str, models: Iterable[str], catalog: Catalog) -> Catalog:
    """The catalog as of its own day; of another day one with no more than the offers of these models."""
    if catalog.date == day:
        return catalog
    offers = [offer for model in models for offer in catalog.offers_of.get(model, ())]
    return structs.replace(catalog, date=day, offers=offers)
