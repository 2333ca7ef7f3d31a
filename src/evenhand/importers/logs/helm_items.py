"""The items of a HELM run: the values from the statistics of each instance, the texts from the requests.

Both files are read one entry at a time; of the statistics a few numbers an item are held until its request is met.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from msgspec import Struct, field

from evenhand.importers.logs.helm_records import (
    ADAPTER_SPEC,
    ITEM_STATS,
    REQUEST_STATE,
    AdapterSpec,
    ItemStats,
    Request,
    RequestState,
)
from evenhand.importers.logs.item_tally import ItemTally
from evenhand.importers.logs.json_stream import JsonStream
from evenhand.importers.logs.log import Take, question_hash
from evenhand.importers.logs.log_file import LogFile
from evenhand.records.own_results import OwnItem, PromptStyle

NO_VALUE = "HELM has no value of this metric for the item"
MOST_TOKENS = 2**53
NOTED = frozenset(("num_prompt_tokens", "num_output_tokens", "inference_runtime", "predicted_index"))
Key = tuple[str, int]
Named = tuple[str, str]
"""A statistic's name and the part of the split that it is of, mostly none."""


class Measured(Struct):
    """What the statistics say of one instance in one trial."""

    values: dict[Named, float] = field(default_factory=dict)
    parts: set[str] = field(default_factory=set)
    input_tokens: int | None = None
    output_tokens: int | None = None
    seconds: float | None = None
    chosen: int | None = None


