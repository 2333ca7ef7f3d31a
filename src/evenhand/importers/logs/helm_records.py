"""What a run folder of HELM holds, by HELM's own names, as far as it is read; numbers stay as they are written."""

from typing import Annotated, Any

from msgspec import Meta, Raw, Struct
from msgspec.json import Decoder

Count = Annotated[int, Meta(ge=0, le=10**9)]
Time = Annotated[int, Meta(ge=0, le=2**33)]
NOTHING = Raw(b"null")


class Spec(Struct, frozen=True):
    """A class and its arguments: a scenario or a metric."""

    class_name: str
    args: dict[str, Any] = {}


class AdapterSpec(Struct, frozen=True):
    """How an instance becomes a request."""

    model: str
    method: str
    model_deployment: str = ""
    instructions: str = ""
    max_train_instances: Count | None = None
    max_eval_instances: Count | None = None
    num_outputs: Count | None = None
    num_train_trials: Count = 1
    num_trials: Count = 1
    temperature: Raw = NOTHING
    max_tokens: Count | None = None
    input_prefix: str = ""
    output_prefix: str = ""
    reference_prefix: str = ""


class RunSpec(Struct, frozen=True):
    """`run_spec.json`."""

    name: str
    scenario_spec: Spec
    adapter_spec: AdapterSpec
    metric_specs: list[Spec]


class Scenario(Struct, frozen=True):
    """`scenario.json`."""

    name: str


class StatName(Struct, frozen=True):
    """Which statistic, of which part of the instances, with which change of them."""

    name: str
    split: str | None = None
    sub_split: str | None = None
    perturbation: Any = None


class Stat(Struct, frozen=True):
    """A statistic; without a mean when it has no value."""

    name: StatName
    count: Count
    mean: Raw = NOTHING


class ItemStat(Struct, frozen=True):
    """A statistic of one instance, mostly of one value."""

    name: StatName
    count: Count = 1
    mean: float | None = None


class ItemStats(Struct, frozen=True):
    """One entry of `per_instance_stats.json`."""

    instance_id: str
    stats: list[ItemStat]
    train_trial_index: Count = 0
    perturbation: Any = None


class Input(Struct, frozen=True):
    """What an instance asks."""

    text: str = ""


class Instance(Struct, frozen=True):
    """One item of a scenario."""

    id: str
    input: Input = Input()
    split: str | None = None
    perturbation: Any = None


class Request(Struct, frozen=True):
    """What was sent: one text, or messages."""

    prompt: str = ""
    messages: list[dict[str, Any]] | None = None


class Completion(Struct, frozen=True):
    """One answer."""

    text: str = ""


class Result(Struct, frozen=True):
    """What came back, and when, in seconds since 1970."""

    success: bool = True
    completions: list[Completion] = []
    request_datetime: Time | None = None


class RequestState(Struct, frozen=True):
    """One request of `scenario_state.json`."""

    instance: Instance
    train_trial_index: Count = 0
    reference_index: int | None = None
    request_mode: str | None = None
    request: Request | None = None
    result: Result | None = None


RUN_SPEC, SCENARIO, STATS = Decoder(RunSpec), Decoder(Scenario), Decoder(list[Stat])
ITEM_STATS, REQUEST_STATE, ADAPTER_SPEC = Decoder(ItemStats), Decoder(RequestState), Decoder(AdapterSpec)
