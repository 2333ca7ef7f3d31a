"""What hosting a model oneself would take, in words: each figure with what it rests on, and as wide as its inputs."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from evenhand.records.pricing import DAYS_A_MONTH
from evenhand.records.self_hosting import (
    AgainstHost,
    Hosting,
    Memory,
    Roofline,
    Running,
    SelfHosting,
    SelfHostingReport,
    Span,
    Writing,
)
from evenhand.records.wording import Sentence
from evenhand.wording import numbers
from evenhand.wording.hosting_assumptions import hosting_assumptions
from evenhand.wording.sentence import Written, say

MOST = 1e15
MILLION = 1_000_000
FORMS = {"stated": "your own figure", "measured": "your own measurements", "roofline": "the roofline"}


def self_hosting_report(found: SelfHosting) -> SelfHostingReport:
    """An estimate with its sentences: the one shape of page, JSON and command."""
    return SelfHostingReport(estimate=found, words=self_hosting_words(found), assumptions=hosting_assumptions(found))


def self_hosting_words(found: SelfHosting) -> tuple[Sentence, ...]:
    """What the estimate says, from the weights to the break-even; what is not known is said to be unknown."""
    return (
        say("hosting.estimate", "An estimate, not a price: what hosting {name} yourself would take.", name=found.name),
        *_parameters(found),
        *(_memory(found, found.memory) if found.memory else ()),
        *_speed(found),
        *_cost(found),
        *(_host(found, found.host) if found.host else _no_host(found)),
    )


def size(value: float) -> str:
    """Billions or GB in the digits that they deserve: `6`, `62.1`, `116.8`, `1,342`, `0.54`."""
    return numbers.average(value) if 100 <= value < 1000 else amount(value)


def amount(value: float) -> str:
    """A figure that is known less exactly: `6`, `62.1`, `117`, `1,236`, `0.54`."""
    if value >= MOST:
        return "over 1,000 trillion"
    if value >= 100:
        return f"{numbers.rounded(value, 0):,}"
    return numbers.average(value) if value >= 1 or not value else f"{Decimal(f'{value:.2g}'):f}"


def many(value: float) -> str:
    """Tokens: `923.08M`, `12,346M`, `12,346`."""
    if value >= MOST:
        return "over 1,000 trillion"
    if value >= 1000 * MILLION:
        return f"{numbers.rounded(value / MILLION, 0):,}M"
    return numbers.tokens(round(value)) if value >= MILLION else f"{numbers.rounded(value, 0):,}"


def dollars(value: float) -> str:
    """Money; what is beyond all use is said to be."""
    return "over $1,000 trillion" if value >= MOST else numbers.cost(value)


def span_text(span: Span | None, write: Callable[[float], str]) -> str:
    """Both ends, one where they read alike: `6 to 6.8`; N/A where unknown."""
    if span is None:
        return numbers.UNKNOWN
    low, high = write(span.low), write(span.high)
    return low if low == high else f"{low} to {high}"


def _span(name: str, span: Span, write: Callable[[float], str]) -> tuple[str, dict[str, Written | str]]:
    """The piece of a template for a span, and its figures."""
    low, high = write(span.low), write(span.high)
    if low == high:
        return f"{{{name}}}", {name: (span.low, low)}
    return f"{{{name}_low}} to {{{name}_high}}", {f"{name}_low": (span.low, low), f"{name}_high": (span.high, high)}


def _parameters(found: SelfHosting) -> Iterator[Sentence]:
    if found.open_weights is None:
        yield say(
            "hosting.weights unknown",
            "Whether the weights of {name} can be downloaded is not on file.",
            name=found.name,
        )
    if found.parameters is None:
        yield say(
            "hosting.parameters unknown",
            "How many parameters {name} has is not on file, so nothing follows without a figure of yours.",
            name=found.name,
        )
        return
    billions, figures = _span("size", found.parameters, size)
    by = tuple(found.names.get(one, one) for one in found.stated_by)
    whose = ", as {sources} " + ("states" if len(by) == 1 else "state") if by else ""
    if found.hosting.parameters is not None:
        whose = ", by your own figure"
    active = "" if found.active is None else "; {active} billion of them take part in each token, by your own figure"
    yield say(
        "hosting.parameters",
        "{name} has " + billions + " billion parameters" + whose + active + ".",
        name=found.name,
        sources=numbers.listed(by),
        active=(found.active, size(found.active or 0.0)),
        **figures,
    )


def _memory(found: SelfHosting, memory: Memory) -> Iterator[Sentence]:
    hosting = found.hosting
    weights, figures = _span("weights", memory.weights, size)
    if not found.stored.id:
        bits = found.stored.bits.low
        yield say(
            "hosting.weights",
            "At {bits} bits a parameter the weights take " + weights + " GB.",
            bits=(bits, numbers.plain(bits)),
            **figures,
        )
    else:
        yield say(
            "hosting.weights",
            "In {format} the weights take " + weights + " GB.",
            format=found.stored.id,
            **figures,
        )
    yield _cache(hosting, memory)
    if memory.have is not None:
        yield _fits(memory, memory.have)


def _cache(hosting: Hosting, memory: Memory) -> Sentence:
    kept = {
        "context": (memory.context, numbers.count(memory.context, "token")),
        "streams": (hosting.streams, numbers.count(hosting.streams, "request")),
    }
    if memory.cache is None or hosting.kv_bytes_per_token is None:
        return say(
            "hosting.cache unknown",
            "What the KV cache of {context} in {streams} takes beside them is unknown: the layers and heads of the"
            " model are not on file, nor were the bytes a token given.",
            **kept,
        )
    return say(
        "hosting.cache",
        "The KV cache of {context} in {streams} takes {cache} GB beside them, at {each} bytes a token by your own"
        " figure.",
        cache=(memory.cache, size(memory.cache)),
        each=(hosting.kv_bytes_per_token, numbers.plain(hosting.kv_bytes_per_token)),
        **kept,
    )


def _fits(memory: Memory, have: float) -> Sentence:
    held = {"have": (have, size(have))}
    if memory.fits is False:
        what = "The weights" if memory.weights.low > have else "Weights and KV cache"
        return say("hosting.too large", what + " do not fit into {have} GB, so no speed or cost follows.", **held)
    left, figures = _span("left", memory.left or Span(low=0.0, high=0.0), size)
    if memory.weights.high > have:
        return say("hosting.may fit", "Whether the weights fit into {have} GB depends on the format.", **held)
    sure = "Both fit" if memory.fits else "Whether both fit is open" if memory.cache is not None else "The weights fit"
    into = " into {have} GB: beside the weights there is room for " + left + " GB"
    tokens = ", {room} tokens of KV cache at the most" if memory.room else ""
    most = memory.room.high if memory.room else 0.0
    return say("hosting.fits", sure + into + tokens + ".", room=(most, many(most)), **held, **figures)


def _speed(found: SelfHosting) -> Iterator[Sentence]:
    if found.memory is None or found.memory.fits is False:
        return
    if found.roofline and found.roofline.tokens_per_second:
        yield _roofline(found.hosting, found.roofline, found.roofline.tokens_per_second)
        if found.roofline.dense:
            yield say(
                "hosting.dense",
                "That counts every parameter as read for every token: the limit of a dense model, while that of a"
                " mixture of experts is higher; how many parameters are active is not on file.",
            )
    elif found.writing is None and found.roofline and found.hosting.streams > 1 and found.roofline.bandwidth:
        yield say(
            "hosting.arithmetic unknown",
            "How fast {streams} at once could be written is unknown without the operations a second of the device:"
            " arithmetic may be the limit there.",
            streams=(found.hosting.streams, numbers.count(found.hosting.streams, "request")),
        )
    elif found.writing is None:
        yield say(
            "hosting.speed unknown", "How fast it would write is unknown without a memory bandwidth or a measurement."
        )
    if found.writing and found.writing.basis != "roofline":
        yield from _own(found.writing, found.hosting.streams)


def _roofline(hosting: Hosting, roof: Roofline, most: Span) -> Sentence:
    rate, figures = _span("rate", most, amount)
    read, moved = _span("read", roof.read, size)
    together = " in {streams} at once" if hosting.streams > 1 else ""
    why = {
        "bandwidth": "the bandwidth of {bandwidth} GB a second, with " + read + " GB of weights to read for each token",
        "arithmetic": "{tflops} million million operations a second, two for each parameter that takes part",
        None: "bandwidth or arithmetic, whichever is lower",
    }[roof.limit]
    if hosting.streams > 1:
        why = why.replace("for each token", "for a token in each")
    bandwidth, tflops = (hosting.bandwidth or 0.0) * hosting.devices, (hosting.tflops or 0.0) * hosting.devices
    return say(
        "hosting.roofline",
        "The roofline allows at the most "
        + rate
        + " output tokens a second"
        + together
        + ": the limit is "
        + why
        + ".",
        streams=(hosting.streams, numbers.count(hosting.streams, "request")),
        bandwidth=(bandwidth, amount(bandwidth)),
        tflops=(tflops, amount(tflops)),
        **moved,
        **figures,
    )


def _own(writing: Writing, streams: int) -> Iterator[Sentence]:
    rate, figures = _span("rate", writing.tokens_per_second, amount)
    if writing.basis == "stated":
        yield say(
            "hosting.stated", "The costs rest on " + rate + " output tokens a second, your own figure.", **figures
        )
    else:
        rows = writing.measured
        each = ", {streams} requests at once at the speed of each" if streams > 1 else ""
        yield say(
            "hosting.measured",
            "The costs rest on " + rate + " output tokens a second, from {count} of your own up to {day}" + each + ".",
            streams=(streams, f"{streams:,}"),
            count=(len(rows), numbers.count(len(rows), "measurement")),
            day=max(row.measured or row.retrieved for row in rows),
            **figures,
        )
    if writing.beyond:
        yield say(
            "hosting.beyond",
            "That is above the roofline: more requests ran at once than are given here, or a figure is wrong, be it the"
            " bandwidth, the quantization, how many parameters are active, or the measurement.",
        )


def _cost(found: SelfHosting) -> Iterator[Sentence]:
    running = found.running
    if running is None:
        if found.hosting.per_hour is None and found.parameters:
            yield say("hosting.cost unknown", "What that costs is unknown without what an hour of the machine costs.")
        return
    yield say(
        "hosting.machine",
        "At {hour} an hour the machine costs {day} a day and {month} a month of {days} days, busy or not.",
        hour=(found.hosting.per_hour, dollars(found.hosting.per_hour or 0.0)),
        day=(running.per_day, dollars(running.per_day)),
        month=(running.per_month, dollars(running.per_month)),
        days=(DAYS_A_MONTH, numbers.plain(DAYS_A_MONTH)),
    )
    if running.per_million_output:
        yield _per_million(found, running, running.per_million_output)


def _per_million(found: SelfHosting, running: Running, output: Span) -> Sentence:
    least = "at least " if running.least else ""
    alone, figures = _span("output", output, dollars)
    mixed, more = _span("mixed", running.per_million, dollars) if running.per_million else ("", {})
    work = " and " + least + mixed + " a million of your workload, input and output together" if mixed else ""
    busy = found.hosting.utilisation
    return say(
        "hosting.per million",
        "By {basis}, busy {busy} of the time, that is " + least + alone + " a million output tokens" + work + ".",
        basis=_basis(found),
        busy=(busy, f"{numbers.plain(busy)}%"),
        **figures,
        **more,
    )


def _basis(found: SelfHosting) -> str:
    """Whose figure the speed is; where nobody said how many parameters are active, the roofline of a dense model."""
    if found.writing is None:
        return ""
    dense = found.writing.basis == "roofline" and found.roofline is not None and found.roofline.dense
    return FORMS[found.writing.basis] + (" of a dense model" if dense else "")


def _host(found: SelfHosting, host: AgainstHost) -> Iterator[Sentence]:
    offer = host.cost.offer
    where = {"provider": found.names.get(offer.provider, offer.provider), "day": offer.checked}
    yield say(
        "hosting.host",
        "The cheapest host on file, {provider}, asks {price} a million tokens of the same workload, checked {day}.",
        price=(host.per_million, dollars(host.per_million)),
        **where,
    )
    if host.verdict:
        yield _break_even(found, host)
        if host.verdict.startswith("never") and found.roofline and found.hosting.tokens_per_second is None:
            yield say(
                "hosting.more streams",
                "More requests at once raise what a machine writes, as far as its operations a second allow.",
            )
    if host.machines and host.own_month and found.workload.requests:
        yield _volume(found, host, host.machines, host.own_month)


def _break_even(found: SelfHosting, host: AgainstHost) -> Sentence:
    """From how many tokens a day on one machine costs less, up to how many it can take, and how fast that is."""
    able = found.running.requests_a_day if found.running else None
    if host.tokens_a_day is None or host.requests_a_day is None:
        return say("hosting.never", "It is free there, so hosting it yourself is never cheaper.")
    each = host.tokens_a_day / host.requests_a_day
    most = (able.low if host.verdict == "surely" else able.high) * each if able else 0.0
    streams = found.hosting.streams
    return say(
        f"hosting.{host.verdict}",
        _turning(host, found),
        tokens=(host.tokens_a_day, many(host.tokens_a_day)),
        most=(most, many(most)),
        needed=(host.needed, amount(host.needed or 0.0)),
        streams=(streams, numbers.count(streams, "request")),
        basis=_basis(found),
    )


def _turning(host: AgainstHost, found: SelfHosting) -> str:
    """The template for a verdict."""
    pace = "{needed} output tokens a second the whole day"
    if host.verdict.startswith("never"):
        at_once = "" if found.hosting.tokens_per_second is not None else ", with {streams} at a time"
        never = ", hosting it yourself is never cheaper: for that a machine would have to write more than "
        return "By {basis}" + at_once + never + pace + "."
    if host.verdict == "if fast enough":
        return "From {tokens} tokens a day on a machine costs less, if it keeps up: " + pace + "."
    measured = found.writing is not None and found.writing.basis == "measured"
    allowed = ", which the fastest of {basis} reach" if measured else ", which {basis} allows"
    at = "From {tokens} tokens a day up to the {most} that it can take, one machine costs less"
    if host.verdict == "surely":
        return at + ": the first takes " + pace + ", and your own figures are above that."
    return at + " if it keeps up: the first takes " + pace + allowed + "."


def _volume(found: SelfHosting, host: AgainstHost, machines: Span, own: Span) -> Sentence:
    count, figures = _span("machines", machines, amount)
    month, costs = _span("own", own, dollars)
    noun = " machine" if machines.high == 1 else " machines"
    least = "at least " if found.running and found.running.least else ""
    return say(
        "hosting.volume",
        "By {basis}, {requests} a month, {volume} tokens a day, take "
        + least
        + count
        + noun
        + ": "
        + month
        + " a month, against {host} at the host.",
        basis=_basis(found),
        requests=(found.workload.requests, numbers.count(found.workload.requests, "request")),
        volume=(host.volume, many(host.volume)),
        host=(host.host_month, dollars(host.host_month)),
        **figures,
        **costs,
    )


def _no_host(found: SelfHosting) -> Iterator[Sentence]:
    yield say(
        "hosting.no host",
        "No host of {name} with a price that holds today is on file for such a request.",
        name=found.name,
    )
