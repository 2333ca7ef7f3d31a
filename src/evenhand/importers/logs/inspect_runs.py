"""The runs of an Inspect log: each metric of each scorer and reducer, with the settings that the log states."""

from collections.abc import Mapping
from math import isclose

from msgspec import Raw, Struct
from msgspec.json import Decoder

from evenhand.errors import BadLog
from evenhand.importers.json_places import pointer
from evenhand.importers.logs.inspect_records import NOTHING, EvalScore, Header, Headline, Metric, Results
from evenhand.importers.logs.inspect_settings import Conditions, called, conditions
from evenhand.importers.logs.item_tally import ItemTally
from evenhand.importers.logs.kept_settings import one_line, shown
from evenhand.importers.logs.metric_scales import scale_of
from evenhand.importers.logs.plain_names import day_of, plain_name
from evenhand.importers.logs.typed_json import number_of, text_of
from evenhand.records.own_results import OwnRun, Scale

# Standard errors of the mean; they are the error of the means of their score, not results.
ERRORS = ("stderr", "bootstrap_stderr")
MEANS = {"accuracy", "mean"}
OWN_MEANS = {"accuracy", "mean", "inspect_ai/accuracy", "inspect_ai/mean"}
AVERAGES = {"", "mean"}

_OPTIONS = Decoder(dict[str, Raw])


class Measure(Struct, frozen=True):
    """A metric of a score: where it stands, the key of its run, and the name of the metric there."""

    key: str
    at: str
    score: EvalScore
    name: str
    metric: Metric

    @property
    def plain(self) -> str:
        """The metric's name without its package and the number that tells two of a name apart."""
        return (self.metric.name or self.name).rsplit("/", 1)[-1]

    @property
    def reducer(self) -> str:
        """How epochs became one value, empty where Inspect names none."""
        return self.score.reducer or ""


def measures(results: Results) -> list[Measure]:
    """Every metric but standard errors, in the order of the log, each with a key of its own."""
    found: list[Measure] = []
    keys: set[str] = set()
    for number, score in enumerate(scores(results)):
        for name, metric in score.metrics.items():
            key = "/".join(filter(None, (score.scorer, "" if _is_whole(score) else score.name, score.reducer, name)))
            while key in keys:
                key += f"#{number}"
            keys.add(key)
            measure = Measure(key, pointer("results", "scores", number, "metrics", name, "value"), score, name, metric)
            if measure.plain not in ERRORS:
                found.append(measure)
    return found


def scores(results: Results) -> list[EvalScore]:
    """The scores, that of version 1 in the form of version 2, with a scorer each."""
    if results.scores or results.scorer is None:
        return [one if one.scorer else _with(one, one.metrics) for one in results.scores]
    return [_with(results.scorer, results.metrics or results.scorer.metrics)]


def runs(file: str, origin: str, header: Header, tallies: Mapping[str, ItemTally]) -> tuple[OwnRun, ...]:
    """A run a metric; `tallies` has what the items add up to, by the key of their run.

    Raises:
        BadLog: a value is no number, or a name holds what no name may hold.

    """
    results = header.results or Results()
    found = measures(results)
    first = _first(found, results.headline, header.eval.headline_metric)
    common = conditions(file, header)
    of_score = {_score_of(measure): tallies.get(measure.key) for measure in with_items(found)}
    return tuple(_run(file, origin, header, measure, of_score[_score_of(measure)], first, common) for measure in found)


def with_items(found: list[Measure]) -> list[Measure]:
    """Of each score the metric that its items belong to: the accuracy or the mean, else the first.

    Where epochs were reduced in several ways, the plain mean's, else the first's.
    """
    chosen: dict[tuple[str, str], Measure] = {}
    for measure in sorted(found, key=lambda one: (one.reducer not in AVERAGES, one.plain not in MEANS)):
        chosen.setdefault(_score_of(measure), measure)
    return list(chosen.values())


def _score_of(measure: Measure) -> tuple[str, str]:
    return measure.score.scorer, measure.score.name


def _run(
    file: str,
    origin: str,
    header: Header,
    measure: Measure,
    tally: ItemTally | None,
    first: Measure | None,
    common: Conditions,
) -> OwnRun:
    value = number_of(file, measure.at, measure.metric.value)
    _refuse_other_mean(file, header, measure, value, tally)
    return OwnRun(
        key=plain_name(file, measure.at, measure.key),
        model=common.model,
        task=common.task,
        metric=plain_name(file, measure.at, _metric_name(measure)),
        value=value,
        scale=_scale(measure, value, tally),
        origin=origin,
        at=measure.at,
        primary=measure is first,
        error=_error(file, measure),
        n=_count(header, measure),
        measured=day_of(header.eval.created),
        tool_version=common.tool_version,
        version=common.version,
        prompt_style="chat",
        shots=common.shots,
        temperature=common.generation.get("temperature", ""),
        tools=common.tools,
        effort=common.generation.get("reasoning_effort", "") or common.generation.get("effort", ""),
        mode=common.generation.get("reasoning_mode", ""),
        trials=_trials(header, measure),
        judge=_judge(file, header, measure),
        settings=dict(sorted({**common.settings, **_of_score(measure)}.items())),
    )


