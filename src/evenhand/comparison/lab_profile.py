"""Labs: the one function behind their pages and their JSON."""

from collections.abc import Iterable, Iterator

from evenhand.catalog import naming
from evenhand.catalog.as_of import last_day, offer_known_by
from evenhand.catalog.catalog import Catalog
from evenhand.comparison.estimates import category_estimate, estimates_of
from evenhand.comparison.find import lab_of
from evenhand.comparison.known_places import places_of
from evenhand.comparison.model_summary import model_summaries
from evenhand.comparison.snapshot import snapshot_of
from evenhand.records.lab_profile import CategoryBest, LabLine, LabList, LabProfile
from evenhand.records.model_summary import ModelSummary
from evenhand.records.ranking import Ranking

UNPLACED = 10_000


def lab_list(catalog: Catalog, ranking: str = "even", lane: str | None = None) -> LabList:
    """All labs that made a model here.

    Raises:
        UnknownRanking: no such ranking.
        UnknownLane: the ranking has no such lane.

    """
    rules = naming.ranking(catalog, ranking)
    lane = naming.lane(rules, lane)
    lines = [_line(catalog, name, models) for name, models in _by_lab(catalog, rules, lane).items()]
    lines.sort(key=lambda line: (_place(line.best), -line.models, line.name.casefold()))
    return LabList(snapshot=snapshot_of(catalog, rules, lane), labs=tuple(lines))


def lab_profile(catalog: Catalog, lab: str, ranking: str = "even", lane: str | None = None) -> LabProfile:
    """One lab, by id or name.

    Raises:
        UnknownLab: none is called so; holds the nearest ids.
        UnknownRanking: no such ranking.
        UnknownLane: the ranking has no such lane.

    """
    name = lab_of(catalog, lab)
    rules = naming.ranking(catalog, ranking)
    lane = naming.lane(rules, lane)
    models = _by_lab(catalog, rules, lane).get(name, ())
    newest, undated = _newest(models), [one for one in models if not one.released]
    return LabProfile(
        snapshot=snapshot_of(catalog, rules, lane),
        lab=catalog.labs[name],
        models=tuple(one for one in models if not one.retired),
        retired=tuple(one for one in models if one.retired),
        best=tuple(_best(catalog, rules, lane, models)),
        newest=newest,
        undated=len(undated),
        priced_later=sum(_first_price(catalog, one.model) > last_day(newest) for one in undated) if newest else 0,
        provider=next((one.id for one in catalog.providers.values() if one.lab == name), ""),
    )


def _by_lab(catalog: Catalog, ranking: Ranking, lane: str) -> dict[str, tuple[ModelSummary, ...]]:
    """The models of each lab, ranked ones first, then the newest first; sorted out once for a catalog."""
    key = ("models by lab", ranking.id, lane)
    if key not in catalog.kept:
        every = sorted(model_summaries(catalog, ranking, lane).values(), key=lambda one: one.name.casefold())
        every.sort(key=lambda one: one.released or "", reverse=True)
        every.sort(key=_place)
        catalog.kept[key] = {name: tuple(one for one in every if one.lab == name) for name in catalog.labs}
    found: dict[str, tuple[ModelSummary, ...]] = catalog.kept[key]
    return found


def _place(one: ModelSummary | None) -> int:
    return one.place.place if one and one.place else UNPLACED


def _line(catalog: Catalog, name: str, models: tuple[ModelSummary, ...]) -> LabLine:
    return LabLine(
        id=name,
        name=catalog.labs[name].name,
        models=len(models),
        ranked=sum(one.place is not None for one in models),
        retired=sum(one.retired for one in models),
        open_weights=sum(one.open_weights is True for one in models),
        best=next((one for one in models if one.place), None),
        newest=_newest(models),
    )


def _newest(models: Iterable[ModelSummary]) -> str:
    return max((one.released or "" for one in models), default="")


def _first_price(catalog: Catalog, model: str) -> str:
    """The day by which the first price of a model was known; empty where none is on file."""
    return min(map(offer_known_by, catalog.offers_of.get(model, ())), default="")


def _best(catalog: Catalog, ranking: Ranking, lane: str, models: Iterable[ModelSummary]) -> Iterator[CategoryBest]:
    """In each category the lab's model with the best place that is not retired."""
    if ranking.method != "even":
        return
    served = {one.model: one for one in models if not one.retired}
    known, boards = estimates_of(catalog, ranking, lane), places_of(catalog, ranking, lane).boards
    for category in ranking.categories:
        held = [name for name in boards[category] if name in served]
        if held:
            yield CategoryBest(
                category=category,
                model=held[0],
                name=served[held[0]].name,
                estimate=category_estimate(known, held[0], ranking, category),
                place=boards[category][held[0]],
                held=len(held),
            )
