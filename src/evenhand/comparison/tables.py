"""The facts as tables for whoever takes them away; rows of a source that is for own use alone are in none of them."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from msgspec import structs

from evenhand.catalog.catalog import Catalog
from evenhand.comparison.benchmark_states import benchmark_states
from evenhand.comparison.rank import rank
from evenhand.comparison.speeds import printed_speeds
from evenhand.records.board import Board, BoardRow
from evenhand.records.tables import Cell, Column, Kind, Table

KINDS: dict[str, Kind] = {"n": "number", "i": "integer", "b": "yes or no", "t": "text"}
Row = tuple[Cell, ...]
Told = tuple[tuple[str, str, str], ...]

MODELS: Told = (
    ("id", "t", "our id, as in the address of its page"),
    ("name", "t", "name"),
    ("lab", "t", "id of the lab that made it"),
    ("family", "t", "family of models"),
    ("released", "t", "day of release, or month where no more is stated"),
    ("retired", "t", "day from which it is no longer served"),
    ("knowledge_cutoff", "t", "day up to which its training text reaches, as its lab states it"),
    ("licence", "t", "licence of the model"),
    ("open_weights", "b", "whether its weights can be downloaded"),
    ("parameters", "n", "billions of parameters"),
    ("reasoning", "b", "whether it reasons before it answers"),
    ("context_window", "i", "tokens that it takes in at once"),
    ("input_limit", "i", "most tokens of a prompt"),
    ("output_limit", "i", "most tokens of an answer"),
    ("input_modalities", "t", "what it reads, joined by ;"),
    ("output_modalities", "t", "what it writes, joined by ;"),
    ("aliases", "t", "its other names, joined by ;"),
)
BENCHMARKS: Told = (
    ("id", "t", "our id, as in the address of its page"),
    ("name", "t", "name"),
    ("category", "t", "what kind of work it tests"),
    ("measures", "t", "what it asks, in a sentence"),
    ("kind", "t", "test, vote or composite"),
    ("metric", "t", "what is counted"),
    ("unit", "t", "the unit of its values"),
    ("low", "n", "the least possible value; empty without a bound"),
    ("high", "n", "the greatest possible value; empty without a bound"),
    ("direction", "t", "whether higher or lower is better"),
    ("chance", "n", "what guessing scores, in its unit"),
    ("items", "i", "number of questions or tasks"),
    ("versions", "t", "its versions, joined by ;"),
    ("published", "t", "day since which its questions can be read"),
    ("maintainer", "t", "who maintains it"),
    ("link", "t", "its own page"),
)
SCORES: Told = (
    ("model", "t", "id of the model"),
    ("benchmark", "t", "id of the benchmark"),
    ("value", "n", "the value, in the benchmark's unit"),
    ("error", "n", "standard error that the source reports, in the benchmark's unit"),
    ("n", "i", "number of questions that the source states"),
    (
        "tier",
        "t",
        "trust tier: A independent run, B operator, C lab on its own model, D on another's, E aggregator, O your own",
    ),
    ("version", "t", "version of the benchmark"),
    ("subset", "t", "part of the benchmark"),
    ("context", "t", "context length"),
    ("tools", "t", "use of tools"),
    ("effort", "t", "reasoning effort"),
    ("mode", "t", "mode, such as thinking"),
    ("harness", "t", "program that ran the test"),
    ("prompting", "t", "prompting"),
    ("trials", "t", "tries"),
    ("judge", "t", "judge"),
    ("measured_by", "t", "who measured it"),
    ("measured", "t", "day of measurement"),
    ("published", "t", "day of publication"),
    ("retrieved", "t", "day on which the source was read"),
    ("source", "t", "id of the source"),
    ("link", "t", "where it is published"),
)
PRICES: Told = (
    ("provider", "t", "id of who serves it"),
    ("model", "t", "id of the model"),
    ("mode", "t", "standard, batch and so on"),
    ("above_tokens", "i", "holds for prompts above so many tokens"),
    ("hours", "t", "holds in these hours, UTC; empty for all"),
    ("input", "n", "US dollars per million tokens of input; 0 is free, empty is unknown"),
    ("cached_input", "n", "US dollars per million tokens read from a cache"),
    ("cache_write", "n", "US dollars per million tokens written to a cache"),
    ("output", "n", "US dollars per million tokens of output"),
    ("since", "t", "first day, where it is stated"),
    ("until", "t", "first day on which it no longer holds"),
    ("seen", "t", "day on which it was first seen"),
    ("checked", "t", "day of the last check"),
    ("source", "t", "id of the source"),
    ("link", "t", "where it is published"),
)
SPEEDS: Told = (
    ("model", "t", "id of the model"),
    ("provider", "t", "id of who serves it"),
    ("tokens_per_second", "n", "output tokens per second"),
    ("first_token_seconds", "n", "seconds to the first token"),
    ("n", "i", "number of measurements"),
    ("method", "t", "how it was measured"),
    ("region", "t", "where it was measured from"),
    ("measured", "t", "day of measurement"),
    ("retrieved", "t", "day on which the source was read"),
    ("source", "t", "id of the source"),
    ("link", "t", "where it is published"),
)
RANKS: Told = (
    ("ranking", "t", "id of the ranking"),
    ("lane", "t", "which scores are admitted"),
    ("model", "t", "id of the model"),
    ("place", "i", "middle of its places"),
    ("best", "i", "best place that the evidence leaves open"),
    ("worst", "i", "worst place that the evidence leaves open"),
    ("of", "i", "number of ranked models"),
    ("score", "n", "score over all counted tests, 0 to 100; empty where it is withheld"),
    ("low", "n", "lower end of the score's interval"),
    ("high", "n", "upper end of the score's interval"),
    ("measured", "n", "share of the ranking's weight that is measured, 0 to 1"),
    ("dots", "i", "confidence, 1 to 4"),
)
LICENCE = Column(name="licence", kind="text", about="licence of the source that the row comes from")


def tables() -> tuple[str, ...]:
    """The names of all tables, the most asked for first."""
    return tuple(MADE)


def table(catalog: Catalog, name: str) -> Table:
    """One table.

    Raises:
        KeyError: there is none of this name.

    """
    return MADE[name](catalog)


def described(catalog: Catalog, name: str) -> Table:
    """One table; without its rows where these are worked out first and not read off (`WORKED_OUT`).

    Raises:
        KeyError: there is none of this name.

    """
    return WORKED_OUT.get(name, MADE[name])(catalog)


def shared_sources(catalog: Catalog) -> frozenset[str]:
    """The sources whose rows may be handed on."""
    return frozenset(one.id for one in catalog.sources.values() if one.licence_class != "own use")


def _models(catalog: Catalog) -> Table:
    rows = (catalog.models[name] for name in sorted(catalog.models))
    stated = {said.source for model in catalog.models.values() for said in model.stated}
    return _described(catalog, "models", "Every model on file, with what is stated of it.", MODELS, rows, stated)


def _benchmarks(catalog: Catalog) -> Table:
    rows = [catalog.benchmarks[name] for name in sorted(catalog.benchmarks)]
    states = benchmark_states(catalog)
    stated = {said.source for one in rows for said in one.stated}
    about = "Every benchmark on file, with its state as worked out from the scores."
    made = _described(catalog, "benchmarks", about, BENCHMARKS, rows, stated)
    state = Column(name="state", kind="text", about="current, stale, saturated, contaminated or unknown")
    told = ((*row, states[one.id].state) for row, one in zip(made.rows, rows, strict=True))
    return Table(name=made.name, about=about, columns=(*made.columns, state), rows=tuple(told), sources=made.sources)


def _scores(catalog: Catalog) -> Table:
    about = "Every score on file, with its conditions, its source and that source's licence."
    return _of_sources(catalog, "scores", about, SCORES, catalog.observations)


def _prices(catalog: Catalog) -> Table:
    about = "Every price on file, present and past, with its source and that source's licence."
    return _of_sources(catalog, "prices", about, PRICES, catalog.offers)


def _speeds(catalog: Catalog) -> Table:
    about = (
        "Every speed on file, measured or printed by a comparison site, which the method says, with its source and"
        " that source's licence. A row is one measurement; the page of speeds joins those of one model, provider and"
        " source."
    )
    printed = (speed for model in catalog.models.values() for speed in printed_speeds(catalog, model))
    return _of_sources(catalog, "speeds", about, SPEEDS, (*catalog.speeds, *printed))


def _ranks(catalog: Catalog) -> Table:
    """Only even rankings have places with intervals and scores over all tests."""
    rows: list[Row] = []
    for name, ranking in catalog.rankings.items():
        if ranking.method == "even":
            for lane in ranking.lanes:
                rows += _board_rows(rank(catalog, name, lane))
    return structs.replace(_ranks_described(catalog), rows=tuple(rows))


def _ranks_described(catalog: Catalog) -> Table:
    about = "Places and scores over all counted tests, worked out here from the scores, for each lane."
    sources = tuple(sorted(shared_sources(catalog) & {row.source for row in catalog.observations}))
    return Table(name="ranks", about=about, columns=_columns(RANKS), rows=(), sources=sources)


def _board_rows(board: Board) -> Iterator[Row]:
    return (_board_row(board, row) for row in board.rows if row.place)


def _board_row(board: Board, row: BoardRow) -> Row:
    estimate, place = row.estimate, row.place
    assert place  # noqa: S101 - only ranked rows are asked for
    interval = estimate.interval if estimate else None
    return (
        board.snapshot.ranking,
        board.snapshot.lane,
        row.model,
        place.place,
        place.best,
        place.worst,
        place.of,
        estimate.score if estimate else None,
        interval.low if interval else None,
        interval.high if interval else None,
        row.measured_share,
        row.dots,
    )


def _described(
    catalog: Catalog, name: str, about: str, told: Told, rows: Iterable[Any], stated: Iterable[str]
) -> Table:
    """Descriptions, which several sources state together."""
    sources = tuple(sorted(shared_sources(catalog) & set(stated)))
    return Table(
        name=name, about=about, columns=_columns(told), rows=tuple(_row(row, told) for row in rows), sources=sources
    )


def _of_sources(catalog: Catalog, name: str, about: str, told: Told, rows: Iterable[Any]) -> Table:
    """Rows of one source each, with its licence."""
    shared, licences = shared_sources(catalog), {one.id: one.licence for one in catalog.sources.values()}
    kept = [row for row in rows if row.source in shared]
    made = sorted(((*_row(row, told), licences[row.source]) for row in kept), key=_in_order)
    sources = tuple(sorted({row.source for row in kept}))
    return Table(name=name, about=about, columns=(*_columns(told), LICENCE), rows=tuple(made), sources=sources)


def _in_order(row: Row) -> tuple[tuple[bool, str | float], ...]:
    """By the columns from left to right, unknown last."""
    return tuple(
        (cell is None, cell if isinstance(cell, str) else f"{cell:030.9f}" if cell is not None else "") for cell in row
    )


def _columns(told: Told) -> tuple[Column, ...]:
    return tuple(Column(name=name, kind=KINDS[kind], about=about) for name, kind, about in told)


def _row(record: Any, told: Told) -> Row:  # noqa: ANN401 - records of several kinds
    return tuple(_cell(getattr(record, name)) for name, _, _ in told)


def _cell(value: Any) -> Cell:  # noqa: ANN401 - a field of any kind
    if isinstance(value, tuple):
        return "; ".join(value) or None
    return None if value == "" else value


MADE: dict[str, Callable[[Catalog], Table]] = {
    "models": _models,
    "benchmarks": _benchmarks,
    "scores": _scores,
    "prices": _prices,
    "speeds": _speeds,
    "ranks": _ranks,
}
WORKED_OUT: dict[str, Callable[[Catalog], Table]] = {"ranks": _ranks_described}
