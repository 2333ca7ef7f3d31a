"""Models by two measures, with the line of those that no other beats: the one function behind page and JSON."""

from collections.abc import Mapping
from typing import get_args

from msgspec import Struct, structs

from evenhand.catalog import naming
from evenhand.catalog.catalog import Catalog
from evenhand.catalog.closed_lists import one_of
from evenhand.comparison.efficient_set import Candidate, efficient_set, line
from evenhand.comparison.find import lab_of
from evenhand.comparison.measures import Seen, category_of, known_measures, measure_of, values_of
from evenhand.comparison.rank import rank
from evenhand.comparison.score_draws import Draws, score_draws
from evenhand.errors import BadSetting, WrongType
from evenhand.records.board import Board, BoardRow
from evenhand.records.explore import Exploration, Measure, MeasureKind, PlotFilter, PlotPoint, Scale, Served, Value
from evenhand.records.facts import Model
from evenhand.records.operations import Workload
from evenhand.records.ranking import Ranking
from evenhand.scoring.rank_correlation import rank_correlation

PLOTS = {
    "price-vs-score": ("blended", "score"),
    "date-vs-score": ("released", "score"),
    "price-vs-coding": ("blended", "score-coding"),
    "price-vs-agentic": ("blended", "score-agentic"),
    "coding-vs-reasoning": ("score-coding", "score-reasoning"),
    "date-vs-price": ("released", "blended"),
    "measured-vs-score": ("measured", "score"),
    "gpqa-vs-swe-bench": ("gpqa-diamond", "swe-bench-verified"),
}
FIRST = "price-vs-score"
EVERYONE, USUAL = PlotFilter(), Workload()
LOG: tuple[MeasureKind, ...] = ("money", "tokens", "seconds", "rate", "parameters")
SCALES: dict[str, Scale | None] = {"": None, "linear": "linear", "log": "log"}


class Plotted(Struct, frozen=True):
    """The values of the models that have both, by model."""

    x: Mapping[str, Value]
    y: Mapping[str, Value]


def plots(catalog: Catalog, ranking: str | Ranking = "even") -> tuple[str, ...]:
    """The names of the plots whose measures this catalog and ranking have."""
    chosen = naming.ranking(catalog, ranking)
    known = known_measures(catalog, chosen, {one for axes in PLOTS.values() for one in axes})
    return tuple(name for name, axes in PLOTS.items() if set(axes) <= known.keys())


def explore(
    catalog: Catalog,
    x: str = "blended",
    y: str = "score",
    ranking: str | Ranking = "even",
    lane: str | None = None,
    *,
    workload: Workload = USUAL,
    asked: PlotFilter = EVERYONE,
    x_scale: str = "",
    y_scale: str = "",
) -> Exploration:
    """All models that pass the filter and have both measures; prices are the lab's own, or the cheapest known host's.

    A scale is `log` or `linear`; empty takes the usual one of the measure.

    Raises:
        UnknownName: no such measure, ranking, lane or lab.
        BadSetting: no filter, no such choice of retired models, no such scale, or values that it cannot hold.

    """
    chosen = naming.ranking(catalog, ranking)
    _check(asked, x_scale, y_scale)
    asked = structs.replace(asked, lab=lab_of(catalog, asked.lab) if asked.lab else "")
    board = rank(catalog, chosen, lane)
    across, upright = measure_of(catalog, chosen, x), measure_of(catalog, chosen, y)
    rows = [
        Seen(catalog, row, catalog.models[row.model], workload, chosen.thresholds.speed_days)
        for row in board.rows
        if _passes(catalog.models[row.model], row, asked)
    ]
    lefts, rights = (values_of(catalog, chosen, board.snapshot.lane, one, rows) for one in (across, upright))
    both = Plotted(
        {name: value for name, value in lefts.items() if name in rights},
        {name: rights[name] for name in lefts if name in rights},
    )
    held = _had(both, rows, asked)
    draws = _draws(catalog, chosen, board, across, upright, held)
    return Exploration(
        snapshot=board.snapshot,
        workload=workload,
        asked=asked,
        x=across,
        y=upright,
        x_scale=_scale(across, x_scale, both.x),
        y_scale=_scale(upright, y_scale, both.y),
        points=_points(rows, both, held, (across, upright), draws),
        considered=len(rows),
        without_x=len(rows) - len(lefts),
        without_y=len(rows) - len(rights),
        without_both=len(rows) - len(lefts.keys() | rights.keys()),
        lined=bool(across.better and upright.better),
        draws=max(map(len, draws.values()), default=0),
        correlation=rank_correlation(
            [value.value for value in both.x.values()],
            [both.y[name].value for name in both.x],
            chosen.thresholds.interval,
        ),
    )


