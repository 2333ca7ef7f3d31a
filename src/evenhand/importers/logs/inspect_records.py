"""What is read of an Inspect log: its fields by Inspect's own names, everything else is skipped unread.

The form is that of Inspect's `EvalLog`, versions 1 and 2; older names of fields stand beside the newer ones.
"""

from typing import Annotated

from msgspec import Meta, Raw, Struct

MOST_TOKENS = 2**53
Count = Annotated[int, Meta(ge=0, le=MOST_TOKENS)]
Number = Annotated[int, Meta(ge=-(2**63), le=2**63 - 1)]
Epoch = Annotated[int, Meta(ge=1, le=1_000_000)]
Seconds = Annotated[float, Meta(ge=0)]
Options = dict[str, Raw]
NOTHING = Raw(b"null")


class Dataset(Struct, frozen=True):
    """The questions: their name, where they came from, how many there are, and whether their order was changed."""

    name: str | None = None
    samples: Count | None = None
    shuffled: bool | None = None


class Config(Struct, frozen=True):
    """How the task was run: how often each question, and within which limits."""

    limit: Raw = NOTHING
    epochs: Epoch | None = None
    message_limit: Raw = NOTHING
    token_limit: Raw = NOTHING
    turn_limit: Raw = NOTHING
    time_limit: Raw = NOTHING
    working_limit: Raw = NOTHING
    cost_limit: Raw = NOTHING


class Headline(Struct, frozen=True):
    """Which metric of which score the task puts first; what is None does not choose."""

    scorer: str | None = None
    score: str | None = None
    metric: str | None = None
    reducer: str | None = None


class Spec(Struct, frozen=True):
    """What was evaluated: `eval` of the log."""

    task: str
    model: str
    dataset: Dataset = Dataset()
    created: str = ""
    task_version: Number | str = 0
    task_args: Options = {}
    model_generate_config: Options = {}
    model_base_url: str | None = None
    model_args: Options = {}
    model_roles: dict[str, Raw] | None = None
    config: Config = Config()
    packages: dict[str, str] = {}
    sandbox: Raw = NOTHING
    headline_metric: Headline | None = None


class Step(Struct, frozen=True):
    """A solver and its parameters."""

    solver: str
    params: Options = {}


class Plan(Struct, frozen=True):
    """The solvers in their order, and the settings of generation."""

    steps: list[Step] = []
    config: Options = {}


class Metric(Struct, frozen=True):
    """A metric's value, as the log writes it, and its parameters."""

    value: Raw
    name: str = ""
    params: Options = {}


class EvalScore(Struct, frozen=True):
    """What a scorer gave over all samples; `name` is the key of its values where these are tables."""

    name: str
    scorer: str = ""
    reducer: str | None = None
    scored_samples: Count | None = None
    params: Options = {}
    metrics: dict[str, Metric] = {}


class SampleValue(Struct, frozen=True):
    """The value of one sample over its epochs."""

    value: Raw
    sample_id: Number | str | None = None


class Reduction(Struct, frozen=True):
    """The values of all samples by one scorer and reducer."""

    scorer: str
    samples: list[SampleValue]
    reducer: str | None = None


class Results(Struct, frozen=True):
    """What came out; `scorer` and `metrics` are the form of version 1, which had one scorer."""

    total_samples: Count = 0
    completed_samples: Count | None = None
    scores: list[EvalScore] = []
    headline: Headline | None = None
    scorer: EvalScore | None = None
    metrics: dict[str, Metric] = {}
    sample_reductions: list[Reduction] | None = None


class Fault(Struct, frozen=True):
    """What stopped a sample or the whole run."""

    message: str = ""


class Header(Struct, frozen=True):
    """A log without its samples."""

    eval: Spec
    version: int = 2
    status: str = "started"
    plan: Plan = Plan()
    results: Results | None = None
    error: Fault | None = None
    invalidated: bool = False


class Whole(Header, frozen=True):
    """A log in one JSON file; each sample is a view of its bytes."""

    samples: list[Raw] | None = None
    reductions: list[Reduction] | None = None


class Usage(Struct, frozen=True, gc=False):
    """Tokens and dollars of a model."""

    input_tokens: Count = 0
    output_tokens: Count = 0
    total_tokens: Count = 0
    input_tokens_cache_write: Count | None = None
    input_tokens_cache_read: Count | None = None
    total_cost: Annotated[float, Meta(ge=0)] | None = None


class Part(Struct, frozen=True, gc=False):
    """A part of a message; only those of the type `text` have one."""

    text: str = ""
    type: str = ""


class Message(Struct, frozen=True):
    """A message of a conversation."""

    content: str | list[Part] | None = None
    role: str = ""


class Choice(Struct, frozen=True):
    """One answer of a model."""

    message: Message


class Output(Struct, frozen=True):
    """What the model gave."""

    completion: str | None = None
    choices: list[Choice] = []


class Score(Struct, frozen=True):
    """What a scorer gave for one sample."""

    value: Raw


class Limit(Struct, frozen=True):
    """The limit that ended a sample."""

    type: str = ""


class Sample(Struct, frozen=True):
    """One attempt at a question; `score` is the form of version 1."""

    id: Number | str
    epoch: Epoch
    input: str | list[Message] = ""
    choices: list[str] | None = None
    output: Output = Output()
    scores: dict[str, Score] | None = None
    score: Score | None = None
    metadata: Raw = NOTHING
    model_usage: dict[str, Usage] = {}
    total_time: Seconds | None = None
    working_time: Seconds | None = None
    error: Fault | None = None
    limit: Limit | None = None
    invalidation: Raw = NOTHING
    attachments: Raw = NOTHING


class ModelOutput(Struct, frozen=True):
    """The usage of one call of a model."""

    usage: Usage | None = None


class Event(Struct, frozen=True):
    """A step of a sample; those of the kind `model` are calls of a model."""

    event: str = ""
    model: str = ""
    output: ModelOutput | None = None


class SampleEvents(Struct, frozen=True):
    """The steps of a sample, where an old log has no totals."""

    events: list[Event] = []
