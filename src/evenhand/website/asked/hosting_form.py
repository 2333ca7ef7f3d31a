"""The reader's machine as a form sends it: an empty field is a field left alone."""

from typing import Annotated
from urllib.parse import urlencode

from litestar.params import QueryParameter
from msgspec import structs

from evenhand.comparison.self_hosting import out_of_bounds, sensible_hosting
from evenhand.comparison.workload import sensible
from evenhand.records.operations import Workload
from evenhand.records.self_hosting import BOUNDS, Hosting
from evenhand.website.asked.workload_form import Field, NumberField, whole, workload_parts

LABELS = {
    "devices": "Devices",
    "memory": "Memory, GB each",
    "bandwidth": "Bandwidth, GB/s each",
    "per_hour": "$ an hour, all of it",
    "utilisation": "Busy, % of the day",
}
MORE_LABELS = {
    "streams": "Requests at once",
    "tflops": "TFLOP/s each",
    "context": "Tokens kept a request",
    "kv_bytes_per_token": "KV cache, bytes a token",
    "active_parameters": "Active parameters, billions",
    "parameters": "All parameters, billions",
    "bits": "Bits a parameter",
    "tokens_per_second": "Output measured, tokens/s",
}
USUAL = Hosting()


async def hosting_from_form(
    quantization: Annotated[str, QueryParameter(max_length=40)] = "",
    bits: Field = "",
    parameters: Field = "",
    active_parameters: Field = "",
    context: Field = "",
    streams: Field = "",
    kv_bytes_per_token: Field = "",
    memory: Field = "",
    devices: Field = "",
    bandwidth: Field = "",
    tflops: Field = "",
    tokens_per_second: Field = "",
    per_hour: Field = "",
    utilisation: Field = "",
) -> Hosting:
    """The machine of the query; what is not given keeps its default.

    Raises:
        BadSetting: no such quantization, or a field that holds no such number.

    """
    texts = {
        "bits": bits,
        "parameters": parameters,
        "active_parameters": active_parameters,
        "context": context,
        "streams": streams,
        "kv_bytes_per_token": kv_bytes_per_token,
        "memory": memory,
        "devices": devices,
        "bandwidth": bandwidth,
        "tflops": tflops,
        "tokens_per_second": tokens_per_second,
        "per_hour": per_hour,
        "utilisation": utilisation,
    }
    given = {name: _number(name, text) for name, text in texts.items() if text.strip()}
    named = {"quantization": quantization} if quantization.strip() else {}
    return sensible_hosting(structs.replace(USUAL, **given, **named))


async def sizes_from_form(
    input_: Annotated[str, QueryParameter(name="input", max_length=20)] = "",
    cached: Field = "",
    output: Field = "",
    requests: Field = "",
) -> Workload:
    """The sizes of the workload; what is not given keeps its default.

    Raises:
        BadSetting: a field holds no such number, or the numbers make no request.

    """
    texts = {"input": input_, "cached": cached, "output": output, "requests": requests}
    numbers = {name: whole(name, text) for name, text in texts.items()}
    given = {name: value for name, value in numbers.items() if value is not None}
    return sensible(structs.replace(Workload(), **given)) if given else Workload()


def hosting_parts(hosting: Hosting) -> dict[str, str]:
    """The parts of an address that give this machine again; nothing of what is left at its default."""
    given = {name: value for name, value in structs.asdict(hosting).items() if value != getattr(USUAL, name)}
    return {name: value if isinstance(value, str) else f"{value:.10g}" for name, value in given.items()}


def estimate_address(model: str, hosting: Hosting, sizes: Workload) -> str:
    """Where the same estimate is as JSON."""
    parts = {**hosting_parts(hosting), **workload_parts(sizes)}
    return f"/api/v1/models/{model}/self-hosting.json" + (f"?{urlencode(parts)}" if parts else "")


def hosting_fields(hosting: Hosting, labels: dict[str, str]) -> tuple[NumberField, ...]:
    """The fields of these figures, empty where they are not said."""
    given = {name: "" if value is None else f"{value:.10g}" for name, value in _figures(hosting).items()}
    usual = {name: "" if value is None else f"{value:.10g}" for name, value in _figures(USUAL).items()}
    return tuple(
        NumberField(
            name=name,
            label=label,
            value=given[name],
            usual=usual[name],
            step="1" if BOUNDS[name].whole else "any",
        )
        for name, label in labels.items()
    )


def _figures(hosting: Hosting) -> dict[str, float | None]:
    return {name: getattr(hosting, name) for name in BOUNDS}


def _number(name: str, text: str) -> float | int:
    try:
        number = float(text)
    except ValueError as error:
        raise out_of_bounds(name, text) from error
    return int(number) if BOUNDS[name].whole and number.is_integer() else number
