"""The last door before the catalog, the same for all sources: known names, values on the scale, nothing twice."""

from collections.abc import Iterable
from math import isfinite

from msgspec import Struct, structs

from evenhand.catalog.checking import identity
from evenhand.importers.conditions import tools_beside
from evenhand.importers.fact_rows import number_text, plain
from evenhand.importers.findings import Findings, Known
from evenhand.records.facts import Benchmark, Observation, Rejection

UNKNOWN_MODEL = "unknown model"
UNKNOWN_BENCHMARK = "unknown benchmark"


class Candidate(Struct, frozen=True, kw_only=True):
    """An observation to be admitted, with the source's own names of its model and benchmark."""

    seen: Observation
    name: str
    benchmark: str


def admit(found: Iterable[Candidate | Rejection], known: Known) -> Findings:
    """Admit what fits the catalog; refuse the rest with a reason. The first of two equal observations stays."""
    kept: dict[tuple[object, ...], Observation] = {}
    refused: list[Rejection] = []
    for item in found:
        judged = item if isinstance(item, Rejection) else _judged(item, known, kept)
        if isinstance(judged, Rejection):
            refused.append(judged)
        else:
            kept[identity(judged)] = judged
    return Findings(observations=tuple(kept.values()), rejections=tuple(refused), unresolved=_unresolved(refused))


def refusal(known: Known, reason: str, *, name: str, benchmark: str, value: str, link: str, detail: str) -> Rejection:
    """A ledger row of this source, dated by the day the source was read."""
    return Rejection(
        source=known.source.id,
        date=known.source.retrieved,
        reason=reason,
        name=plain(name),
        benchmark=plain(benchmark),
        value=value,
        link=link,
        detail=plain(detail, 300),
    )


def _judged(candidate: Candidate, known: Known, kept: dict[tuple[object, ...], Observation]) -> Observation | Rejection:
    seen = candidate.seen
    if seen.model not in known.labs:
        return _refused(candidate, known, UNKNOWN_MODEL, "")
    benchmark = known.benchmarks.get(seen.benchmark)
    if benchmark is None:
        return _refused(candidate, known, UNKNOWN_BENCHMARK, "")
    if not _on_scale(benchmark, seen.value):
        scale = f"{seen.benchmark} is in {benchmark.unit}, {benchmark.low} to {benchmark.high}"
        return _refused(candidate, known, "scale does not fit", scale)
    seen = structs.replace(seen, tools=tools_beside(benchmark, seen.tools))
    twin = kept.get(identity(seen))
    if twin:
        same = "the same value" if twin.value == seen.value else f"another value, {number_text(twin.value)}"
        return _refused(candidate, known, "duplicate", f"{seen.benchmark} has {same} from this link")
    return seen


def _on_scale(benchmark: Benchmark, value: float) -> bool:
    low = -float("inf") if benchmark.low is None else benchmark.low
    high = float("inf") if benchmark.high is None else benchmark.high
    return isfinite(value) and low <= value <= high


def _refused(candidate: Candidate, known: Known, reason: str, detail: str) -> Rejection:
    seen = candidate.seen
    names = {"name": candidate.name, "benchmark": candidate.benchmark}
    return refusal(known, reason, **names, value=seen.raw, link=seen.link, detail=detail)


def _unresolved(refused: Iterable[Rejection]) -> tuple[str, ...]:
    models = {f"model {row.name}" for row in refused if row.reason == UNKNOWN_MODEL}
    return tuple(sorted(models | {f"benchmark {row.benchmark}" for row in refused if row.reason == UNKNOWN_BENCHMARK}))
