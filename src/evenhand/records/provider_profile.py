"""Who serves models: the providers, and one provider with its offers and who else serves the same."""

from msgspec import Struct

from evenhand.records.estimates import RankPlace
from evenhand.records.facts import Id, Offer, Provider, Speed


class ServedModel(Struct, frozen=True, kw_only=True):
    """A model at this provider: its standard offer of today, and who else serves it.

    `blended` is US dollars per million tokens, three input to one output. `others` is how many other providers' prices
    are known. `cheapest` is the lowest blended price of all of them, at the provider `cheapest_at`; `times` is this
    provider's price over that one, 1 where it is the cheapest, None where either is unknown or the cheapest is free
    and this one is not. `speed` is the newest measurement at this provider.
    """

    model: Id
    name: str
    lab_name: str
    offer: Offer
    blended: float | None = None
    others: int = 0
    cheapest: float | None = None
    cheapest_at: str = ""
    times: float | None = None
    speed: Speed | None = None
    place: RankPlace | None = None
    retired: bool = False


class ProviderLine(Struct, frozen=True, kw_only=True):
    """A provider in the list of all; `cheapest` counts models of which no other known price is lower.

    Only models that at least two providers serve are counted there, as `shared`. `past` counts models whose prices
    here have all ended or were not seen for half a year.
    """

    id: Id
    name: str
    lab: str
    models: int
    shared: int
    cheapest: int
    past: int
    measured: int


class ProviderList(Struct, frozen=True, kw_only=True):
    """All providers, those that serve most models first. `date` and `version` are the catalog's."""

    date: str
    version: str
    providers: tuple[ProviderLine, ...]


class ProviderProfile(Struct, frozen=True, kw_only=True):
    """One provider: what it serves today, ranked models first, and what it no longer serves or no list shows.

    `names` tells how the ids of other providers, sources and past models read.
    """

    date: str
    version: str
    provider: Provider
    line: ProviderLine
    models: tuple[ServedModel, ...]
    past: tuple[Id, ...] = ()
    names: dict[str, str]
