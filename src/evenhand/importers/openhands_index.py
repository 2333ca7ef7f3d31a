"""OpenHands Index: scores of agents on five benchmarks, each with the outcome of every item beside it."""

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct, structs

from evenhand.importers.admission import admit
from evenhand.importers.findings import Findings, Known, Row
from evenhand.importers.item_outcomes import OutcomeRun, matrices
from evenhand.importers.json_places import pointer
from evenhand.importers.plain_json import read_json
from evenhand.importers.raw_files import RawFiles
from evenhand.importers.source import Importer
from evenhand.records.facts import Tier

METADATA, SCORES = "metadata.json", "scores.json"
FILES = tuple(
    f"{folder}/{file}"
    for folder in ("results/*", "alternative_agents/*/*")
    for file in (METADATA, SCORES, "instance_results/*.json")
)
OUTSIDE = "OpenHands"
OPERATOR = "OpenHands"
ROUNDING = 0.0501
SOLVABLE = "solveable_accuracy"
SOLVABLE_ITEMS = 68
NO_ITEM = "component_scores"


class Score(Struct, frozen=True, kw_only=True):
    """One score with its record, the agent's name, and the outcomes beside it by item; None is unknown."""

    folder: str
    number: int
    model: str
    agent: str
    record: Mapping[str, Any]
    outcomes: Mapping[str, bool | None]

    @property
    def benchmark(self) -> str:
        """The benchmark in the source's words."""
        return str(self.record["benchmark"])

    @property
    def sidecar(self) -> str:
        """The file of the outcomes."""
        return f"{self.folder}/instance_results/{self.benchmark}.json"

    @property
    def harness(self) -> str:
        """The agent; other agents than OpenHands are joined to it by an adapter, whose version is not the agent's."""
        inside = f"{OUTSIDE} {self.record['agent_version']}"
        if self.agent.startswith(OUTSIDE):
            return f"{self.agent} {self.record['agent_version']}"
        adapter = str(self.record.get("acp_agent_name") or "").rpartition("/")[2]
        joined = f" ({adapter} {self.record['acp_agent_version']})" if adapter else ""
        return f"{self.agent}{joined} in {inside}"


class Agreement(Struct, frozen=True, kw_only=True):
    """Whether the outcomes give the score, and of how many items the score is a share if that is certain."""

    agrees: bool
    said: str
    n: int | None = None


def parse(files: RawFiles) -> list[Score]:
    """All scores with their outcomes. An entry without scores gives nothing.

    Raises:
        RefusedRefresh, KeyError: not such an index.

    """
    return [score for name in files if name.endswith(f"/{METADATA}") for score in _scores(name, files)]


def translate(scores: list[Score], known: Known) -> Findings:
    """One observation a score, and the outcomes of every run, also of those whose model is not known here."""
    whole = _whole(scores)
    found = admit((_row(score, whole[score.benchmark]) for score in scores), known)
    return structs.replace(found, items=matrices([_run(score, known) for score in scores]))


def _scores(name: str, files: RawFiles) -> Iterator[Score]:
    folder = name.removesuffix(f"/{METADATA}")
    about = read_json(name, files[name])
    file = f"{folder}/{SCORES}"
    for number, record in enumerate(read_json(file, files[file]) if file in files else ()):
        sidecar = f"{folder}/instance_results/{record['benchmark']}.json"
        yield Score(
            folder=folder,
            number=number,
            model=about["model"],
            agent=about["agent_name"],
            record=record,
            outcomes=_outcomes(sidecar, files[sidecar]),
        )


def _outcomes(name: str, body: bytes) -> dict[str, bool | None]:
    """Solved or not by item; a key that holds part scores instead of an item is left out."""
    return {item: one["resolved"] for item, one in read_json(name, body).items() if item != NO_ITEM}


def _whole(scores: list[Score]) -> dict[str, int]:
    """The number of items of each benchmark, as its fullest outcomes have them."""
    most: dict[str, int] = {}
    for score in scores:
        most[score.benchmark] = max(most.get(score.benchmark, 0), len(score.outcomes))
    return most


def _row(score: Score, whole: int) -> Row:
    agreement = _agreement(score, whole)
    tier: Tier = "A" if agreement.agrees else "D"
    return Row(
        model=score.model,
        benchmark=score.benchmark,
        raw=score.record["score"],
        origin=f"{score.folder}/{SCORES}",
        at=pointer(score.number, "score"),
        link=score.record["full_archive"],
        tier=tier,
        measured_by=OPERATOR,
        measured=_day(score),
        n=agreement.n,
        quote=f"{score.record['metric']} {score.record['score']}; {agreement.said}",
        stated={"harness": score.harness},
    )


def _agreement(score: Score, whole: int) -> Agreement:
    """Hold the score against the outcomes; what is unknown may be solved or not."""
    values = list(score.outcomes.values())
    solved, unknown = values.count(True), values.count(None)
    said = f"outcomes: {solved} of {len(values)} solved"
    said += f", {unknown} unknown" if unknown else ""
    if score.record["metric"] == SOLVABLE:
        return _solvable(score, whole, said)
    value = float(score.record["score"])
    for n in dict.fromkeys((whole, len(values))):
        if 100 * solved / n - ROUNDING <= value <= 100 * (solved + unknown) / n + ROUNDING:
            return Agreement(agrees=True, n=n, said=said)
    return Agreement(agrees=False, said=f"{said}, which do not give the score")


def _solvable(score: Score, whole: int, said: str) -> Agreement:
    """A share of the items that can be solved; which these are is not told, so the shares of all are compared."""
    parts = score.record.get("component_scores") or {}
    values = list(score.outcomes.values())
    least, most = values.count(True), values.count(True) + values.count(None)
    if "solveable_total" in parts:
        told = int(parts["solveable_resolved"]) + int(parts["unsolveable_resolved"])
        n = int(parts["solveable_total"])
    else:
        told = round(float(parts["combined_accuracy"]) * whole / 100)
        n = SOLVABLE_ITEMS
    if not least <= told <= most:
        return Agreement(agrees=False, said=f"{said}, the record gives {told}")
    value = float(score.record["score"])
    fits = any(abs(100 * count / n - value) < ROUNDING for count in range(n + 1))
    return Agreement(agrees=True, n=n if fits else None, said=said)


def _run(score: Score, known: Known) -> OutcomeRun:
    name = known.names.of_benchmark(score.benchmark)
    return OutcomeRun(
        run=score.folder,
        model=known.names.model(score.model),
        benchmark=(name.benchmark if name else "") or score.benchmark,
        harness=score.harness,
        measured=_day(score),
        origin=score.sidecar,
        outcomes=score.outcomes,
    )


def _day(score: Score) -> str:
    return str(score.record["submission_time"])[:10]


IMPORTER = Importer(FILES, parse, translate)
