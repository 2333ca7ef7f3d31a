"""The board: the one function behind the command, the page and the JSON."""

from evenhand.catalog import naming
from evenhand.catalog.catalog import Catalog
from evenhand.comparison.board import OVERALL, Places
from evenhand.comparison.estimates import category_estimate, estimates_of, overall_estimate
from evenhand.comparison.known_places import places_of
from evenhand.comparison.operations import side_operations
from evenhand.comparison.overall import weights_of
from evenhand.comparison.snapshot import snapshot_of
from evenhand.comparison.standing import unranked
from evenhand.errors import UnknownCategory
from evenhand.records.board import Board, BoardRow, CategoryPlace
from evenhand.records.facts import OWN, OWN_LAB, Model
from evenhand.records.operations import Workload
from evenhand.records.ranking import Ranking
from evenhand.scoring.classic import ClassicStanding, classic_standing, on_category_board
from evenhand.scoring.kept_estimates import Estimates


def rank(catalog: Catalog, ranking: str | Ranking = "even", lane: str | None = None, category: str = OVERALL) -> Board:
    """All models under a ranking: ranked ones first, best first, then the tracked but unranked by name.

    Models that only runs of one's own know are on no board whose lane does not admit these.

    Raises:
        UnknownRanking: no such ranking.
        UnknownLane: the ranking has no such lane.
        UnknownCategory: the ranking has no such category.

    """
    chosen = naming.ranking(catalog, ranking)
    lane = naming.lane(chosen, lane)
    if category not in (OVERALL, *chosen.categories):
        raise UnknownCategory(category, (OVERALL, *chosen.categories))
    rows = (
        _even(catalog, chosen, lane, category) if chosen.method == "even" else _classic(catalog, chosen, lane, category)
    )
    names = {
        key: record.name
        for table in (catalog.labs, catalog.providers, catalog.sources)
        for key, record in table.items()
    }
    fitted = estimates_of(catalog, chosen, lane).fitted if chosen.method == "even" else None
    return Board(snapshot=snapshot_of(catalog, chosen, lane), category=category, rows=rows, fitted=fitted, names=names)


def _even(catalog: Catalog, ranking: Ranking, lane: str, category: str) -> tuple[BoardRow, ...]:
    seats = places_of(catalog, ranking, lane)
    known = estimates_of(catalog, ranking, lane)
    placed = seats.boards[category]
    others = (name for name in _tracked(catalog, ranking, lane) if name not in placed)
    order = [*placed, *sorted(others, key=lambda name: catalog.models[name].name.casefold())]
    return tuple(_even_row(catalog, ranking, seats, known, catalog.models[name], category) for name in order)


def _even_row(
    catalog: Catalog, ranking: Ranking, seats: Places, known: Estimates, model: Model, category: str
) -> BoardRow:
    standing = seats.standings[model.id]
    place = seats.boards[category].get(model.id)
    whole = overall_estimate(known, model.id, ranking, weights_of(ranking))
    of_category = {name: category_estimate(known, model.id, ranking, name) for name in ranking.categories}
    categories = {
        name: CategoryPlace(
            estimate=of_category[name],
            place=seats.boards[name].get(model.id),
            counted=standing.by_category[name],
            of=len(rule.counted),
        )
        for name, rule in ranking.categories.items()
    }
    return _row(
        catalog,
        ranking,
        model,
        ranked=place is not None,
        why_unranked="" if place else unranked(standing, whole) or "too few of the category's counted benchmarks",
        estimate=whole if category == OVERALL else of_category[category],
        place=place,
        categories=categories,
        measured=standing.measured,
        counted=standing.counted,
        category_count=standing.categories,
        dots=standing.dots,
    )


def _classic(catalog: Catalog, ranking: Ranking, lane: str, category: str) -> tuple[BoardRow, ...]:
    standings = [classic_standing(catalog, name, ranking, lane) for name in _tracked(catalog, ranking, lane)]
    rows = [(standing, _classic_row(catalog, ranking, standing, category)) for standing in standings]
    rows.sort(
        key=lambda pair: (not pair[1].ranked, -_value(pair[0], category) * pair[1].ranked, pair[1].name.casefold())
    )
    return tuple(row for _, row in rows)


def _tracked(catalog: Catalog, ranking: Ranking, lane: str) -> list[str]:
    """The models that a board tracks: those that only runs of one's own know where the lane admits such runs."""
    every = OWN in ranking.lanes[lane]
    return [name for name, model in catalog.models.items() if every or model.lab != OWN_LAB]


def _value(standing: ClassicStanding, category: str) -> float:
    found = standing.overall if category == OVERALL else standing.values.get(category)
    return found.value if found else 0.0


def _classic_row(catalog: Catalog, ranking: Ranking, standing: ClassicStanding, category: str) -> BoardRow:
    own = standing.overall if category == OVERALL else standing.values.get(category)
    ranked = standing.ranked if category == OVERALL else on_category_board(standing, ranking, category)
    categories = {
        name: CategoryPlace(
            value=standing.values[name].value if name in standing.values else None,
            published=name in standing.values and standing.values[name].published,
            counted=sum(test.counted for test in standing.tests[name]),
            of=len(rule.counted),
        )
        for name, rule in ranking.categories.items()
    }
    return _row(
        catalog,
        ranking,
        catalog.models[standing.model],
        ranked=ranked,
        why_unranked=""
        if ranked
        else f"{standing.counted} counted benchmarks in {standing.counted_categories} categories",
        overall=own.value if own else None,
        published=bool(own and own.published),
        categories=categories,
        measured=0.0,
        counted=standing.counted,
        category_count=standing.counted_categories,
        dots=standing.dots,
    )


def _row(catalog: Catalog, ranking: Ranking, model: Model, **standing: object) -> BoardRow:
    run = side_operations(catalog, model, Workload(), ranking.thresholds.speed_days)
    return BoardRow(
        model=model.id,
        name=model.name,
        lab=model.lab,
        lab_name=catalog.labs[model.lab].name,
        input=run.offer.input if run.offer else None,
        output=run.offer.output if run.offer else None,
        price_from=run.offer.provider if run.offer else "",
        tokens_per_second=run.speed.tokens_per_second if run.speed else None,
        first_token_seconds=run.speed.first_token_seconds if run.speed else None,
        speed_from=run.speed.source if run.speed else "",
        context_window=model.context_window,
        open_weights=model.open_weights,
        reasoning=model.reasoning,
        released=model.released,
        retired=model.retired if run.retired else None,
        **standing,  # type: ignore[arg-type]
    )
