"""The samples of lm-evaluation-harness beside its results: one line an item and filter, read line by line."""

import json
import re
from collections.abc import Mapping
from typing import Any

from msgspec import Raw, Struct
from msgspec.json import Decoder

from evenhand.importers.logs.item_tally import ItemTally
from evenhand.importers.logs.lm_eval_records import TaskConfig
from evenhand.importers.logs.log import Take, question_hash
from evenhand.importers.logs.log_file import LogFile
from evenhand.records.own_results import OwnItem, OwnRun

ROW = Decoder(dict[str, Raw])
OUTCOME = Decoder(bool | float | list[Any] | dict[str, Any] | str | None)
# A template that only puts fields of the item in: anything more is the tool's to evaluate.
FIELD = re.compile(r"\{\{\s*([A-Za-z_]\w*)\s*\}\}")
OVER_ALL = "this metric has no value for one item"


class Sample(Struct):
    """A line of a samples file; the values by metric stand beside these names in the same object."""

    doc_id: int
    doc: Any = None
    arguments: Any = None
    filtered_resps: Any = None
    filter: str | None = None
    metrics: list[str] | None = None


SAMPLE = Decoder(Sample)


class TaskSamples:
    """Turns the lines of a task's samples into items of its runs; `tallies` holds what they add up to, by run."""

    def __init__(self, file: LogFile, task: str, runs: tuple[OwnRun, ...], questions: "Questions") -> None:
        self._file, self._task, self._questions = file, task, questions
        self._runs: dict[str, list[OwnRun]] = {}
        for run in runs:
            self._runs.setdefault(run.settings.get("filter", "none"), []).append(run)
        self.tallies = {run.key: ItemTally() for run in runs}
        self._met: dict[str, set[int]] = {}

    def read(self, take: Take) -> None:
        """Hand on the items of every line.

        Raises:
            BadLog: a line is no sample of this task, or one that was there before.

        """
        for place, line in self._file.lines():
            sample = self._file.decoded(line, SAMPLE, place)
            runs = self._runs_of(sample, place)
            values = self._file.decoded(line, ROW, place)
            scored = [run for run in runs if run.metric in values]
            if not scored and runs:
                raise self._file.bad(f"no metric of the task {self._task} stands here", place, ", ".join(values))
            for run in scored:
                self._hand_on(run, sample, self._outcome(values[run.metric], f"{place}, {run.metric}"), take)

    def _runs_of(self, sample: Sample, place: str) -> list[OwnRun]:
        """The runs that this line is of; none where it names no filter and the task has several."""
        only = next(iter(self._runs)) if len(self._runs) == 1 else None
        name = only if sample.filter is None else sample.filter
        if name is None:
            return []
        if name not in self._runs:
            raise self._file.bad(f"the results of {self._task} have no such filter", place, name)
        met = self._met.setdefault(name, set())
        if sample.doc_id in met:
            raise self._file.bad("the item stands there twice", place, sample.doc_id)
        met.add(sample.doc_id)
        return self._runs[name]

    def _outcome(self, raw: Raw, place: str) -> float | None:
        value = self._file.decoded(raw, OUTCOME, place)
        if isinstance(value, str):
            raise self._file.bad("a number is expected here", place, value)
        return float(value) if isinstance(value, int | float) else None

    def _hand_on(self, run: OwnRun, sample: Sample, outcome: float | None, take: Take) -> None:
        self.tallies[run.key].add(outcome)
        prompt = prompt_of(sample.arguments)
        take(
            OwnItem(
                run=run.key,
                item=str(sample.doc_id),
                outcome=outcome,
                fault="" if outcome is not None else OVER_ALL,
                question=self._questions.of(sample.doc, prompt),
                prompt=prompt,
                output=output_of(sample.filtered_resps),
            )
        )


class Questions:
    """What a task asks, without its template, the examples and the chat around it, so that it is the same elsewhere.

    Where the template only puts fields of the item in, the question is what these fields say; else the prompt, if
    nothing is around it (`is_bare`); else all fields of the item.
    """

    def __init__(self, config: TaskConfig, *, is_bare: bool) -> None:
        self._template = config.doc_to_text if isinstance(config.doc_to_text, str) else ""
        self._is_bare = is_bare

    def of(self, doc: object, prompt: str) -> str:
        """The hash of an item's question; empty where the line has neither item nor prompt."""
        asked = self._put_in(doc) if isinstance(doc, dict) else ""
        if not asked and not (self._is_bare and prompt) and doc is not None:
            asked = json.dumps(doc, sort_keys=True, ensure_ascii=False)
        return question_hash(asked or prompt) if asked or prompt else ""

    def _put_in(self, doc: Mapping[str, object]) -> str:
        """The fields that the template puts in; empty where it does more than that."""
        names = [self._template] if self._template in doc else FIELD.findall(self._template)
        if "{" in FIELD.sub("", self._template) or not all(isinstance(doc.get(name), str) for name in names):
            return ""
        return "\n".join(str(doc[name]) for name in names)


def prompt_of(arguments: object) -> str:
    """The text that was sent: the first argument of the first request, in both forms that the tool has written."""
    if isinstance(arguments, dict):
        arguments = [list(request.values()) for request in arguments.values() if isinstance(request, dict)]
    first = arguments[0] if isinstance(arguments, list) and arguments else None
    text = first[0] if isinstance(first, list) and first else None
    return text if isinstance(text, str) else ""


def output_of(filtered: object) -> str:
    """The answer as the filter left it: a text as it is, several texts or likelihoods as JSON."""
    if isinstance(filtered, list) and len(filtered) == 1 and isinstance(filtered[0], str):
        return filtered[0]
    if isinstance(filtered, str):
        return filtered
    return "" if filtered in (None, []) else json.dumps(filtered, ensure_ascii=False)
