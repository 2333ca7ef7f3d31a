"""What hosting open weights oneself would take: an estimate out of figures that the reader gives, never a price."""

from typing import Literal

from msgspec import Struct

from evenhand.records.cost import Costs, OfferCost
from evenhand.records.facts import Speed
from evenhand.records.operations import Workload
from evenhand.records.wording import Sentence

Basis = Literal["stated", "measured", "roofline"]
Limit = Literal["bandwidth", "arithmetic"]
# Cheaper from the break-even on: `surely` at the slowest of speeds that leave nothing out; `perhaps` where only the
# fastest is enough, or the speed is a limit; `if fast enough` where no speed is known; `never` not even at the fastest.
# `never if dense` is that where every parameter was counted as read. Empty where there is nothing to compare.
BreakEven = Literal["surely", "perhaps", "if fast enough", "never if dense", "never", ""]


class Span(Struct, frozen=True, kw_only=True):
    """From the least to the most that a figure can be; both ends are the same where it is one figure."""

    low: float
    high: float


class Bounds(Struct, frozen=True):
    """Between which values a figure of the reader is taken, ends included, and whether it is a whole number."""

    least: float
    most: float
    whole: bool = False


BOUNDS = {
    "bits": Bounds(0.5, 64),
    "parameters": Bounds(0.001, 100_000),
    "active_parameters": Bounds(0.001, 100_000),
    "context": Bounds(1, 100_000_000, whole=True),
    "streams": Bounds(1, 100_000, whole=True),
    "kv_bytes_per_token": Bounds(1, 100_000_000),
    "memory": Bounds(0.1, 1_000_000),
    "devices": Bounds(1, 100_000, whole=True),
    "bandwidth": Bounds(0.1, 1_000_000),
    "tflops": Bounds(0.001, 1_000_000),
    "tokens_per_second": Bounds(0.001, 100_000_000),
    "per_hour": Bounds(0.001, 1_000_000),
    "utilisation": Bounds(1, 100),
}


