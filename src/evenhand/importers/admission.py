"""The last door before the catalog, the same for all sources: known names, values on the scale, nothing twice."""

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from math import isfinite

from msgspec import structs

from evenhand.catalog.ranges import inside, written
from evenhand.catalog.row_checks import identity
from evenhand.importers.conditions import tools_beside
from evenhand.importers.findings import Findings, Known, Row, unresolved
from evenhand.importers.names import BenchmarkName, ModelName, stated
from evenhand.importers.plain_cells import exact, number_text, plain
from evenhand.importers.publishers import measurer, publisher_of, tier_of
from evenhand.importers.rules import Ruling, Subject, ruling
from evenhand.records.facts import Observation, Rejection, Tier

Held = dict[tuple[object, ...], Observation]


def admit(found: Iterable[Row | Rejection], known: Known) -> Findings:
    """Admit what fits the catalog; refuse the rest with a reason. The first of two equal observations stays.

    A row whose model or benchmark is in no table of the source is neither: it waits, counted under its name.
    """
    held: Held = {}
    refused: list[Rejection] = []
    waiting: Counter[tuple[str, str]] = Counter()
    for item in found:
        judged = item if isinstance(item, Rejection) else _judged(item, known, held, waiting)
        if isinstance(judged, Rejection):
            refused.append(judged)
        elif judged:
            held[identity(judged)] = judged
    return Findings(observations=tuple(held.values()), rejections=tuple(refused), unresolved=unresolved(waiting))


def refusal(
    known: Known, reason: str, *, name: str, benchmark: str = "", value: str = "", link: str = "", detail: str = ""
) -> Rejection:
    """A ledger row of this source, dated by the day the source was read."""
    return Rejection(
        source=known.source.id,
        date=known.retrieved,
        reason=reason,
        name=plain(name),
        benchmark=plain(benchmark),
        value=exact(value),
        link=link,
        detail=plain(detail, 300),
    )


def refused(row: Row, known: Known, reason: str, detail: str = "") -> Rejection:
    """A row as its ledger entry."""
    names = {"name": row.model, "benchmark": row.benchmark}
    return refusal(known, reason, **names, value=row.raw, link=row.link, detail=detail or row.quote)


def _judged(row: Row, known: Known, held: Held, waiting: Counter[tuple[str, str]]) -> Observation | Rejection | None:
    model, benchmark = known.names.of_model(row.model), known.names.of_benchmark(row.benchmark)
    for name in (model, benchmark):
        if name and name.refuse:
            return refused(row, known, name.refuse, name.why)
    ruled = ruling(known.rules.rule, _subject(row))
    if ruled.refuse:
        return refused(row, known, ruled.refuse, ruled.why)
    if model is None or benchmark is None:
        waiting.update(_unknown(row, model, benchmark))
        return None
    return _fitted(_observation(row, known, model, benchmark, ruled), row, known, held)


def _unknown(row: Row, model: ModelName | None, benchmark: BenchmarkName | None) -> Iterable[tuple[str, str]]:
    if model is None:
        yield "model", row.model
    if benchmark is None:
        yield "benchmark", row.benchmark


def _subject(row: Row) -> Subject:
    names = {"model": row.model, "benchmark": row.benchmark, "link": row.link}
    return Subject(**names, note=row.note or row.quote, tools=row.tools_said, harness=row.harness_said)


def _observation(row: Row, known: Known, model: ModelName, benchmark: BenchmarkName, ruled: Ruling) -> Observation:
    said = {name: value for name, value in row.stated.items() if value}
    conditions = {**stated(model), **stated(benchmark), **said, **ruled.stated}
    factor = Decimal(benchmark.factor)
    tier, who = _trust(row, known, model.model)
    return structs.replace(
        Observation(
            model=model.model,
            benchmark=benchmark.benchmark,
            value=_scaled(row.raw if row.value is None else repr(row.value), factor),
            error=None if row.error is None else _scaled(repr(row.error), abs(factor)),
            n=row.n or ruled.n or benchmark.n,
            tier=tier,
            measured_by=row.measured_by or who,
            measured=row.measured,
            published=row.published,
            source=known.source.id,
            retrieved=known.retrieved,
            link=row.link or known.source.link,
            raw=exact(row.raw),
            quote=plain(row.quote),
            called=plain(f"{row.model} | {row.benchmark}"),
            origin=row.origin,
            at=row.at,
        ),
        **{name: plain(value) for name, value in conditions.items()},
    )


def _scaled(text: str, factor: Decimal) -> float:
    """The number times the factor, exact in decimals; not a number where the text is none."""
    try:
        return float(Decimal(text.strip().removesuffix("%").replace(",", "")) * factor)
    except ArithmeticError:
        return float("nan")


def _trust(row: Row, known: Known, model: str) -> tuple[Tier, str]:
    """The tier, and who measured as far as the link tells; a link of an unknown publisher is second-hand."""
    if row.tier:
        return row.tier, ""
    publisher = publisher_of(row.link, known.publishers)
    if publisher is None:
        return "E", ""
    tier = tier_of(publisher, known.labs.get(model, ""))
    return tier, measurer(publisher, tier)


def _fitted(
    seen: Observation, row: Row, known: Known, held: Mapping[tuple[object, ...], Observation]
) -> Observation | Rejection:
    benchmark = known.benchmarks[seen.benchmark]
    if not isfinite(seen.value):
        return refused(row, known, "not a number")
    if not inside(benchmark, seen.value):
        scale = f"{seen.benchmark} is in {benchmark.unit}, {written(benchmark)}"
        return refused(row, known, "scale does not fit", scale)
    seen = structs.replace(seen, tools=tools_beside(benchmark, seen.tools))
    twin = held.get(identity(seen))
    if twin:
        same = "the same value" if twin.value == seen.value else f"another value, {number_text(twin.value)}"
        return refused(row, known, "duplicate", f"{seen.benchmark} has {same} from this link")
    return seen
