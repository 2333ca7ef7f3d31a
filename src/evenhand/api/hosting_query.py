"""The reader's machine and the sizes of the workload as the interface's parameters."""

from typing import Annotated, Any

from litestar.params import QueryParameter

from evenhand.api.parameters import bounded, shown
from evenhand.api.workload_query import CachedTokens, InputTokens, OutputTokens, Requests
from evenhand.comparison.self_hosting import sensible_hosting
from evenhand.comparison.workload import sensible
from evenhand.records.operations import Workload
from evenhand.records.self_hosting import BOUNDS, Hosting


def _figure(name: str, description: str, *examples: int) -> QueryParameter:
    bounds = BOUNDS[name]
    return bounded(bounds.least, bounds.most, description, *examples)


async def hosting_from_query(
    quantization: Annotated[
        str,
        QueryParameter(
            max_length=40, description="how the weights are stored: a format or a family", examples=shown("q4", "bf16")
        ),
    ] = "bf16",
    bits: Annotated[float | None, _figure("bits", "bits a parameter, in place of a format", 4)] = None,
    parameters: Annotated[float | None, _figure("parameters", "billions, in place of the catalog's", 12)] = None,
    active_parameters: Annotated[
        float | None, _figure("active_parameters", "billions of them that take part in each token", 4)
    ] = None,
    context: Annotated[int | None, _figure("context", "tokens kept a request; all of it if left out", 8192)] = None,
    streams: Annotated[int, _figure("streams", "requests written at once", 1, 16)] = 1,
    kv_bytes_per_token: Annotated[
        float | None, _figure("kv_bytes_per_token", "bytes of KV cache a token", 100_000)
    ] = None,
    memory: Annotated[float | None, _figure("memory", "GB of memory of a device", 80)] = None,
    devices: Annotated[int, _figure("devices", "devices of the machine", 1, 8)] = 1,
    bandwidth: Annotated[float | None, _figure("bandwidth", "GB a second that a device reads", 3000)] = None,
    tflops: Annotated[
        float | None, _figure("tflops", "million million operations a second of a device, at the precision used", 400)
    ] = None,
    tokens_per_second: Annotated[
        float | None, _figure("tokens_per_second", "output of the whole machine, as you measured it", 900)
    ] = None,
    per_hour: Annotated[float | None, _figure("per_hour", "US dollars an hour of the whole machine", 2)] = None,
    utilisation: Annotated[float, _figure("utilisation", "per cent of the day in which it is busy", 60)] = 100.0,
) -> Hosting:
    """What the reader says of a machine.

    Raises:
        BadSetting: no such quantization, or more active parameters than all.

    """
    return sensible_hosting(
        Hosting(
            quantization=quantization,
            bits=bits,
            parameters=parameters,
            active_parameters=active_parameters,
            context=context,
            streams=streams,
            kv_bytes_per_token=kv_bytes_per_token,
            memory=memory,
            devices=devices,
            bandwidth=bandwidth,
            tflops=tflops,
            tokens_per_second=tokens_per_second,
            per_hour=per_hour,
            utilisation=utilisation,
        )
    )


async def sizes_from_query(
    input_: InputTokens = None,
    cached: CachedTokens = None,
    output: OutputTokens = None,
    requests: Requests = None,
) -> Workload:
    """The sizes of a workload; what is left out keeps its default.

    Raises:
        BadSetting: more cached than input tokens, or no tokens.

    """
    sizes = {"input": input_, "cached": cached, "output": output, "requests": requests}
    stated: dict[str, Any] = {name: value for name, value in sizes.items() if value is not None}
    return sensible(Workload(**stated)) if stated else Workload()