class HelmItems:
    """Hands on the items of a folder's runs; `wanted` is the statistic of each, `tallies` what its items add up to.

    `uneven` are statistics with several values an item, so that their mean is not that of the items.
    """

    def __init__(self, wanted: Mapping[str, Named], split: str, take: Take) -> None:
        self._wanted, self._split, self._take = wanted, split, take
        self._of_items: set[Named] = set()
        self._measured: dict[Key, Measured] = {}
        self._elsewhere: set[Key] = set()
        self._handed_on: set[Key] = set()
        self.tallies = {key: ItemTally() for key in wanted}
        self.uneven: set[str] = set()
        self.last_request: int | None = None
        self.prompt_style: PromptStyle = ""

    @property
    def day(self) -> str:
        """The ISO day of the last request, in UTC; empty where none is dated."""
        return datetime.fromtimestamp(self.last_request, UTC).date().isoformat() if self.last_request else ""

    def read_statistics(self, file: LogFile) -> None:
        """Take the numbers of every instance.

        Raises:
            BadLog: damaged, or an instance has two values of one statistic.

        """
        with file.open() as body:
            stream = JsonStream(file, body)
            for place, raw in stream.elements():
                self._measure(file, file.decoded(raw, ITEM_STATS, place), place)
            stream.end()

    def _measure(self, file: LogFile, entry: ItemStats, place: str) -> None:
        key = (entry.instance_id, entry.train_trial_index)
        stats = [one for one in entry.stats if one.name.split == self._split and one.name.perturbation is None]
        if entry.perturbation is not None or not stats:
            self._elsewhere.add(key)
            return
        known = self._measured.setdefault(key, Measured())
        for stat in stats:
            if stat.mean is not None:
                named = (stat.name.name, stat.name.sub_split or "")
                self._keep(file, known, named, stat.mean, place)
                if stat.count != 1:
                    self.uneven.add(named[0])

    def _keep(self, file: LogFile, known: Measured, named: Named, value: float, place: str) -> None:
        known.parts.add(named[1])
        if named in self._wanted.values():
            if known.values.setdefault(named, value) != value:
                raise file.bad(f"an instance has two values of {named[0]}", place, value)
            self._of_items.add(named)
        elif named[0] in NOTED:
            self._note(file, known, named[0], value, place)

    def _note(self, file: LogFile, known: Measured, name: str, value: float, place: str) -> None:
        if not 0 <= value <= MOST_TOKENS:
            raise file.bad(f"{name} cannot be this much", place, value)
        match name:
            case "num_prompt_tokens":
                known.input_tokens = round(value)
            case "num_output_tokens":
                known.output_tokens = round(value)
            case "inference_runtime":
                known.seconds = value
            case _:
                known.chosen = round(value)

    def read_requests(self, file: LogFile, adapter: AdapterSpec) -> None:
        """Hand on every item that a request belongs to, with its texts.

        Raises:
            BadLog: damaged, of another run, or of instances without statistics.

        """
        with file.open() as body:
            stream = JsonStream(file, body)
            met = set()
            for name in stream.members():
                met.add(name)
                if name == "request_states":
                    for place, raw in stream.elements():
                        self._request(file, file.decoded(raw, REQUEST_STATE, place), place)
                elif name == "adapter_spec":
                    _same_run(file, file.decoded(stream.value(), ADAPTER_SPEC, "/adapter_spec"), adapter)
                else:
                    stream.value()
            stream.end()
        if not {"request_states", "adapter_spec"} <= met:
            raise file.bad("no scenario_state.json of HELM: it lacks adapter_spec or request_states")

    def _request(self, file: LogFile, state: RequestState, place: str) -> None:
        instance = state.instance
        key = (instance.id, state.train_trial_index)
        if instance.perturbation is not None or instance.split != self._split:
            return
        known = self._measured.get(key)
        if known is None:
            if key in self._elsewhere:
                return
            raise file.bad("per_instance_stats.json does not have this instance", place, instance.id)
        if state.result is not None and state.result.request_datetime is not None:
            self.last_request = max(state.result.request_datetime, self.last_request or 0)
        if state.request is not None and state.request.messages:
            self.prompt_style = "chat"
        if key not in self._handed_on and _is_chosen(state, known.chosen):
            self._hand_on(key, known, state)

    def hand_on_rest(self) -> None:
        """The items whose request is not there: values without texts."""
        for key, known in self._measured.items():
            if key not in self._handed_on:
                self._hand_on(key, known, None)

    def _hand_on(self, key: Key, known: Measured, state: RequestState | None) -> None:
        self._handed_on.add(key)
        for run, outcome in self._outcomes(known):
            self.tallies[run].add(outcome)
            self._take(
                OwnItem(
                    run=run,
                    item=key[0],
                    attempt=key[1] + 1,
                    outcome=outcome,
                    fault="" if outcome is not None else NO_VALUE,
                    question=question_hash(state.instance.input.text) if state and state.instance.input.text else "",
                    input_tokens=known.input_tokens,
                    output_tokens=known.output_tokens,
                    seconds=known.seconds,
                    prompt=_prompt(state.request) if state and state.request else "",
                    output=_output(state),
                )
            )

    def _outcomes(self, known: Measured) -> Iterator[tuple[str, float | None]]:
        """The item's value by each run's statistic, but for those that only the whole set has."""
        for run, named in self._wanted.items():
            if named in self._of_items and named[1] in known.parts:
                yield run, known.values.get(named)


def _same_run(file: LogFile, found: AdapterSpec, wanted: AdapterSpec) -> None:
    if any(getattr(found, name) != getattr(wanted, name) for name in ("model", "method", "max_train_instances")):
        raise file.bad("it is of another run than run_spec.json", "/adapter_spec", f"{found.model}, {found.method}")


def _is_chosen(state: RequestState, chosen: int | None) -> bool:
    """Of several requests for one item, one an answer, the one of the answer that the model chose."""
    if state.request_mode == "calibration":
        return False
    return state.reference_index is None or chosen is None or state.reference_index == chosen


def _prompt(request: Request) -> str:
    if not request.messages:
        return request.prompt
    return json.dumps(request.messages, ensure_ascii=False)


def _output(state: RequestState | None) -> str:
    completions = state.result.completions if state is not None and state.result is not None else []
    return completions[0].text if completions else ""
