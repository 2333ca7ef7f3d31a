"""What a results file of lm-evaluation-harness holds, as far as it is read; numbers stay as they are written."""

from typing import Annotated, Any

from msgspec import UNSET, Meta, Raw, Struct, UnsetType
from msgspec.json import Decoder

Count = Annotated[int, Meta(ge=0, le=10**9)]
Values = dict[str, Raw]


class Samples(Struct):
    """How many items a task has, and how many of them were run."""

    effective: Count
    original: Count | None = None


class ListedMetric(Struct):
    """A metric as a task lists it; what adds it up is a name or the text of a function."""

    metric: Any = None
    aggregation: Any = None


class TaskConfig(Struct):
    """How a task was put to the model."""

    num_fewshot: Count | None = None
    output_type: str | None = None
    generation_kwargs: Values | None = None
    repeats: Count | None = None
    doc_to_text: Any = None
    metric_list: list[ListedMetric] | None = None
    dataset_path: str | None = None
    dataset_name: str | None = None


class Config(Struct):
    """How the program was called."""

    model: str
    model_args: dict[str, Any] | str | None = None
    num_fewshot: Count | None = None
    limit: Raw | None = None
    model_dtype: str | None = None
    model_revision: str | None = None
    model_sha: str | None = None


class Results(Struct, rename={"n_shot": "n-shot", "n_samples": "n-samples"}):
    """The whole file; the old form has `results`, `versions` and `config` only."""

    results: dict[str, Values]
    config: Config
    versions: dict[str, Any] = {}
    groups: dict[str, Values] = {}
    group_subtasks: dict[str, list[str]] = {}
    configs: dict[str, TaskConfig] = {}
    n_shot: dict[str, Count | None] = {}
    n_samples: dict[str, Samples] = {}
    date: float | None = None
    lm_eval_version: str | None = None
    git_hash: str | None = None
    model_name: str | None = None
    chat_template: str | UnsetType | None = UNSET
    system_instruction: str | None = None
    fewshot_as_multiturn: bool | None = None

    def is_group(self, task: str) -> bool:
        """Whether this is no task of its own but what several tasks add up to."""
        return task in self.groups or bool(self.group_subtasks.get(task))


RESULTS = Decoder(Results)
