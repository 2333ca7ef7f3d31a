"""Places of a ranking's lanes, computed once for each catalog and kept under what they were computed from."""

from collections.abc import Callable
from hashlib import blake2b
from typing import TypeVar

import msgspec
from msgspec import structs

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.naming import Subject
from evenhand.catalog.recent import Recent
from evenhand.catalog.rows import OnDemand
from evenhand.catalog.snapshot import remembered
from evenhand.comparison.benchmark_states import EVEN, benchmark_states
from evenhand.comparison.board import Places, places, reweighted_places
from evenhand.comparison.overall import weights_of
from evenhand.comparison.own_weights import rules_key
from evenhand.comparison.standing import Standing, standing
from evenhand.records.ranking import Ranking
from evenhand.scoring.classic import classic_places

VERIFIED = "verified"
CLASSIC = "classic"
MOST_RECENT = 32

Found = TypeVar("Found")


def warm(catalog: Catalog) -> None:
    """Work out, or read, what the first answers of the shipped rankings rest on in the default lane: some seconds.

    A server calls this in a thread of its own when it starts; whoever asks meanwhile waits for the same work.
    """
    ranking = catalog.rankings[EVEN]
    benchmark_states(catalog)
    known_places(catalog, ranking, ranking.default_lane)
    classic = catalog.rankings.get(CLASSIC)
    if classic and classic.needs_citation:
        classic_places_of(catalog, classic, classic.needs_citation[0])


def known_places(catalog: Catalog, ranking: Ranking, lane: str) -> dict[str, Places]:
    """Places by lane: of this lane, and of the verified lane where the ranking has one."""
    lanes = dict.fromkeys((lane, *(name for name in ranking.lanes if name == VERIFIED)))
    return {name: places_of(catalog, ranking, name) for name in lanes}


def places_of(catalog: Catalog, ranking: Ranking, lane: str) -> Places:
    """One lane's places, from the cache when the catalog and the ranking are the same.

    Under a reader's own weights only the overall board is worked out anew, and kept for a while: there are too many.
    """
    return _once_if_shipped(catalog, "places", ranking, lane, lambda: _places_of(catalog, ranking, lane))


def _places_of(catalog: Catalog, ranking: Ranking, lane: str) -> Places:
    shipped = catalog.rankings.get(ranking.id)
    shipped = shipped and structs.replace(shipped, chance_corrected=ranking.chance_corrected)
    if shipped is None or rules_key(shipped) != rules_key(ranking):
        return places(catalog, ranking, lane)
    if shipped != ranking:
        known: Recent[Places] = catalog.lately("places under own weights", MOST_RECENT)
        key = ranking.id, lane, ranking.chance_corrected, *weights_of(ranking).items()
        return known.of(key, lambda: reweighted_places(places_of(catalog, shipped, lane), catalog, ranking, lane))
    found = remembered(catalog, _name("places", ranking, lane), Places, lambda: places(catalog, ranking, lane))
    if catalog.models.keys() <= found.standings.keys():
        return found
    with_own: Recent[Places] = catalog.lately("places with own models", MOST_RECENT)
    return with_own.of((ranking.id, lane, ranking.chance_corrected), lambda: _with_own(found, catalog, ranking, lane))


def _with_own(found: Places, catalog: Catalog, ranking: Ranking, lane: str) -> Places:
    """The same places, with the standing of models that only runs of one's own know: these have no place."""

    def make(name: str) -> Standing:
        kept = found.standings
        return kept[name] if name in kept else standing(catalog, Subject(catalog.models[name]), ranking, lane)

    return Places(found.boards, OnDemand(catalog.models, make))


def classic_places_of(catalog: Catalog, ranking: Ranking, lane: str) -> dict[str, int]:
    """One lane's places by the classic rules, likewise."""

    def make() -> dict[str, int]:
        name = _name("classic-places", ranking, lane)
        return remembered(catalog, name, dict[str, int], lambda: classic_places(catalog, ranking, lane))

    return _once_if_shipped(catalog, "classic places", ranking, lane, make)


def _once_if_shipped(catalog: Catalog, what: str, ranking: Ranking, lane: str, make: Callable[[], Found]) -> Found:
    """A ranking that is the catalog's own needs no hash of its rules to be known again."""
    if catalog.rankings.get(ranking.id) is not ranking:
        return make()
    known: Recent[Found] = catalog.lately(f"{what} of shipped rankings", MOST_RECENT)
    return known.of((ranking.id, lane), make)


def _name(what: str, ranking: Ranking, lane: str) -> str:
    rules = blake2b(msgspec.msgpack.encode(ranking), digest_size=6).hexdigest()
    return f"{what}-{ranking.id}-{lane}-{rules}"
