"""How the price of a model changed at one provider."""

from msgspec import Struct

from evenhand.records.facts import Id, Offer


class PriceHistory(Struct, frozen=True, kw_only=True):
    """The standard price of a model at one provider, oldest first: each offer holds from its day until the next one.

    All have a first day. `until` is the last day that is drawn: the catalog's date, or the first day on which the last
    price no longer holds. Empty `offers` where no provider has dated prices. `others` is how many more providers have
    dated prices of this model.
    """

    date: str
    version: str
    model: Id
    name: str
    provider: str = ""
    provider_name: str = ""
    until: str = ""
    offers: tuple[Offer, ...] = ()
    others: int = 0
