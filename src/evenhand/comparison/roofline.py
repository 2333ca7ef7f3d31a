"""The roofline of writing tokens: what memory bandwidth and arithmetic allow at the most.

To write one token in each of B streams, a server reads the weights that take part once, and the KV cache of every
stream; at D bytes a second that is at most B · D / (weights + B · cache) tokens a second. Each token takes two
operations for each parameter that takes part, one to multiply and one to add, so F operations a second give at most
F / (2 · active). The lower of the two is the roof (S. Williams, A. Waterman, D. Patterson, Roofline: an insightful
visual performance model for multicore architectures, 2009). A program stays below it; nothing can be above.
"""

from evenhand.records.self_hosting import Hosting, Limit, Roofline, Span

BYTE = 8
GIGA = 1e9
OPERATIONS = 2
# Million millions of operations over thousand millions of parameters.
TERA_OVER_GIGA = 1e3


def gigabytes(parameters: Span, bits: Span) -> Span:
    """What so many billions of parameters take at so many bits each, in GB."""
    return Span(low=parameters.low * bits.low / BYTE, high=parameters.high * bits.high / BYTE)


def cache_gigabytes(tokens: float, bytes_per_token: float) -> float:
    """What the KV cache of so many tokens takes, in GB."""
    return tokens * bytes_per_token / GIGA


def weights_read(parameters: Span, active: float | None, bits: Span, streams: int) -> Span:
    """The GB of weights read to write one token in each stream.

    All of them where nobody said how many are active. Else from the active ones, where all streams need the same, to
    those of streams that share none, but never more than all.
    """
    if active is None:
        return gigabytes(parameters, bits)
    return gigabytes(Span(low=active, high=min(parameters.high, streams * active)), bits)


def roofline(hosting: Hosting, parameters: Span, bits: Span, context: int) -> Roofline | None:
    """The roof of a machine; None where neither bandwidth nor operations a second are given.

    Several streams have one only where operations a second are given: there arithmetic may be the lower limit.
    A cache of unknown size is left out, which leaves the roof a limit.
    """
    if hosting.bandwidth is None and hosting.tflops is None:
        return None
    read = weights_read(parameters, hosting.active_parameters, bits, hosting.streams)
    bandwidth = _by_bandwidth(hosting, read, context)
    arithmetic = _by_arithmetic(hosting, parameters)
    known = bandwidth is not None and (hosting.streams == 1 or arithmetic is not None)
    both = [span for span in (bandwidth, arithmetic) if span is not None]
    return Roofline(
        read=read,
        dense=hosting.active_parameters is None,
        bandwidth=bandwidth,
        arithmetic=arithmetic,
        tokens_per_second=_lower(both) if known else None,
        limit=_limit(bandwidth, arithmetic) if known else None,
        reading=arithmetic,
    )


def _by_bandwidth(hosting: Hosting, read: Span, context: int) -> Span | None:
    if hosting.bandwidth is None:
        return None
    cache = cache_gigabytes(hosting.streams * context, hosting.kv_bytes_per_token or 0.0)
    moved = hosting.streams * hosting.devices * hosting.bandwidth
    return Span(low=moved / (read.high + cache), high=moved / (read.low + cache))


def _by_arithmetic(hosting: Hosting, parameters: Span) -> Span | None:
    if hosting.tflops is None:
        return None
    active = hosting.active_parameters
    used = Span(low=active, high=active) if active is not None else parameters
    able = hosting.devices * hosting.tflops * TERA_OVER_GIGA / OPERATIONS
    return Span(low=able / used.high, high=able / used.low)


def _lower(spans: list[Span]) -> Span:
    return Span(low=min(one.low for one in spans), high=min(one.high for one in spans))


def _limit(bandwidth: Span | None, arithmetic: Span | None) -> Limit | None:
    """Which of the two is lower, at both ends; None where that depends on the end."""
    if bandwidth is None or arithmetic is None:
        return "bandwidth" if arithmetic is None else "arithmetic"
    if bandwidth.low <= arithmetic.low and bandwidth.high <= arithmetic.high:
        return "bandwidth"
    return "arithmetic" if arithmetic.low <= bandwidth.low and arithmetic.high <= bandwidth.high else None
