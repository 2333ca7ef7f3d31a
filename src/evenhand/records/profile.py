"""One model with everything that the catalog says of it."""

from msgspec import Struct

from evenhand.records.facts import Lab, Listing, Model, Observation, Offer, Speed


class ModelProfile(Struct, frozen=True, kw_only=True):
    """Facts, offers, speeds, listings and scores; scores by category and benchmark, preferred first."""

    date: str
    version: str
    model: Model
    lab: Lab
    observations: tuple[Observation, ...]
    offers: tuple[Offer, ...]
    speeds: tuple[Speed, ...]
    listings: tuple[Listing, ...]
    siblings: tuple[str, ...]
