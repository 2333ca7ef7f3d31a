"""Whether a model can still be had once its lab has stopped serving it: the one rule of verdict, search and plots."""

from collections.abc import Iterable

from evenhand.catalog.catalog import Catalog
from evenhand.comparison.opinions import second_opinion
from evenhand.records.facts import Model, Offer
from evenhand.records.operations import StillHad


def ended_by_lab(catalog: Catalog, model: Model) -> bool:
    """Whether the day from which the lab serves the model no more has come."""
    return model.retired is not None and model.retired <= catalog.date


def still_had(catalog: Catalog, model: Model, offers: Iterable[Offer]) -> StillHad:
    """How a model that its lab has ended can be had, its offers of today given; empty where it cannot.

    Open weights can be served by anybody. Else a host counts whose list of that day or later has the model; a second
    opinion does not say on which day a host had it.
    """
    if model.retired is None or not ended_by_lab(catalog, model):
        return ""
    if model.open_weights:
        return "open weights"
    others = (offer for offer in offers if catalog.providers[offer.provider].lab != model.lab)
    later = (one for one in others if one.checked >= model.retired and not second_opinion(catalog, one))
    return "hosts" if any(later) else ""
