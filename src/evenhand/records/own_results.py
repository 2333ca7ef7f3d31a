"""What a result file of an evaluation tool says: one run a model, configuration, task and metric, and its items.

Numbers that a tool printed are kept as it wrote them, so that nothing of them is lost to rounding.
"""

from typing import Annotated, Literal

from msgspec import Meta, Struct

Tool = Literal[
    "inspect",
    "lm-eval",
    "helm",
    "lighteval",
    "every-eval-ever",
    "model-index",
    "simple-evals",
    "llmperf",
    "measured",
    "csv",
]
Scale = Literal["fraction", "percent", "other"]
PromptStyle = Literal["", "chat", "completion"]


class OwnRun(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A model in one configuration on one task by one metric.

    `key` is unique within its file and what its items name. `model`, `task` and `metric` are the file's own words.
    `value` and `error` (standard error) are the digits of the file; empty `value`: the tool printed none. `scale` says
    how they are meant: a fraction of 1, percent, or another unit. `primary` marks the metric that the tool itself puts
    first for the task. `measured` is the ISO day of the run. `temperature` and the values of `settings` are the file's
    own text; `settings` holds what else changes a result (top_p, max_tokens, seed, template, filter, dtype, revision,
    endpoint kind …) and never a key, a password or an address with one in it. `origin` is the file it was read from,
    below the path that was given, and `at` the place in it (a JSON pointer, `line 7`).
    """

    key: str
    model: str
    task: str
    metric: str
    value: str
    scale: Scale
    origin: str
    at: str
    primary: bool = True
    error: str = ""
    n: Annotated[int, Meta(ge=0)] | None = None
    measured: str = ""
    tool_version: str = ""
    version: str = ""
    subset: str = ""
    prompt_style: PromptStyle = ""
    shots: Annotated[int, Meta(ge=0)] | None = None
    temperature: str = ""
    tools: str = ""
    effort: str = ""
    mode: str = ""
    trials: str = ""
    judge: str = ""
    settings: dict[str, str] = {}


class OwnItem(Struct, frozen=True, kw_only=True):
    """One attempt of a run at one item.

    `run` is the key of its run. `outcome` is the item's value by the run's metric (0 to 1 where the metric is a
    fraction), None where the tool has none (an error, an unscored sample; `fault` says which). `question` is the hash
    of the question's text (`question_hash`), by which the same item is known in another file. `cluster` names what
    makes items depend on each other (a passage, a repository). Tokens, dollars and seconds are of this attempt, None
    where the file does not say. `prompt` and `output` are the texts, where the log has them.
    """

    run: str
    item: str
    attempt: int = 1
    outcome: float | None = None
    fault: str = ""
    question: str = ""
    cluster: str = ""
    input_tokens: int | None = None
    output_tokens: int | None = None
    cost: float | None = None
    seconds: float | None = None
    prompt: str = ""
    output: str = ""
