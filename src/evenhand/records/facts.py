"""What the catalog holds: labs, models, providers, benchmarks, sources, observations, offers, listings.

Every struct is frozen. Dates are ISO text (`2026-04-23`); where a source knows only the month or the
year, `2026-04` or `2026` stands. Prices are US dollars per million tokens. Sizes are tokens.
"""

import re
from typing import Annotated, Literal

from msgspec import Meta, Struct

Tier = Literal["A", "B", "C", "D", "E", "O"]
# A run of one's own, which no shipped lane admits.
OWN: Tier = "O"
# The lab of models that only runs of one's own know, and what their ids and those of such tests begin with.
OWN_LAB, OWN_ID = "own", "own-"
Direction = Literal["higher", "lower"]
BenchmarkKind = Literal["test", "composite", "preference"]
BenchmarkState = Literal["current", "stale", "saturated", "contaminated", "unknown"]
Unit = Literal[
    "percent", "fraction", "elo", "rating", "usd", "points", "minutes", "edit distance", "error rate", "bleu"
]
SourceKind = Literal["lab", "operator", "independent", "aggregator", "own run"]
LicenceClass = Literal["open", "facts only", "own use"]

CATEGORIES = (
    "agentic",
    "coding",
    "reasoning",
    "multimodal",
    "knowledge",
    "multilingual",
    "instruction-following",
    "math",
)
TRACKED = ("safety", "factuality", "long-context", "audio", "robotics", "cost", "preference", "composite", "own")
# What a score may state of how it was made: which part of the test, and the settings of the run.
SETTINGS = ("effort", "mode", "harness", "prompting", "trials", "judge")
CONDITIONS = ("version", "subset", "context", "tools", *SETTINGS)