def _of_score(measure: Measure) -> dict[str, str]:
    scorer = called(measure.score.scorer, measure.score.params)
    told = {"scorer": one_line(scorer), "reducer": "" if measure.reducer in AVERAGES else one_line(measure.reducer)}
    return {name: text for name, text in told.items() if text}


def _trials(header: Header, measure: Measure) -> str:
    epochs = header.eval.config.epochs or 1
    if epochs == 1:
        return ""
    return f"avg {epochs} trials" if measure.reducer in AVERAGES else f"{one_line(measure.reducer)} of {epochs} trials"


def _judge(file: str, header: Header, measure: Measure) -> str:
    """The model that graded: the scorer's own, else that of the role `grader` where the scorer is graded by a model."""
    given = bytes(measure.score.params.get("model", NOTHING)).lstrip()
    if given[:1] == b'"':
        return plain_name(file, measure.at, text_of(given))
    grader = bytes((header.eval.model_roles or {}).get("grader", NOTHING)).lstrip()
    if grader[:1] == b"{" and "model_graded" in measure.score.scorer:
        return plain_name(file, "/eval/model_roles/grader", shown(_OPTIONS.decode(grader).get("model", NOTHING)))
    return ""


def _metric_name(measure: Measure) -> str:
    """`accuracy`; with the score's name where the scorer gives tables; with the reducer where it is no mean."""
    name = measure.name if _is_whole(measure.score) else f"{measure.score.name}/{measure.name}"
    return name if measure.reducer in AVERAGES else f"{name} ({measure.reducer})"


def _is_whole(score: EvalScore) -> bool:
    return score.name == score.scorer


def _scale(measure: Measure, value: str, tally: ItemTally | None) -> Scale:
    """A fraction only where the name, the value and the items agree that it is one."""
    if not value or not 0 <= float(value) <= 1 or (tally and tally.scored and not tally.within_one):
        return "other"
    is_mean = measure.plain == "mean" and tally is not None and tally.within_one
    return "fraction" if is_mean else scale_of(measure.plain, value)


def _error(file: str, measure: Measure) -> str:
    """The standard error that stands beside a mean, as it stands there."""
    if measure.plain not in MEANS:
        return ""
    beside = {(metric.name or name).rsplit("/", 1)[-1]: metric for name, metric in measure.score.metrics.items()}
    error = next((beside[name] for name in ERRORS if name in beside), None)
    at = measure.at.rsplit("/", 2)[0]
    return "" if error is None else number_of(file, f"{at}/stderr/value", error.value)


def _refuse_other_mean(file: str, header: Header, measure: Measure, value: str, tally: ItemTally | None) -> None:
    """Refuse a mean of Inspect's own that its items do not give, where each sample was tried once and scored."""
    own = measure.metric.name in OWN_MEANS and "to_float" not in measure.metric.params
    mean = tally.mean() if tally and tally.is_whole and tally.met == measure.score.scored_samples else None
    if not own or mean is None or not value or (header.eval.config.epochs or 1) > 1:
        return
    if not isclose(mean, float(value), rel_tol=1e-9, abs_tol=1e-9):
        raise BadLog(
            file, f"it is not the mean of its {tally.met if tally else 0} items, {mean}", place=measure.at, value=value
        )


def cluster_of(measure: Measure) -> str:
    """The field of a sample's metadata by which its score's standard error is clustered; empty where by none."""
    for metric in measure.score.metrics.values():
        text = shown(metric.params.get("cluster", NOTHING))
        if text:
            return text
    return ""


def _count(header: Header, measure: Measure) -> int | None:
    """How many values the metric was made of: those that its scorer scored, else the samples that were completed.

    Older logs count every epoch of a sample there, so with several nothing is known but what divides evenly.
    """
    if measure.score.scored_samples is not None:
        return measure.score.scored_samples
    completed = header.results.completed_samples if header.results else None
    epochs = header.eval.config.epochs or 1
    if completed is None or completed % epochs:
        return None
    return completed // epochs


def _first(found: list[Measure], *declared: Headline | None) -> Measure | None:
    """The metric that Inspect puts first: the one declared, else the first of the first score."""
    for headline in filter(None, declared):
        fits = [one for one in found if _fits(one, headline)]
        if fits:
            return fits[0]
    return found[0] if found else None


def _fits(measure: Measure, headline: Headline) -> bool:
    pairs = (
        (headline.scorer, measure.score.scorer),
        (headline.score, measure.score.name),
        (headline.reducer, measure.score.reducer),
        (headline.metric, measure.name),
    )
    return all(wanted is None or wanted == there for wanted, there in pairs)


def _with(score: EvalScore, metrics: dict[str, Metric]) -> EvalScore:
    return EvalScore(score.name, score.scorer or score.name, score.reducer, score.scored_samples, score.params, metrics)
