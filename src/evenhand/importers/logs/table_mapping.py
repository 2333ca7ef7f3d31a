"""Which column of a table holds what: from the command line, from a TOML file, or from the table's own header."""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from evenhand.catalog.nearest import near_or
from evenhand.errors import BadSetting

SCORE, ITEM, OUTCOME = "score", "item", "outcome"
RUN_FIELDS = (
    "model", "task", "metric", "scale", "measured", "version", "subset", "prompt_style", "shots", "temperature",
    "tools", "effort", "mode", "trials", "judge", "harness",
)  # fmt: skip
SCORE_FIELDS = (SCORE, "error", "n")
ITEM_FIELDS = (
    ITEM, OUTCOME, "attempt", "question", "prompt", "output", "cluster", "fault", "input_tokens", "output_tokens",
    "cost", "seconds",
)  # fmt: skip
FIELDS = (*RUN_FIELDS, *SCORE_FIELDS, *ITEM_FIELDS)
SETTING = "setting."
SAYABLE = (*RUN_FIELDS, "n")
# What others call these fields.
OTHER_WORDS = {
    "model": ("name", "system", "llm"),
    "task": ("benchmark", "test", "dataset", "eval", "evaluation", "suite"),
    SCORE: ("value", "result", "accuracy", "acc", "mean"),
    "error": ("stderr", "standard_error", "se", "std_err"),
    "n": ("items", "questions", "samples", "count", "size"),
    ITEM: ("id", "case", "sample", "example"),
    OUTCOME: ("correct", "right", "passed", "solved", "grade"),
    "output": ("answer", "response", "completion"),
    "measured": ("date", "day", "time"),
    "scale": ("unit",),
}
SCALES = ("fraction", "percent", "other")


class TableMapping(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Fields to columns, and fields to what holds for every row; `setting.NAME` is any other setting of the run."""

    columns: dict[str, str] = {}
    say: dict[str, str] = {}

    @property
    def by_item(self) -> bool:
        """Whether a row is an item, and not a score."""
        return ITEM in self.columns or OUTCOME in self.columns

    @property
    def told(self) -> str:
        """The mapping as text, the same for the same mapping."""
        return msgspec.json.encode(self, order="sorted").decode()


def mapping_of(columns: Mapping[str, str], said: Mapping[str, str], path: Path | None = None) -> TableMapping:
    """The mapping of the command line over that of a file; it is whole.

    Raises:
        BadSetting: an unknown field, a file that is none, or what a table needs is not mapped.

    """
    held = read_mapping(path) if path else TableMapping()
    return checked(TableMapping(columns={**held.columns, **columns}, say={**held.say, **said}))


def read_mapping(path: Path) -> TableMapping:
    """A mapping from a TOML file with the tables `[columns]` and `[say]`.

    Raises:
        BadSetting: it is no such file.

    """
    try:
        return msgspec.convert(tomllib.loads(path.read_text("utf-8")), TableMapping)
    except (ValueError, OSError, RecursionError) as error:
        fix = 'it has the tables [columns] and [say], as model = "Model name"'
        raise BadSetting(f"{path} is no mapping: {str(error)[:200]}; {fix}") from error


def checked(mapping: TableMapping) -> TableMapping:
    """The mapping itself, where a table can be read by it.

    Raises:
        BadSetting: it has unknown fields, both forms, or lacks what each needs.

    """
    for field, known in (*((name, FIELDS) for name in mapping.columns), *((name, SAYABLE) for name in mapping.say)):
        if field in FIELDS and field not in known:
            raise BadSetting(f"{field!r} cannot hold for all rows; give --map {field}=COLUMN")
        if field not in known and not (field.startswith(SETTING) and len(field) > len(SETTING)):
            raise BadSetting(f"a table has no field {field[:80]!r}; {_meant(field, known)}")
    twice = sorted(mapping.columns.keys() & mapping.say.keys())
    if twice:
        raise BadSetting(f"{twice[0]!r} is a column and said for all rows; give one of them")
    for field in ("model", "task"):
        if field not in mapping.columns and field not in mapping.say:
            raise BadSetting(f"the {field} is not mapped; give --map {field}=COLUMN or --say {field}=NAME")
    if mapping.by_item == (SCORE in mapping.columns):
        raise BadSetting(
            "map score=COLUMN where a row is a score, or item=COLUMN and outcome=COLUMN where it is an item"
        )
    if mapping.by_item and not {ITEM, OUTCOME} <= mapping.columns.keys():
        raise BadSetting("a table of items needs item=COLUMN and outcome=COLUMN")
    if mapping.say.get("scale", "other") not in SCALES:
        raise BadSetting(f"the scale is one of {', '.join(SCALES)}, not {mapping.say['scale'][:40]!r}")
    return mapping


def _meant(field: str, known: Sequence[str]) -> str:
    """Which field somebody means who writes another word for it, or one of nearly the same letters."""
    means = next((name for name, others in OTHER_WORDS.items() if field.casefold() in others and name in known), "")
    return f"did you mean {means}?" if means else near_or(field, known, "the fields are")


def own_mapping(header: tuple[str, ...]) -> TableMapping | None:
    """The mapping of a table whose header has our own words; None where it has not."""
    named = {name: name for name in header if name in FIELDS or name.startswith(SETTING)}
    try:
        return checked(TableMapping(columns=named))
    except BadSetting:
        return None