Id = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9.+-]*$", max_length=80)]
IsoDate = Annotated[str, Meta(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
Dollars = Annotated[float, Meta(ge=0)]
Tokens = Annotated[int, Meta(ge=1)]
Votes = Annotated[int, Meta(ge=0, le=1_000_000_000)]


class Lab(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Who makes models. `hosts` are the web hosts and paths that the lab publishes on."""

    id: Id
    name: str
    link: str = ""
    hosts: tuple[str, ...] = ()


class Provider(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Who serves models. `lab` names the lab when a lab serves its own models."""

    id: Id
    name: str
    link: str = ""
    lab: str = ""


class Statement(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Where some facts of a model or benchmark come from: field names, source, link, day it was checked."""

    fields: tuple[str, ...]
    source: Id
    checked: IsoDate
    link: str = ""


class Model(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A model as its lab describes it. None means unknown, never zero.

    `context_window` is the total window (input and output together), `input_limit` the most input;
    a host's own limit is on its offer. `parameters` are billions. `snapshot_of` names the model that this one
    is a dated snapshot of, where both are held. A `moving` name is what an API calls whichever model its lab points
    it at: it has prices and no scores.
    """

    id: Id
    lab: Id
    name: str
    family: str = ""
    snapshot_of: str = ""
    moving: bool = False
    aliases: tuple[str, ...] = ()
    released: IsoDate | None = None
    retired: IsoDate | None = None
    knowledge_cutoff: IsoDate | None = None
    licence: str | None = None
    open_weights: bool | None = None
    parameters: Annotated[float, Meta(gt=0)] | None = None
    reasoning: bool | None = None
    context_window: Tokens | None = None
    input_limit: Tokens | None = None
    output_limit: Tokens | None = None
    input_modalities: tuple[str, ...] = ()
    output_modalities: tuple[str, ...] = ()
    stated: tuple[Statement, ...] = ()


class VersionItems(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How many questions a version of a benchmark has."""

    version: Annotated[str, Meta(min_length=1)]
    items: Annotated[int, Meta(ge=1)]


class Benchmark(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A test, a preference vote or a composite: what it measures and how its values are to be read.

    `low` and `high` bound the values (None: unbounded). `versions` lists the versions that exist; where it
    has two or more, a score that leaves its version unstated matches no other. `tools` is what the test
    prescribes; `tool_variants` says that it is also run with other tool access. `contexts` lists context
    lengths where the test is run at several. `chance` is the score of guessing and `ceiling` what the known errors of
    the answer key leave to be reached, both in the benchmark's unit. `reference` is the rating against which a rating
    is read; `reference_low` and `reference_high` are the values of an unbounded scale that become 0 and 100 points;
    `reference_reason` says why these. `published` is the day since which its questions can be read; `twin` names an
    older test of which this one is a reworded or stricter form. Where questions come in clusters, `per_cluster` is how
    many share one on average and `cluster_correlation` the share of the variance that lies between clusters. `items`
    is the number of questions, `version_items` that of the versions which have another.
    """

    id: Id
    name: str
    category: str
    measures: str
    kind: BenchmarkKind = "test"
    metric: str = "accuracy"
    unit: Unit = "percent"
    low: float | None = 0.0
    high: float | None = 100.0
    direction: Direction = "higher"
    chance: float | None = None
    ceiling: float | None = None
    reference: float | None = None
    reference_low: Annotated[float, Meta(gt=0)] | None = None
    reference_high: Annotated[float, Meta(gt=0)] | None = None
    reference_reason: str = ""
    published: IsoDate | None = None
    twin: str = ""
    per_cluster: Annotated[float, Meta(ge=1)] | None = None
    cluster_correlation: Annotated[float, Meta(ge=0, le=1)] | None = None
    items: Annotated[int, Meta(ge=1)] | None = None
    version_items: tuple[VersionItems, ...] = ()
    versions: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    tools: Literal["none", "agentic", "python", "web"] = "none"
    tool_variants: bool = False
    maintainer: str = ""
    link: str = ""
    state: BenchmarkState = "unknown"
    state_reason: str = ""
    aliases: tuple[str, ...] = ()
    stated: tuple[Statement, ...] = ()

    def items_in(self, version: str) -> int | None:
        """How many questions this version has: its own number, else that of the benchmark; None where none is known."""
        return next((one.items for one in self.version_items if one.version == version), self.items)


class Publisher(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Whose page a link leads to: `who` is a lab id or an organisation's name."""

    who: str
    role: Literal["lab", "operator", "independent", "aggregator"]


class Source(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A published collection of figures: who, under which licence, retrieved when and as what.

    `licence_class` says what may be kept of it: `open` all, `facts only` single figures with their link, `own use`
    nothing in a public catalog. `fetch` lists the addresses that a refresh reads, `files_at` is the address of one of
    its files, with `{name}` and `{commit}` in it. `opinion` says whether its prices are offered to readers or only
    held against those of other sources. `publishers` maps the host of a link, with as much of its path as is needed,
    to whoever publishes there.
    """

    id: Id
    name: str
    publisher: str
    kind: SourceKind
    link: str
    licence: str
    licence_class: LicenceClass
    retrieved: IsoDate
    attribution: str = ""
    commit: str = ""
    fetch: tuple[str, ...] = ()
    files_at: str = ""
    opinion: Literal["first", "second"] = "first"
    rhythm: str = ""
    notes: str = ""
    publishers: dict[str, Publisher] = {}


class RawFile(Struct, frozen=True, forbid_unknown_fields=True):
    """A file that rows were read from: its name at the source, hash, size in bytes, when and at which commit read."""

    source: Id
    name: str
    sha256: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$")]
    size: Annotated[int, Meta(ge=0)]
    retrieved: IsoDate
    commit: str = ""
    link: str = ""
    file: str = ""
    line: int = 0


class StatedFact(Struct, frozen=True, forbid_unknown_fields=True):
    """What a source states about a model: the field of `Model`, the value as text (lists separated by blanks)."""

    source: Id
    model: Id
    field: str
    value: str
    checked: IsoDate
    link: str = ""
    origin: str = ""
    at: str = ""
    file: str = ""
    line: int = 0


class Observation(Struct, frozen=True, forbid_unknown_fields=True):
    """One published result of one configuration of a model on one benchmark.

    `value` and `error` (standard error) are in the benchmark's unit. Empty text means that the source does
    not state it. `measured` is a measuring date, `published` the date of the page, `retrieved` the day the
    source was read. `raw` is the value as the source wrote it, `origin` and `at` say in which of its files and
    where (`RawFile.name`; a JSON pointer, `record 3, column score` or `line 7, cell 2`), `called` are the source's
    own names of model and benchmark. `file` and `line` say where the row stands here.
    """

    model: Id
    benchmark: Id
    value: float
    tier: Tier
    source: Id
    retrieved: IsoDate
    raw: str = ""
    version: str = ""
    subset: str = ""
    context: str = ""
    tools: str = ""
    effort: str = ""
    mode: str = ""
    harness: str = ""
    prompting: str = ""
    trials: str = ""
    judge: str = ""
    error: Annotated[float, Meta(ge=0)] | None = None
    n: Annotated[int, Meta(ge=1)] | None = None
    measured_by: str = ""
    measured: IsoDate | None = None
    published: IsoDate | None = None
    link: str = ""
    quote: str = ""
    called: str = ""
    origin: str = ""
    at: str = ""
    file: str = ""
    line: int = 0


# What the basis of a price says where the price is another at hours of days that no row can name.
CONDITION = re.compile(r"(?:[\d.]+ times(?: and )?)+ this at [^;()]+")
# How the basis of a price ends that its source called removed when it was read, without the day of its end.
REMOVED = "removed when checked"


class Offer(Struct, frozen=True, forbid_unknown_fields=True):
    """A provider's price for a model from a day on, in US dollars per million tokens; None is unknown, 0 is free.

    `mode` is standard, batch, fast and so on; `above_tokens` is the prompt length from which the row holds.
    `context_limit` is this host's own limit. `basis` says how `since` and `until` are known, `seen` is the first day on
    which the price was seen. `hours` limits a price to a time of day (`16:30-00:30` UTC).
    """

    provider: Id
    model: Id
    source: Id
    checked: IsoDate
    input: Dollars | None = None
    cached_input: Dollars | None = None
    cache_write: Dollars | None = None
    output: Dollars | None = None
    since: IsoDate | None = None
    until: IsoDate | None = None
    basis: str = ""
    seen: IsoDate | None = None
    hours: Annotated[str, Meta(pattern=r"^(\d{2}:\d{2}-\d{2}:\d{2})?$")] = ""
    mode: str = "standard"
    above_tokens: Annotated[int, Meta(ge=0)] = 0
    context_limit: Tokens | None = None
    output_limit: Tokens | None = None
    link: str = ""
    origin: str = ""
    at: str = ""
    file: str = ""
    line: int = 0

    @property
    def condition(self) -> str:
        """That it is another at some hours of some days: `2 times this at 01:00-04:00 UTC on some days from …`."""
        found = CONDITION.search(self.basis)
        return found.group().strip() if found else ""

    @property
    def end_unstated(self) -> bool:
        """Whether its source calls it removed and states no day: `until` is then the day on which that was read."""
        return self.until == self.checked and self.basis.endswith(REMOVED)


class Speed(Struct, frozen=True, forbid_unknown_fields=True):
    """Measured serving speed: output tokens per second and seconds to the first token (medians of `n` requests)."""

    model: Id
    source: Id
    retrieved: IsoDate
    provider: str = ""
    tokens_per_second: Annotated[float, Meta(gt=0)] | None = None
    first_token_seconds: Annotated[float, Meta(gt=0)] | None = None
    n: Annotated[int, Meta(ge=1)] | None = None
    method: str = ""
    region: str = ""
    measured: IsoDate | None = None
    link: str = ""
    origin: str = ""
    at: str = ""
    file: str = ""
    line: int = 0


class Listing(Struct, frozen=True, forbid_unknown_fields=True):
    """What a comparison site prints about a model, as it prints it; None is the site's N/A.

    `verified_position` is a rank, `unranked`, or empty where the site prints no such line.
    """

    model: Id
    source: Id
    retrieved: IsoDate
    name: str
    context: str = ""
    context_tokens: Tokens | None = None
    reasoning: bool | None = None
    verified_position: str = ""
    input: Dollars | None = None
    output: Dollars | None = None
    tokens_per_second: Annotated[float, Meta(gt=0)] | None = None
    first_token_seconds: Annotated[float, Meta(gt=0)] | None = None
    link: str = ""
    file: str = ""
    line: int = 0


class VoteCount(Struct, frozen=True, forbid_unknown_fields=True):
    """Votes between two answers: one vote with its `winner`, or how many ended left, right and tied.

    `left` and `right` are the source's names, `left_model` and `right_model` our ids where it is known whose answers
    these are. `group` is the voter, or whatever else makes votes depend on each other. The features of both answers
    (tokens, headings, list items, bold pieces) are for style control. `at` are the records that were counted.
    """

    source: Id
    board: Id
    left: str
    right: str
    winner: Literal["", "left", "right", "tie"] = ""
    left_wins: Votes | None = None
    right_wins: Votes | None = None
    ties: Votes | None = None
    group: str = ""
    left_model: str = ""
    right_model: str = ""
    left_tokens: Votes | None = None
    right_tokens: Votes | None = None
    left_headers: Votes | None = None
    right_headers: Votes | None = None
    left_lists: Votes | None = None
    right_lists: Votes | None = None
    left_bold: Votes | None = None
    right_bold: Votes | None = None
    measured: IsoDate | None = None
    origin: str = ""
    at: str = ""
    file: str = ""
    line: int = 0


class Unresolved(Struct, frozen=True, order=True):
    """A source's name that leads to nothing here: what it names, in how many rows, the nearest ids between blanks.

    `kind` is `model`, `benchmark` or `provider`.
    """

    kind: str
    name: str
    rows: Annotated[int, Meta(ge=0)]
    nearest: str = ""


class Rejection(Struct, frozen=True, forbid_unknown_fields=True):
    """A row that was read from a source and not admitted, or was removed later, with the reason."""

    source: Id
    date: IsoDate
    reason: str
    name: str
    benchmark: str = ""
    value: str = ""
    link: str = ""
    detail: str = ""
    file: str = ""
    line: int = 0