def _passes(model: Model, row: BoardRow, asked: PlotFilter) -> bool:
    return (
        asked.lab in ("", model.lab)
        and (not asked.open_weights or model.open_weights is True)
        and (row.ranked or asked.unranked)
        and (not asked.retired or bool(row.retired) is (asked.retired == "only"))
    )


def _check(asked: PlotFilter, x_scale: str, y_scale: str) -> None:
    """Refuse what is no filter, no such scale, or no such choice of retired models."""
    if not isinstance(asked, PlotFilter):
        raise WrongType("asked", "a PlotFilter such as PlotFilter(lab='google')", asked)
    one_of("retired", asked.retired, get_args(Served))
    one_of("x_scale", x_scale, SCALES)
    one_of("y_scale", y_scale, SCALES)


def _scale(measure: Measure, text: str, values: Mapping[str, Value]) -> Scale:
    """The scale asked for, else the usual one of the measure."""
    scale = SCALES[text] or ("log" if measure.kind in LOG else "linear")
    if scale == "log" and measure.kind == "date":
        raise BadSetting("a date cannot stand on a log scale; take the linear one")
    if scale == "log" and any(value.value < 0 for value in values.values()):
        raise BadSetting(f"{measure.name} has values under zero, which a log scale cannot hold")
    return scale


def _draws(catalog: Catalog, ranking: Ranking, board: Board, x: Measure, y: Measure, both: Plotted) -> Draws:
    """Joint draws of the score on one axis, where the other axis is a known figure; else none."""
    drawn = [one for one in (x, y) if category_of(one)]
    if len(drawn) != 1 or not (x.better and y.better) or "tests" in (x.group, y.group):
        return {}
    return score_draws(catalog, ranking, structs.replace(board, category=category_of(drawn[0])), both.x)


def _had(both: Plotted, rows: list[Seen], asked: PlotFilter) -> Plotted:
    """Those among whom the line is drawn: without what can no longer be had, unless that alone is asked for."""
    gone = {one.model.id for one in rows if one.row.retired and asked.retired != "only"}
    x, y = ({name: value for name, value in axis.items() if name not in gone} for axis in (both.x, both.y))
    return Plotted(x, y)


def _points(
    rows: list[Seen], both: Plotted, held: Plotted, axes: tuple[Measure, Measure], draws: Draws
) -> tuple[PlotPoint, ...]:
    """The best in y first, then by name; the line and its chances are of those that are `held`."""
    x, y = axes
    on = _line(held, x, y)
    chances = _chances(held, x, y, draws)
    points = [
        PlotPoint(
            model=one.model.id,
            name=one.model.name,
            lab=one.model.lab,
            lab_name=one.row.lab_name,
            ranked=one.row.ranked,
            x=both.x[one.model.id],
            y=both.y[one.model.id],
            on_line=one.model.id in on,
            chance=chances.get(one.model.id),
            retired=one.row.retired,
        )
        for one in rows
        if one.model.id in both.x
    ]
    sign = 1.0 if y.better == "lower" else -1.0
    return tuple(sorted(points, key=lambda point: (sign * point.y.value, point.name.casefold())))


def _line(both: Plotted, x: Measure, y: Measure) -> frozenset[str]:
    """The models on the line: the x axis as what is paid, the y axis as what is got, each turned so that it fits."""
    if not (x.better and y.better):
        return frozenset()
    paid = {name: _less(x, value.value) for name, value in both.x.items()}
    got = {name: -_less(y, value.value) for name, value in both.y.items()}
    return frozenset(line(paid, got, dict.fromkeys(paid, 0.0)))


def _chances(both: Plotted, x: Measure, y: Measure, draws: Draws) -> dict[str, float]:
    """The probability of each model to be on the line over the draws of its score."""
    known = y if category_of(x) else x
    values = both.y if category_of(x) else both.x
    found = efficient_set(
        Candidate(name, _less(known, value.value), draws[name]) for name, value in values.items() if name in draws
    )
    return {name: one.chance for name, one in found.items()}


def _less(measure: Measure, value: float) -> float:
    """A value as one of which less is better."""
    return value if measure.better == "lower" else -value
