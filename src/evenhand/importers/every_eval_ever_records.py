"""Records of Every Eval Ever, single files or packed line by line, as results one by one."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from evenhand.importers.json_places import pointer
from evenhand.importers.plain_json import read_json
from evenhand.importers.raw_files import gunzipped

PACKED = ".jsonl.gz"
COUNT = re.compile(
    r"min=(?P<least>[\d.]+), mean=[\d.]+, max=(?P<most>[\d.]+), sum=(?P<sum>[\d.]+) \((?P<runs>\d+)\)$", re.MULTILINE
)
MOST_REPEATED = 7


class Result(Struct, frozen=True, kw_only=True):
    """One result of one record. `line` counts the lines of a packed file from 1 and is 0 elsewhere."""

    file: str
    line: int
    number: int
    collection: str
    record: Mapping[str, Any]
    entry: Mapping[str, Any]

    @property
    def at(self) -> str:
        """Where the score stands."""
        score = ("evaluation_results", self.number, "score_details", "score")
        return f"line {self.line} {pointer('record', *score)}" if self.line else pointer(*score)

    @property
    def record_id(self) -> tuple[str, int]:
        """Which record it is of."""
        return self.file, self.line

    @property
    def model(self) -> str:
        """The source's name of the model: its id, else its name."""
        about = self.record["model_info"]
        return str(about.get("id") or about["name"])

    @property
    def called(self) -> str:
        """How the leaderboard itself calls the model."""
        return str(self.record["model_info"]["name"])

    @property
    def measure(self) -> str:
        """Collection and name of the evaluation, as the name table has them."""
        return f"{self.collection} :: {self.entry['evaluation_name']}"

    @property
    def score(self) -> str:
        """The score as written."""
        return str(self.entry["score_details"]["score"])

    @property
    def lowest(self) -> str:
        """The least score that the metric knows."""
        return str(self.entry["metric_config"]["min_score"])

    @property
    def highest(self) -> str:
        """The greatest score that the metric knows."""
        return str(self.entry["metric_config"]["max_score"])

    @property
    def scraped(self) -> str:
        """When the page was read, in seconds; it says nothing about the day of the run."""
        return str(self.record["retrieved_timestamp"])

    @property
    def precision(self) -> str:
        """In which precision the model was run, where stated."""
        return str(self._about_model.get("precision") or "")

    @property
    def scaffold(self) -> str:
        """The agent around the model, where there is one."""
        return str(self._about_model.get("agent_scaffold") or "")

    @property
    def effort(self) -> str:
        """The reasoning effort, where stated."""
        return str(self._about_model.get("inference_effort") or "")

    @property
    def variant(self) -> str:
        """What makes another run of one model no repetition: the leaderboard's own name of it, and the agent."""
        return f"{self.called} | {self.scaffold}" if self.scaffold else ""

    @property
    def runs(self) -> str:
        """Of how many runs the score is the mean, where stated."""
        return str(self._about_run.get("runs") or "")

    @property
    def link(self) -> str:
        """The last address of the source's data: where there are two, the first is the benchmark's own page."""
        return next(iter(reversed(self.entry.get("source_data", {}).get("url") or ())), "")

    @property
    def items(self) -> int | None:
        """The number of items, where the record counts them: the same set run several times counts once.

        Where the score is a mean over listed sets, their items together; where sets are not told from repetitions
        nothing is known. Lines below the count, such as a warning about the questions, change nothing of it.
        """
        told = (self.entry.get("source_data", {}).get("additional_details") or {}).get("tasks_evaluated")
        if told:
            return int(told)
        counted = self._details.get(f"{self.entry['evaluation_name']} - # eval")
        said = COUNT.match(counted.get("description") or "") if isinstance(counted, Mapping) else None
        return _items(said, self._sets) if said else None

    @property
    def half_width(self) -> float | None:
        """Half of the interval, as it stands there: offsets from the score, not bounds."""
        interval = self.entry["score_details"].get("uncertainty", {}).get("confidence_interval") or {}
        lower, upper = (float(interval.get(end) or 0) for end in ("lower", "upper"))
        return upper if upper > 0 and lower == -upper else None

    @property
    def quote(self) -> str:
        """The metric and the score with what the record says about the run."""
        parts = [f"{self.entry['metric_config']['evaluation_description']}: {self.score}"]
        parts += [f"{self.precision} weights"] if self.precision else []
        parts += [f"listed as {self.called}"] if self.scaffold else []
        return "; ".join(parts)

    @property
    def _details(self) -> Mapping[str, Any]:
        return self.entry["score_details"].get("details") or {}

    @property
    def _sets(self) -> int:
        """Over how many listed sets, such as tasks, languages or subjects, the score is a mean."""
        lists = (value for value in self._about_run.values() if isinstance(value, list))
        return max((len(set(map(str, values))) for values in lists), default=1)

    @property
    def _about_model(self) -> Mapping[str, Any]:
        return self.record["model_info"].get("additional_details") or {}

    @property
    def _about_run(self) -> Mapping[str, Any]:
        return (self.entry.get("generation_config") or {}).get("additional_details") or {}


def _items(said: re.Match[str], sets: int) -> int | None:
    runs, whole = int(said["runs"]), float(said["sum"])
    if runs % sets or (sets == 1 and (said["least"] != said["most"] or runs > MOST_REPEATED)):
        return None
    items = whole * sets / runs
    return int(items) if items.is_integer() else None


def results(name: str, body: bytes) -> Iterator[Result]:
    """All results of a file of one record, or of a packed file with a record a line.

    Raises:
        RefusedRefresh, ValueError, KeyError: not such records.

    """
    if not name.endswith(PACKED):
        yield from _of_record(name, 0, name.split("/")[1], read_json(name, body))
        return
    for line, text in enumerate(gunzipped(name, body).splitlines(), 1):
        packed = read_json(f"{name}, line {line}", text)
        yield from _of_record(name, line, packed["path"].split("/")[1], packed["record"])


def _of_record(file: str, line: int, collection: str, record: Mapping[str, Any]) -> Iterator[Result]:
    _refuse_unlike(record)
    for number, entry in enumerate(record["evaluation_results"]):
        yield Result(file=file, line=line, number=number, collection=collection, record=record, entry=entry)


def _refuse_unlike(record: Mapping[str, Any]) -> None:
    """Touch what every result needs, so that another form is noticed before anything is made of it."""
    about = record["model_info"]
    if not (about["name"] and float(record["retrieved_timestamp"])):
        raise ValueError("a record without the name of its model")
    for entry in record["evaluation_results"]:
        metric = entry["metric_config"]
        if not (entry["evaluation_name"] and float(metric["min_score"]) < float(metric["max_score"])):
            raise ValueError(f"a result without a scale: {entry['evaluation_name']}")
        if entry["score_details"]["score"] is None or not metric["evaluation_description"]:
            raise ValueError(f"a result without a score: {entry['evaluation_name']}")
