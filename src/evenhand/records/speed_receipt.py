"""What a speed measurement leaves behind: every request, what was set, how true the clock was, and the figures.

Seconds are from the moment at which a request is written to its connection; prices are US dollars per million tokens.
Nothing here holds a key, a prompt or an answer.
"""

from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

Kind = Literal["chat", "responses", "anthropic"]
Counting = Literal["usage", "chunks", "words", "none"]
Tokenizer = Literal["", "chunks", "words"]
Outcome = Literal["answered", "empty", "cut", "slow", "limited", "refused", "failed"]
Ending = Literal["done", "stopped by hand", "budget", "refusals", "rate limit", "clock"]
Seconds = Annotated[float, Meta(ge=0)]
Count = Annotated[int, Meta(ge=0)]

FORM = "evenhand/speed/1"
OUTCOMES: tuple[Outcome, ...] = ("answered", "empty", "cut", "slow", "limited", "refused", "failed")


class Target(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is measured: a model of the catalog (empty where it has none) as an endpoint knows it.

    `key` tells it from the others of a run (`gpt-5.5@openai`), `name` is the model's name in a request, `address` the
    base address without path of a protocol, `provider` an id of the catalog or empty. `body` is added to every
    request; a null there takes a field out. `limit_field` is how a chat request limits its answer.
    """

    key: str
    name: str
    address: str
    kind: Kind
    model: str = ""
    provider: str = ""
    limit_field: str = "max_tokens"
    body: dict[str, Any] = {}


class SpeedSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything that was set; a run with the same settings goes on where one was broken off.

    `requests` are counted ones a condition, `warm_up` those before them that are not counted; None in either: by the
    concurrency. `first_limit`, `idle_limit` and `whole_limit` are seconds until a request is called slow: without a
    first token, between two packets, and in all. `longest_wait` is the longest wait for a rate limit that is obeyed.
    """

    targets: tuple[Target, ...]
    prompt_tokens: tuple[int, ...] = (100, 1000)
    concurrency: tuple[int, ...] = (1, 8)
    requests: int | None = None
    warm_up: int | None = None
    output_tokens: int = 128
    tokenizer: Tokenizer = ""
    first_limit: float = 60.0
    idle_limit: float = 30.0
    whole_limit: float = 300.0
    retries: int = 3
    longest_wait: float = 60.0
    even_so: bool = False


class Tokens(Struct, frozen=True, kw_only=True):
    """The server's own usage report of one answer; None is not reported. `reasoning` is a part of `output`."""

    input: Count | None = None
    output: Count | None = None
    reasoning: Count | None = None
    cached: Count | None = None


class Request(Struct, frozen=True, kw_only=True, tag_field="is", tag="request"):
    """One finished request.

    `first_reasoning` and `first_answer` are the arrivals of the first token of each kind, `last` that of the last
    token, `whole` the end of the stream. `pieces` are events that held text, `reasoning_pieces` those of reasoning
    among them, `first_pieces` those that came in the first packet; `characters` and `words` are of all of it. Summaries
    of reasoning are in none of these. `connected` is how long a new connection took, None where one stood. `limited`
    counts the answers that said to wait, `asked_wait`
    sums what they asked for (None where none named a time) and `waited` what was waited, neither of it in the times.
    """

    target: str
    prompt_tokens: int
    concurrency: int
    number: int
    outcome: Outcome
    warm_up: bool = False
    began: str = ""
    status: int | None = None
    fault: str = ""
    connected: Seconds | None = None
    first_reasoning: Seconds | None = None
    first_answer: Seconds | None = None
    last: Seconds | None = None
    whole: Seconds | None = None
    pieces: Count = 0
    reasoning_pieces: Count = 0
    first_pieces: Count = 0
    characters: Count = 0
    first_characters: Count = 0
    words: Count = 0
    tokens: Tokens = Tokens()
    attempts: int = 1
    limited: Count = 0
    asked_wait: Seconds | None = None
    waited: Seconds = 0.0

    @property
    def first(self) -> float | None:
        """The arrival of the first token of either kind."""
        known = [one for one in (self.first_reasoning, self.first_answer) if one is not None]
        return min(known, default=None)

    @property
    def first_piece(self) -> float | None:
        """The arrival of the first text whose tokens are counted: a summary of reasoning is none."""
        return self.first if self.reasoning_pieces else self.first_answer


class Calibration(Struct, frozen=True, kw_only=True, tag_field="is", tag="calibration"):
    """What this client measured of a stub on this machine that sends its first token after `delay` seconds.

    `error` is (median − delay) / delay, `rate_error` the same of the stub's token rate; `stub_late` is by how many
    seconds the stub itself, by its own clock, sent its first tokens late (median), a part of the error.
    """

    kind: Kind
    concurrency: int
    delay: Seconds
    n: int
    median: Seconds
    p95: Seconds
    error: float
    rate_error: float
    stub_late: float
    at: str


class Spread(Struct, frozen=True, kw_only=True):
    """Percentiles of `n` requests, and the interval of the median.

    A value is None where it lies among the `censored` requests, which were given up before it came. `low` to `high`
    are the order statistics that hold the median of the population with at least 95 % (`coverage`, exact, of
    independent requests of any distribution); None where there are fewer than six requests.
    """

    n: int
    p5: float | None
    p50: float | None
    p95: float | None
    low: float | None = None
    high: float | None = None
    coverage: float | None = None
    censored: int = 0


class SpeedFigures(Struct, frozen=True, kw_only=True):
    """The figures of one target under one condition.

    Times to the first token are of every request that got one and, as longer than its limit, of every one that was
    given up waiting; whole times and rates are of answered requests. `tokens_per_second` leaves out the first token.
    `outcomes` counts all; `cut_after` is the median number of tokens (or pieces, where nothing was reported) of the
    answers that broke off. `input_tokens` and `output_tokens` are medians, `counted` says who counted the latter.
    """

    target: str
    prompt_tokens: int
    concurrency: int
    n: int
    warm_up: int
    outcomes: dict[str, int]
    first_token: Spread | None = None
    first_reasoning: Spread | None = None
    first_answer: Spread | None = None
    tokens_per_second: Spread | None = None
    whole: Spread | None = None
    counted: Counting = "none"
    input_tokens: float | None = None
    output_tokens: float | None = None
    reasoning_tokens: float | None = None
    cached: int = 0
    one_piece: int = 0
    cut_after: float | None = None
    limited: int = 0
    asked_wait: float | None = None
    waited: float = 0.0
    connected: int = 0
    calibration: Calibration | None = None
    doubtful: bool = False
    faults: dict[str, int] = {}


class NotMeasured(Struct, frozen=True, kw_only=True):
    """A concurrency at which the clock is not true enough on this machine: nothing was measured at it."""

    concurrency: int
    calibration: Calibration


class Spent(Struct, frozen=True, kw_only=True):
    """What the run took, warm-up and retries included.

    Tokens are those of usage reports, else the most that a request can have taken, of which `assumed` are counted.
    `dollars` is None where a price is not known.
    """

    requests: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    assumed: int = 0
    dollars: float | None = None


class SpeedReceipt(Struct, frozen=True, kw_only=True):
    """One run: settings, machine, calibrations, every request, and the figures that follow from them.

    `form` says what kind of file it is, and its version. `id` is the same for a run that was broken off and went on.
    `sessions` are the ISO times at which it began or went on, `given_up` counts the requests that were in flight when
    it ended.
    """

    form: str = FORM
    id: str
    settings: SpeedSettings
    sessions: tuple[str, ...]
    ended: str
    ending: Ending
    why: str
    evenhand: str
    aiohttp: str
    python: str
    machine: str
    cores: int
    calibrations: tuple[Calibration, ...]
    requests: tuple[Request, ...]
    figures: tuple[SpeedFigures, ...]
    not_measured: tuple[NotMeasured, ...] = ()
    given_up: int = 0
    spent: Spent = Spent()
