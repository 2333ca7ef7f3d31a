"""What a results file of lighteval holds, as far as it is read; numbers stay as they are written."""

from typing import Annotated, Any

from msgspec import Meta, Raw, Struct
from msgspec.json import Decoder

Count = Annotated[int, Meta(ge=0, le=10**9)]
Values = dict[str, Raw]
NOTHING = Raw(b"null")


class ModelConfig(Struct, frozen=True):
    """The model as it was loaded or called; its key and its address are not read."""

    model_name: str | None = None
    generation_parameters: Values | None = None
    system_prompt: str | None = None
    provider: str | None = None
    revision: str | None = None
    dtype: str | None = None
    use_chat_template: bool | None = None
    override_chat_template: bool | None = None


class General(Struct, frozen=True):
    """`config_general`; newer versions keep the model's part in `model_config`."""

    lighteval_sha: str | None = None
    num_fewshot_seeds: Count | None = None
    max_samples: Count | None = None
    model_name: str | None = None
    model_sha: str | None = None
    model_dtype: str | None = None
    generation_parameters: Values | None = None
    model_config: ModelConfig | None = None


class ListedMetric(Struct, frozen=True):
    """A metric as a task lists it; what adds it up is a name, or several by name."""

    metric_name: Any = None
    corpus_level_fn: Any = None


class TaskConfig(Struct, frozen=True):
    """A task; how many items it has is -1 where that was not kept."""

    version: Any = None
    num_fewshots: int | None = None
    effective_num_docs: int | None = None
    generation_size: int | None = None
    hf_repo: str | None = None
    hf_subset: str | None = None
    metrics: list[ListedMetric] | None = None


class Results(Struct, frozen=True):
    """The whole file."""

    config_general: General
    results: dict[str, Values]
    versions: dict[str, Any] = {}
    config_tasks: dict[str, TaskConfig] = {}


RESULTS = Decoder(Results)
