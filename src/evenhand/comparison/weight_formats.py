"""How many bits a parameter takes in each format of weights, out of how the format stores them.

A format of blocks stores so many weights together with what they share (scales, minima): its bits a weight are the
bytes of a block over the weights in it. The blocks of q8_0, q6_k and so on are those of ggml (`ggml-common.h`), mxfp4
is that of the OCP Microscaling Formats specification, version 1.0, nvfp4 that of NVIDIA's format of this name.
"""

from collections.abc import Iterable

from evenhand.catalog.nearest import near_or
from evenhand.errors import BadSetting
from evenhand.records.self_hosting import Format, Span

BYTE = 8


def _plain(name: str, bits: int, of: str) -> Format:
    return Format(id=name, bits=Span(low=bits, high=bits), of=of)


def _blocks(name: str, weights: int, bits: int, shared: int) -> Format:
    """A format of blocks: so many weights of so many bits, and bytes that they share."""
    each = (weights * bits + shared * BYTE) / weights
    share = "byte" if shared == 1 else "bytes"
    of = f"{bits} bits a weight, and {shared} {share} shared by {weights}"
    return Format(id=name, bits=Span(low=each, high=each), of=of)


def _family(name: str, members: Iterable[Format]) -> Format:
    """A family from its most frugal member to its widest one."""
    known = tuple(members)
    span = Span(low=min(one.bits.low for one in known), high=max(one.bits.high for one in known))
    return Format(id=name, bits=span, of=f"one of {', '.join(one.id for one in known)}")


_EIGHT = (
    _plain("fp8", 8, "8 bits a weight, scales of whole tensors not counted"),
    _plain("int8", 8, "8 bits a weight, scales of whole rows not counted"),
    _blocks("q8_0", 32, 8, 2),
)
_FOUR = (
    _plain("int4", 4, "4 bits a weight, scales not counted"),
    _blocks("mxfp4", 32, 4, 1),
    _blocks("nvfp4", 16, 4, 1),
    _blocks("q4_0", 32, 4, 2),
    _blocks("q4_k", 256, 4, 16),
)
FORMATS = {
    one.id: one
    for one in (
        _plain("fp32", 32, "32 bits a weight"),
        _plain("bf16", 16, "16 bits a weight"),
        _plain("fp16", 16, "16 bits a weight"),
        _family("q8", _EIGHT),
        *_EIGHT,
        _blocks("q6_k", 256, 6, 18),
        _blocks("q5_k", 256, 5, 16),
        _family("q4", _FOUR),
        *_FOUR,
        _blocks("q3_k", 256, 3, 14),
        _blocks("q2_k", 256, 2, 20),
    )
}
# One of each width, from the widest: what a table shows.
SHOWN = ("bf16", "q8", "q6_k", "q5_k", "q4", "q3_k", "q2_k")


def weight_format(name: str) -> Format:
    """The format of this name.

    Raises:
        BadSetting: there is none; says which are near.

    """
    found = FORMATS.get(name.strip().casefold())
    if found is None:
        raise BadSetting(f"no quantization is called {name[:40]!r}; {near_or(name, FORMATS, 'there are')}")
    return found
