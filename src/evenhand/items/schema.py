"""The columns of item-level results: what stands in a file of one log, in its file of texts, and in the whole table."""

from typing import Literal

from msgspec import Struct

Kind = Literal["text", "integer", "number"]


class Column(Struct, frozen=True):
    """A column: its name, what it holds, and what that means."""

    name: str
    kind: Kind
    about: str


# One row an attempt at an item, as `ItemWriter` writes it.
ITEM = (
    Column("run", "text", "the run's key within its log"),
    Column("item", "text", "the item's name within its benchmark"),
    Column("attempt", "integer", "1 for the first attempt at the item"),
    Column("outcome", "number", "by the run's metric; 1 is solved; null where it was not scored"),
    Column("fault", "text", "why it was not scored; empty where nothing went wrong"),
    Column("question", "text", "hash of the question's text; empty where the log has no text"),
    Column("cluster", "text", "what makes items depend on each other; empty where they do not"),
    Column("input_tokens", "integer", "of this attempt; null where the log does not say"),
    Column("output_tokens", "integer", "of this attempt; null where the log does not say"),
    Column("cost", "number", "dollars of this attempt; null where the log does not say"),
    Column("seconds", "number", "of this attempt; null where the log does not say"),
)
# One row an attempt that has texts, as `OutputWriter` writes it.
OUTPUT = (
    Column("run", "text", "the run's key within its log"),
    Column("item", "text", "the item's name within its benchmark"),
    Column("attempt", "integer", "1 for the first attempt at the item"),
    Column("question", "text", "hash of the question's text; empty where the log has no text"),
    Column("prompt", "text", "what the model was given"),
    Column("output", "text", "what it answered"),
)
# What a run's key stands for, joined to the rows of its log.
RUN = (
    Column("log", "text", "the folder of the run's log"),
    Column("run", "text", "the run's key within its log"),
    Column("model", "text", "whose answers these are"),
    Column("configuration", "text", "under which settings; empty where there is one only"),
    Column("benchmark", "text", "on which test"),
)
# The whole table: what every expression reads.
WHOLE = (*RUN[1:], *ITEM[1:])
NEEDED = ("model", "benchmark", "item", "outcome")


class RunOfItems(Struct, frozen=True, kw_only=True):
    """A row of the table of runs: `log` is the name of the folder that holds `items.parquet`, `run` a key in it."""

    log: str
    run: str
    model: str
    benchmark: str
    configuration: str = ""
