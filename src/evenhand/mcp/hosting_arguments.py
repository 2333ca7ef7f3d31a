"""What the tool for self-hosting can be asked: a machine, by the same bounds as everywhere, and a workload."""

from typing import Annotated

from msgspec import Meta, structs

from evenhand.comparison.self_hosting import sensible_hosting
from evenhand.mcp.arguments import Model, Sized
from evenhand.records.self_hosting import BOUNDS, Hosting


def _within(name: str) -> Meta:
    bounds = BOUNDS[name]
    return Meta(ge=bounds.least, le=bounds.most)


class SelfHost(Sized, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A model, a machine, and what is sent to it."""

    model: Model
    quantization: Annotated[
        str, Meta(max_length=40, description="How the weights are stored: a format or a family, as bf16, int8 or q4.")
    ] = "bf16"
    bits: Annotated[
        Annotated[float, _within("bits")] | None, Meta(description="Bits a parameter, in place of a format.")
    ] = None
    parameters: Annotated[
        Annotated[float, _within("parameters")] | None, Meta(description="Billions, in place of the catalog's.")
    ] = None
    active_parameters: Annotated[
        Annotated[float, _within("active_parameters")] | None,
        Meta(description="Billions of them that take part in each token."),
    ] = None
    context: Annotated[
        Annotated[int, _within("context")] | None,
        Meta(description="Tokens kept of each request; all of it if left out."),
    ] = None
    streams: Annotated[
        int, _within("streams"), Meta(description="Requests written at once; more than one asks for tflops.")
    ] = 1
    kv_bytes_per_token: Annotated[
        Annotated[float, _within("kv_bytes_per_token")] | None, Meta(description="Bytes of KV cache a token.")
    ] = None
    memory: Annotated[Annotated[float, _within("memory")] | None, Meta(description="GB of memory of a device.")] = None
    devices: Annotated[int, _within("devices"), Meta(description="Devices of the machine.")] = 1
    bandwidth: Annotated[
        Annotated[float, _within("bandwidth")] | None,
        Meta(description="GB a second that a device reads from its memory."),
    ] = None
    tflops: Annotated[
        Annotated[float, _within("tflops")] | None,
        Meta(description="Million million operations a second of a device, at the precision used."),
    ] = None
    tokens_per_second: Annotated[
        Annotated[float, _within("tokens_per_second")] | None,
        Meta(description="Output tokens a second of the whole machine, as measured."),
    ] = None
    per_hour: Annotated[
        Annotated[float, _within("per_hour")] | None, Meta(description="US dollars an hour of the whole machine.")
    ] = None
    utilisation: Annotated[
        float, _within("utilisation"), Meta(description="Per cent of the day in which it is kept busy.")
    ] = 100.0


def hosting_of(asked: SelfHost) -> Hosting:
    """The machine that the arguments state.

    Raises:
        BadSetting: no such quantization, or more active parameters than all.

    """
    fields = (field.name for field in structs.fields(Hosting))
    return sensible_hosting(Hosting(**{name: getattr(asked, name) for name in fields}))
