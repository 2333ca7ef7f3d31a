"""The header and operations cells of a classic page: as a site lists a model, else from the catalog's own facts."""

from msgspec import structs

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.recent import Recent
from evenhand.comparison.known_places import classic_places_of
from evenhand.comparison.operations import current_offers
from evenhand.comparison.speeds import SPEED_DAYS, age, public_speeds
from evenhand.records.classic import ClassicSide, ClassicValue
from evenhand.records.facts import Listing, Offer, Speed
from evenhand.records.ranking import Ranking
from evenhand.scoring.classic import ClassicStanding, rounded

MOST_RECENT = 2000
SUFFIXES = {"K": 1_000, "M": 1_000_000}


def classic_sides(
    catalog: Catalog, left: ClassicStanding, right: ClassicStanding, ranking: Ranking
) -> tuple[ClassicSide, ClassicSide]:
    """Both sides' cells: as one site lists the two where it lists both, else from our own facts; never mixed.

    The overall is rounded to the integer that a page prints. Places are in the lane that needs citations.
    """
    listings = common_listings(catalog, left.model, right.model)
    if listings:
        facts = [catalog.models[own.model].reasoning for own in (left, right)]
        one, other = _listed(_header(left), listings[0]), _listed(_header(right), listings[1])
        return structs.replace(one, facts_reasoning=facts[0]), structs.replace(other, facts_reasoning=facts[1])
    places = _own_places(catalog, (left.model, right.model), ranking)
    days = ranking.thresholds.speed_days
    first, second = (_own(_header(own), catalog, own.model, days) for own in (left, right))
    return structs.replace(first, position=places[0]), structs.replace(second, position=places[1])


def common_listings(catalog: Catalog, left: str, right: str) -> tuple[Listing, Listing] | None:
    """The newest listings of both models on one comparison site; None where no site lists both."""
    lefts, rights = _newest_by_source(catalog, left), _newest_by_source(catalog, right)
    both = [(lefts[source], rights[source]) for source in sorted(lefts.keys() & rights.keys())]
    return max(both, key=lambda rows: max(row.retrieved for row in rows), default=None)


def lab_offer(catalog: Catalog, model: str) -> Offer | None:
    """What the model's own lab asks at the catalog's date, standard mode and any prompt length; None if unknown."""
    facts = catalog.models[model]
    own = (offer for offer in current_offers(catalog, facts) if catalog.providers[offer.provider].lab == facts.lab)
    return next(own, None)


def newest_speed(catalog: Catalog, model: str, days: int = SPEED_DAYS) -> Speed | None:
    """The newest speed measurement of at most `days` before the catalog's date; None where there is none."""
    speeds = (row for row in public_speeds(catalog, model) if age(row, catalog.date) <= days)
    return max(speeds, key=lambda row: (row.measured or row.retrieved, row.source, row.provider), default=None)


def window_text(tokens: int) -> str:
    """`16K`, `128K` (128,000 and 131,072 alike), `256K`, `400K`, `1M`, `1.05M`."""
    if tokens < 1_000:
        return str(tokens)
    if tokens >= 999_500:
        return f"{rounded(tokens / 1_000_000, 2):g}M"
    if tokens % 1_000 and tokens % 1_024 == 0:
        return f"{tokens // 1_024}K"
    return f"{rounded(tokens / 1_000, 0):g}K"


def window_size(text: str) -> int | None:
    """Tokens of a printed window, read decimally: `1.05M` is 1,050,000; None where it is no size."""
    number, factor = (text[:-1], SUFFIXES[text[-1]]) if text[-1:] in SUFFIXES else (text, 1)
    try:
        return round(float(number) * factor)
    except (ValueError, OverflowError):
        return None


def _printed(overall: ClassicValue) -> ClassicValue:
    return structs.replace(overall, value=rounded(overall.value, 0))


def _header(standing: ClassicStanding) -> ClassicSide:
    return ClassicSide(
        overall=standing.overall and _printed(standing.overall),
        benchmarks=standing.seen,
        categories=standing.seen_categories,
        dots=standing.dots,
        ranked=standing.ranked,
    )


def _newest_by_source(catalog: Catalog, model: str) -> dict[str, Listing]:
    rows = sorted(catalog.listings_of.get(model, ()), key=lambda row: row.retrieved)
    return {row.source: row for row in rows}


def _own_places(catalog: Catalog, models: tuple[str, str], ranking: Ranking) -> tuple[str, str]:
    """Numbers or `unranked`; empty where the ranking has no lane that needs citations."""
    if not ranking.needs_citation:
        return "", ""
    places = classic_places_of(catalog, ranking, ranking.needs_citation[0])
    return str(places.get(models[0], "unranked")), str(places.get(models[1], "unranked"))


def _listed(header: ClassicSide, listing: Listing) -> ClassicSide:
    tokens = listing.context_tokens
    return structs.replace(
        header,
        position=listing.verified_position.removeprefix("#"),
        input=listing.input,
        output=listing.output,
        tokens_per_second=listing.tokens_per_second,
        first_token_seconds=listing.first_token_seconds,
        context=listing.context or (window_text(tokens) if tokens else ""),
        context_tokens=tokens or window_size(listing.context),
        reasoning=listing.reasoning,
        listed_by=listing.source,
        listed_on=listing.retrieved,
    )


def _own(header: ClassicSide, catalog: Catalog, model: str, days: int) -> ClassicSide:
    known: Recent[ClassicSide] = catalog.lately("classic cells", MOST_RECENT)
    return known.of((header, model, days), lambda: _from_facts(header, catalog, model, days))


def _from_facts(header: ClassicSide, catalog: Catalog, model: str, days: int) -> ClassicSide:
    offer, speed = lab_offer(catalog, model), newest_speed(catalog, model, days)
    facts = catalog.models[model]
    return structs.replace(
        header,
        input=offer and offer.input,
        output=offer and offer.output,
        tokens_per_second=speed and speed.tokens_per_second,
        first_token_seconds=speed and speed.first_token_seconds,
        context=window_text(facts.context_window) if facts.context_window else "",
        context_tokens=facts.context_window,
        reasoning=facts.reasoning,
        facts_reasoning=facts.reasoning,
    )
