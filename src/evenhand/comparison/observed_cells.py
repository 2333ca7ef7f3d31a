"""The admitted scores of a lane as one table of cells: models down, tests across, the preferred score in each cell.

A test stands in one column for each form in which it was taken (version, context length, subset, tool access). A
counted test's own column holds what the ranking counts of it; its other forms only inform the estimate of that column.
"""

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.naming import Subject
from evenhand.comparison.admission import admitted, counted_specs, fills_cell
from evenhand.comparison.preference import preference
from evenhand.records.comparison import Reading
from evenhand.records.facts import Benchmark, Observation
from evenhand.records.ranking import Counted, Ranking
from evenhand.scoring.lane_cells import Form, LaneCell, LaneCells
from evenhand.scoring.provenance import provenance_variance, settings_stated
from evenhand.scoring.scale import on_common_scale
from evenhand.scoring.standard_errors import reading


def observed_cells(catalog: Catalog, ranking: Ranking, lane: str) -> LaneCells:
    """Every test of every model that the lane admits, one score a cell, in an order that only the names decide."""
    specs = counted_specs(ranking)
    table: dict[str, dict[tuple[str, Form], Observation]] = {}
    for name in sorted(catalog.models):
        inside, _ = admitted(catalog, Subject(catalog.models[name]), ranking.lanes[lane])
        chosen: dict[tuple[str, Form], Observation] = {}
        for test in sorted(inside):
            spec = specs[test][1] if test in specs else None
            chosen |= _by_form(catalog.benchmarks[test], spec, inside[test])
        if chosen:
            table[name] = chosen
    columns = sorted({column for row in table.values() for column in row})
    place = {column: number for number, column in enumerate(columns)}
    assumed, fair = ranking.thresholds.assumed_items, ranking.chance_corrected
    cells = tuple(
        _cell(
            number, place[column], reading(catalog.benchmarks[column[0]], seen, assumed, chance_corrected=fair), ranking
        )
        for number, row in enumerate(table.values())
        for column, seen in row.items()
    )
    percent = tuple(on_common_scale(catalog.benchmarks[name]) for name, _ in columns)
    return LaneCells(tuple(table), tuple(columns), percent, cells)


def _by_form(
    benchmark: Benchmark, spec: Counted | None, rows: tuple[Observation, ...]
) -> dict[tuple[str, Form], Observation]:
    """The preferred observation of each form of a benchmark that these rows hold."""
    forms: dict[Form, list[Observation]] = {}
    for row in rows:
        forms.setdefault(_form(benchmark, spec, row), []).append(row)
    return {
        (benchmark.id, form): min(held, key=lambda row: preference(row, benchmark, spec))
        for form, held in forms.items()
    }


def _form(benchmark: Benchmark, spec: Counted | None, seen: Observation) -> Form:
    if spec is not None and fills_cell(benchmark, spec, seen):
        return ()
    return seen.version, seen.context, seen.subset, seen.tools or benchmark.tools


def _cell(model: int, column: int, seen: Reading, ranking: Ranking) -> LaneCell:
    row = seen.observation
    variance = provenance_variance(row.tier, stated_settings=settings_stated(row), provenance=ranking.provenance)
    if seen.scaled is None or seen.error is None:
        return LaneCell(model, column, row.value, row.error or 0.0, variance)
    return LaneCell(model, column, seen.scaled, seen.error, variance)
