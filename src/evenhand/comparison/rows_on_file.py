"""The rows of the catalog that a reader asks for: scores and prices, as they stand on file."""

from collections.abc import Collection, Iterable
from itertools import chain
from typing import get_args

from evenhand.catalog import naming
from evenhand.catalog.as_of import offers_in_force
from evenhand.catalog.catalog import Catalog
from evenhand.catalog.closed_lists import one_of, text_given
from evenhand.catalog.nearest import nearest
from evenhand.comparison.find import provider_of
from evenhand.errors import UnknownCategory, UnknownName, UnknownSource
from evenhand.records.facts import CATEGORIES, TRACKED, Observation, Offer, Tier


def scores_on_file(
    catalog: Catalog,
    *,
    model: str = "",
    benchmark: str = "",
    source: str = "",
    category: str = "",
    tier: Tier | None = None,
) -> tuple[Observation, ...]:
    """Every observation of a model, on a benchmark, from a source, of a category, of a tier; all where none is named.

    `model@effort` asks for one effort. In the order of the files, model after model.

    Raises:
        UnknownModel: no model has this name, or none of its scores this effort.
        UnknownBenchmark: no benchmark has this name.
        UnknownSource: no source has this id.
        UnknownCategory: there is no such category.
        BadChoice: there is no such tier.

    """
    if tier is not None:
        one_of("tier", tier, get_args(Tier))
    who = naming.subject(catalog, model) if model else None
    test = naming.benchmark(catalog, benchmark).id if benchmark else ""
    _check(source, catalog.sources, UnknownSource)
    _check(category, (*CATEGORIES, *TRACKED), UnknownCategory)
    of_model = catalog.observations_of.get(who.model.id, {}).values() if who else ()
    rows: Iterable[Observation] = chain.from_iterable(of_model) if who else catalog.observations
    return tuple(
        row
        for row in rows
        if test in ("", row.benchmark)
        and source in ("", row.source)
        and tier in (None, row.tier)
        and (who is None or who.effort in ("", row.effort))
        and (not category or catalog.benchmarks[row.benchmark].category == category)
    )


def prices_on_file(
    catalog: Catalog, *, model: str = "", provider: str = "", current: bool = False
) -> tuple[Offer, ...]:
    """Every price of a model, at a provider; with `current` only those that are in force on the catalog's date.

    Raises:
        UnknownModel: no model has this name.
        UnknownProvider: no provider has this id or name.

    """
    who = naming.resolve(catalog, model).id if model else ""
    host = provider_of(catalog, provider) if provider else ""
    rows = offers_in_force(catalog) if current else catalog.offers
    return tuple(row for row in rows if who in ("", row.model) and host in ("", row.provider))


def _check(name: str, known: Collection[str], error: type[UnknownName]) -> None:
    text_given(error.kind, name)
    if name and name not in known:
        raise error(name, nearest(name, known))
