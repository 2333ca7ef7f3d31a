"""What is read of a record of Every Eval Ever and of its samples: its fields by the schema's own names.

The schema is that of versions 0.2.0 to 0.3.x (`eval.schema.json`, `instance_level_eval.schema.json`).
"""

from typing import Annotated

from msgspec import Meta, Raw, Struct

Count = Annotated[int, Meta(ge=0, le=2**53)]
Options = dict[str, Raw]
NOTHING = Raw(b"null")


class Source(Struct, frozen=True):
    """Where the record comes from and who evaluated."""

    source_name: str = ""
    source_type: str = ""
    source_organization_name: str = ""
    evaluator_relationship: str = ""


class Library(Struct, frozen=True):
    """The program that evaluated, or that ran the model."""

    name: str = ""
    version: str = ""


class Model(Struct, frozen=True):
    """The model and where it ran."""

    name: str = ""
    id: str = ""
    inference_platform: str = ""
    inference_engine: Library | None = None
    additional_details: Options | None = None


class Dataset(Struct, frozen=True):
    """The questions."""

    dataset_name: str = ""
    hf_repo: str = ""
    hf_split: str = ""


class Judge(Struct, frozen=True):
    """A model that graded."""

    model_info: Model


class Grading(Struct, frozen=True):
    """Grading by models."""

    judges: list[Judge] = []


class Measuring(Struct, frozen=True):
    """The metric: its names, its unit, and its ends, which may be absent."""

    evaluation_description: str = ""
    metric_id: str = ""
    metric_name: str = ""
    metric_kind: str = ""
    metric_unit: str = ""
    metric_parameters: Options = {}
    lower_is_better: bool = False
    has_unknown_level: bool = False
    min_score: Raw = NOTHING
    max_score: Raw = NOTHING
    llm_scoring: Grading | None = None


class StandardError(Struct, frozen=True):
    """The standard error of the score."""

    value: Raw


class Uncertainty(Struct, frozen=True):
    """What is known of the score's error."""

    standard_error: StandardError | None = None
    num_samples: Count | None = None


class Value(Struct, frozen=True):
    """The score."""

    score: Raw
    uncertainty: Uncertainty | None = None


class Generation(Struct, frozen=True):
    """How answers were generated."""

    generation_args: Options | None = None
    additional_details: Options | None = None


class Result(Struct, frozen=True):
    """One metric of one evaluation."""

    evaluation_name: str
    metric_config: Measuring
    score_details: Value
    evaluation_result_id: str | None = None
    evaluation_timestamp: str | None = None
    source_data: Dataset = Dataset()
    generation_config: Generation | None = None


class Details(Struct, frozen=True):
    """What the file of samples must be."""

    format: str = ""
    hash_algorithm: str = ""
    checksum: str = ""
    total_rows: Count | None = None


class Record(Struct, frozen=True):
    """One model's results of one evaluation."""

    schema_version: str
    evaluation_id: str
    model_info: Model
    evaluation_results: list[Result]
    source_metadata: Source = Source()
    evaluation_timestamp: str | None = None
    eval_library: Library = Library()
    detailed_evaluation_results: Details | None = None


class Given(Struct, frozen=True):
    """The question as it stands in the dataset, and as it was put to the model."""

    raw: str
    formatted: str | None = None
    choices: list[str] | None = None


class Answers(Struct, frozen=True):
    """The model's answers to a single turn."""

    raw: list[str]


class Turn(Struct, frozen=True):
    """A message of a conversation."""

    role: str
    content: str | None = None


class Judged(Struct, frozen=True):
    """The sample's score."""

    score: Raw


class Tokens(Struct, frozen=True):
    """Tokens of a sample."""

    input_tokens: Count
    output_tokens: Count


class Performance(Struct, frozen=True):
    """Times of a sample in milliseconds."""

    latency_ms: Annotated[float, Meta(ge=0)] | None = None
    generation_time_ms: Annotated[float, Meta(ge=0)] | None = None


class Sample(Struct, frozen=True):
    """One line of the samples."""

    schema_version: str
    evaluation_id: str
    model_id: str
    evaluation_name: str
    sample_id: str
    input: Given
    evaluation: Judged
    evaluation_result_id: str | None = None
    output: Answers | None = None
    messages: list[Turn] | None = None
    token_usage: Tokens | None = None
    performance: Performance | None = None
    error: str | None = None