class Hosting(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What the reader says of a machine and of how the model runs on it; None is not said. `BOUNDS` has the bounds.

    `quantization` names a format or a family of formats; `bits` a parameter, where given, stand for it. `parameters`
    and `active_parameters` are billions, the former stand for the catalog's. `context` are the tokens kept of each of
    `streams` requests that are written at once. `memory` (GB, a thousand million bytes), `bandwidth` (GB a second) and
    `tflops` (million million operations a second at the precision used) are those of one device of `devices`.
    `tokens_per_second` is the output of the whole machine as the reader measured it over a run: all streams together,
    the time to read the prompts included. `per_hour` are US dollars an hour for the whole machine. `utilisation` is
    the share of each day, in per cent, in which it can be kept busy.
    """

    quantization: str = "bf16"
    bits: float | None = None
    parameters: float | None = None
    active_parameters: float | None = None
    context: int | None = None
    streams: int = 1
    kv_bytes_per_token: float | None = None
    memory: float | None = None
    devices: int = 1
    bandwidth: float | None = None
    tflops: float | None = None
    tokens_per_second: float | None = None
    per_hour: float | None = None
    utilisation: float = 100.0


class Format(Struct, frozen=True, kw_only=True):
    """How weights are stored: a format or a family, its bits a parameter and what these are made of; or bits alone."""

    id: str = ""
    bits: Span
    of: str = ""


class WeightsIn(Struct, frozen=True, kw_only=True):
    """What all weights take in a format, in GB; `asked` marks the one that the reader means."""

    format: str
    bits: Span
    gigabytes: Span
    asked: bool = False


class Memory(Struct, frozen=True, kw_only=True):
    """Memory in GB. `cache` is the KV cache of all streams and `whole` weights and cache, None where it is not known.

    `have` is the memory of all devices, `left` what the weights leave of it, `room` how many tokens of KV cache that
    holds. `fits` is None where it depends on what is not known.
    """

    weights: Span
    context: int
    cache: float | None = None
    whole: Span | None = None
    have: float | None = None
    left: Span | None = None
    room: Span | None = None
    fits: bool | None = None


class Roofline(Struct, frozen=True, kw_only=True):
    """The most output tokens a second, all streams together, that bandwidth and arithmetic allow; None is not known.

    `read` are the GB of weights read for each step of writing one token in every stream. `dense` says that all
    parameters were counted as read, as nobody said how many are active: the limit of a dense model, while that of a
    mixture of experts is higher. `reading` are the most input tokens a second.
    """

    read: Span
    dense: bool
    bandwidth: Span | None = None
    arithmetic: Span | None = None
    tokens_per_second: Span | None = None
    limit: Limit | None = None
    reading: Span | None = None


class Writing(Struct, frozen=True, kw_only=True):
    """Output tokens a second that the costs rest on, all streams together: whose figure it is and the rows behind it.

    `beyond` says that even the slowest is above the roofline, so that one of the figures cannot be right.
    """

    basis: Basis
    tokens_per_second: Span
    measured: tuple[Speed, ...] = ()
    beyond: bool = False


class Running(Struct, frozen=True, kw_only=True):
    """What the machine costs in US dollars, rented round the clock, and what it can do.

    `requests_a_day` is what one machine can answer of the workload at the utilisation, `per_million_output` the cost
    of a million output tokens where nothing but writing took time, `per_million` that of a million tokens of the
    workload, input and output together. `reads_input` says whether the time to read the input is counted, `least` that
    the costs are the least there can be, as a time is left out or taken at its limit.
    """

    per_day: float
    per_month: float
    reads_input: bool = False
    least: bool = True
    requests_a_day: Span | None = None
    per_million_output: Span | None = None
    per_million: Span | None = None


class AtVolume(Struct, frozen=True, kw_only=True):
    """US dollars a day for so many tokens a day of the workload: at the host, and of the machines that they take."""

    tokens_a_day: float
    host_per_day: float
    machines: Span
    own_per_day: Span


class AgainstHost(Struct, frozen=True, kw_only=True):
    """The machine against the cheapest host of the catalog. Costs are US dollars a month or a million tokens.

    From `tokens_a_day` (input and output) on one machine costs less than the host, if it keeps up: `needed` are the
    output tokens a second that this takes over the whole day. `machines` is how many the reader's volume takes,
    `volumes` the costs at parts and multiples of the break-even and at the reader's volume, in their order.
    """

    cost: OfferCost
    per_million: float
    verdict: BreakEven = ""
    requests_a_day: float | None = None
    tokens_a_day: float | None = None
    needed: float | None = None
    volume: float
    machines: Span | None = None
    host_month: float
    own_month: Span | None = None
    volumes: tuple[AtVolume, ...] = ()


class SelfHosting(Struct, frozen=True, kw_only=True):
    """An estimate of what hosting a model oneself would take. `date` and `version` are the catalog's.

    `parameters` are billions, with the sources that state them, none where the figure is the reader's; `active` are
    those that a token needs, None where nobody said. `stored` is how the reader keeps the weights. `names` are those
    of sources and providers.
    """

    kind: Literal["estimate"] = "estimate"
    date: str
    version: str
    model: str
    name: str
    open_weights: bool | None
    hosting: Hosting
    workload: Workload
    stored: Format
    parameters: Span | None = None
    stated_by: tuple[str, ...] = ()
    active: float | None = None
    formats: tuple[WeightsIn, ...] = ()
    memory: Memory | None = None
    roofline: Roofline | None = None
    writing: Writing | None = None
    running: Running | None = None
    host: AgainstHost | None = None
    names: dict[str, str]


class SelfHostingReport(Struct, frozen=True, kw_only=True):
    """An estimate, what it says, and what it assumes."""

    schema: str = "evenhand/self-hosting/1"
    estimate: SelfHosting
    words: tuple[Sentence, ...]
    assumptions: tuple[Sentence, ...]


class HostedCosts(Costs, frozen=True, kw_only=True):
    """What a workload costs, and apart from every offer, what hosting those models oneself would take."""

    self_hosting: tuple[SelfHostingReport, ...]
