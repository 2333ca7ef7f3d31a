"""The state of a benchmark, with the figures that it follows from and the rule."""

from collections.abc import Iterator

from evenhand.records.benchmarks import BenchmarkStanding, Saturation, Staleness
from evenhand.records.facts import Benchmark
from evenhand.records.wording import Sentence
from evenhand.wording import numbers
from evenhand.wording.names import category_label
from evenhand.wording.sentence import say

WHY = {
    "ceiling": "its best models are as near to the top as its number of items can tell",
    "reliability": "most of what lies between its best models is chance",
    "newer version": "a newer version exists",
    "recent models": "few of the newest models have a score of it",
    "verified scores": "nobody has checked a model on it for long",
    "figures": "it still tells its best models apart, and the newest models are measured on it",
    "too few models": "too few models have a score of it under plain conditions to tell",
}
BEST = (20, "20")
LEAST_TESTS = (8, "8")


def state_words(standing: BenchmarkStanding) -> tuple[Sentence, ...]:
    """The state with its reason, then the figures behind it, each with the rule that it is held against."""
    return tuple(_sentences(standing))


def benchmark_facts(benchmark: Benchmark) -> list[tuple[str, str]]:
    """What its file says, as label and value; what is not stated is left out."""
    scale = f"{benchmark.metric}, {benchmark.unit}, {benchmark.direction} is better"
    tools = benchmark.tools + (", also run with other tools" if benchmark.tool_variants else "")
    rows = (
        ("Id", benchmark.id),
        ("Also called", ", ".join(benchmark.aliases)),
        ("Category", category_label(benchmark.category)),
        ("Kind", benchmark.kind),
        ("Scale", scale),
        ("Guessing", "" if benchmark.chance is None else numbers.plain(benchmark.chance)),
        ("Items", items_text(benchmark) or "not registered"),
        ("Versions", ", ".join(benchmark.versions)),
        ("Context lengths", ", ".join(benchmark.contexts)),
        ("Tools", tools),
        ("Kept by", benchmark.maintainer),
        ("Link", benchmark.link),
    )
    return [(label, value) for label, value in rows if value]


def items_text(benchmark: Benchmark) -> str:
    """How many questions it has, and which versions have another number; empty where none is registered."""
    whole = f"{benchmark.items:,}" if benchmark.items else ""
    versions = ", ".join(f"version {one.version}: {one.items:,}" for one in benchmark.version_items)
    return f"{whole} ({versions})" if whole and versions else whole or versions


def _sentences(standing: BenchmarkStanding) -> Iterator[Sentence]:
    yield _state(standing)
    if standing.saturation:
        yield from _saturation(standing, standing.saturation)
    if standing.staleness:
        yield from _staleness(standing, standing.staleness)


def _state(standing: BenchmarkStanding) -> Sentence:
    if standing.by != "its file":
        return say(f"state.{standing.by}", "State: {state}; {why}.", state=standing.state, why=WHY.get(standing.by, ""))
    stated = standing.stated
    said = ", says {source}, checked {day}" if stated else ""
    reason = "; {reason}" if standing.reason else ""
    return say(
        "state.its file",
        "State: {state}" + reason + said + ".",
        state=standing.state,
        reason=standing.reason,
        source=stated.source if stated else "",
        day=stated.checked if stated else "",
    )


def _saturation(standing: BenchmarkStanding, found: Saturation) -> Iterator[Sentence]:
    told = {"version": standing.form.version, "context": standing.form.context}
    form = "".join(
        text
        for text, value in ((" of version {version}", told["version"]), (" at {context}", told["context"]))
        if value
    )
    models = (found.models, numbers.count(found.models, "best model"))
    if found.reliability is None:
        yield say("state.same", "The {models}" + form + " have one and the same score.", models=models, **told)
    else:
        yield say(
            "state.spread",
            "Among the {models}" + form + " reliability is {one} - {noise} / {spread} = {reliability}: the mean squared"
            " standard error against the variance of the scores; saturated under {half}.",
            models=models,
            one=(1, "1"),
            noise=(found.noise, _short(found.noise)),
            spread=(found.spread, _short(found.spread)),
            reliability=(found.reliability, _short(found.reliability)),
            half=(found.least, _short(found.least)),
            **told,
        )
    yield say(
        "state.ceiling",
        "The median of the five best is {top}; saturated above {ceiling}, {highest} less {errors} standard errors of"
        " {error}.",
        errors=(found.errors, _short(found.errors)),
        top=(found.top, _short(found.top)),
        ceiling=(found.ceiling, _short(found.ceiling)),
        highest=(found.highest, _short(found.highest)),
        error=(found.error, _short(found.error)),
    )
    if not standing.known_items:
        yield say(
            "state.items", "The number of items is not known for all of these scores, so saturation is not concluded."
        )


def _staleness(standing: BenchmarkStanding, found: Staleness) -> Iterator[Sentence]:
    if found.days is not None:
        yield say(
            "state.verified",
            "Its newest dated score of a checked run is of {newest}, {days} before the catalog's date; stale over"
            " {most}.",
            newest=found.newest,
            most=(found.most, str(found.most)),
            days=(found.days, numbers.count(found.days, "day")),
        )
    if found.newer:
        yield say(
            "state.newer",
            "These figures are of version {version}, and version {newer} exists.",
            version=standing.form.version,
            newer=found.newer,
        )
    if found.recent < BEST[0]:
        yield say(
            "state.few recent",
            "Whether the newest models take it is asked of {best} with scores on at least {least} tests; there are"
            " {recent}.",
            best=BEST,
            least=LEAST_TESTS,
            recent=(found.recent, str(found.recent)),
        )
        return
    yield say(
        "state.recent",
        "{taken} of the {recent} newest models with scores on at least {least} tests have a score of it; stale under"
        " {share} of {best}.",
        taken=(found.taken, str(found.taken)),
        recent=(found.recent, str(found.recent)),
        least=LEAST_TESTS,
        share=(found.least, numbers.share(found.least)),
        best=BEST,
    )


def _short(value: float) -> str:
    """Three significant digits, without an exponent."""
    return numbers.plain(float(f"{value:.3g}"))
