"""What an estimate of hosting assumes and leaves out, in words."""

from collections.abc import Iterator

from evenhand.records.self_hosting import AgainstHost, Format, Running, SelfHosting
from evenhand.records.wording import Sentence
from evenhand.wording import numbers
from evenhand.wording.sentence import say


def hosting_assumptions(found: SelfHosting) -> tuple[Sentence, ...]:
    """What the figures of an estimate rest on."""
    return (
        *(_memory(found.stored) if found.memory else ()),
        *(_speed(found) if found.roofline and found.roofline.tokens_per_second else ()),
        *(_measured() if found.writing and found.writing.basis == "measured" else ()),
        *(_running(found, found.running) if found.running else ()),
        *(_host(found, found.host) if found.host else ()),
    )


def _memory(stored: Format) -> Iterator[Sentence]:
    yield say("hosting.gigabytes", "A GB is a thousand million bytes.")
    if stored.id:
        yield say(
            "hosting.format",
            "{format} is {of}; a file that keeps some layers wider is larger.",
            format=stored.id,
            of=stored.of,
        )
    yield say("hosting.working memory", "The working memory of the server is not counted.")


def _speed(found: SelfHosting) -> Iterator[Sentence]:
    hosting, cached = found.hosting, found.memory is not None and found.memory.cache is not None
    yield say(
        "hosting.roof",
        "The roofline reads the weights that take part once to write a token in every request"
        + (
            ", and the KV cache of a full context"
            if cached
            else ", and leaves the KV cache out, as its size is unknown"
        )
        + "; a server stays below it.",
    )
    if hosting.devices > 1:
        yield say(
            "hosting.devices",
            "The bandwidth of {devices} is added up, as if the weights were split evenly and nothing were exchanged.",
            devices=(hosting.devices, numbers.count(hosting.devices, "device")),
        )
    if hosting.streams > 1 and hosting.active_parameters is not None:
        yield say("hosting.experts", "Requests at once may need the same experts or different ones: hence the range.")


def _measured() -> Iterator[Sentence]:
    yield say(
        "hosting.own machine",
        "Measurements of yours count that name no provider on file and had as many requests at once; they are taken as"
        " made on such a machine, in this quantization, and pauses between two requests are left out.",
    )


def _running(found: SelfHosting, running: Running) -> Iterator[Sentence]:
    if running.requests_a_day:
        if not running.reads_input:
            yield say(
                "hosting.input left out",
                "Reading the input takes no time here, as the operations a second of the device were not given.",
            )
        if found.workload.cached and found.writing and found.writing.basis != "stated":
            yield say(
                "hosting.cached",
                "The {cached} a request that come from the cache take no time.",
                cached=(found.workload.cached, numbers.count(found.workload.cached, "token")),
            )
    yield say(
        "hosting.around the clock",
        "A machine is paid for round the clock; power, people and spare machines count only where the hourly price has"
        " them.",
    )


def _host(found: SelfHosting, host: AgainstHost) -> Iterator[Sentence]:
    offer = host.cost.offer
    yield say(
        "hosting.host price",
        "The host’s price is as {source} has it; in which quantization it serves the model, and how fast, is left out.",
        source=found.names.get(offer.source, offer.source),
    )
