"""The options of a machine on which open weights would be hosted."""

from collections.abc import Callable, Iterable
from typing import Any

import click

from evenhand.cli.options import KnownName
from evenhand.comparison.self_hosting import sensible_hosting
from evenhand.comparison.weight_formats import FORMATS
from evenhand.records.self_hosting import BOUNDS, Hosting

Function = Callable[..., Any]
DEFAULT = Hosting()
HELP = {
    "bits": "Bits a parameter, in place of a format.",
    "parameters": "Billions of parameters, in place of the catalog's.",
    "active_parameters": "Billions of them that take part in each token, for a mixture of experts.",
    "context": "Tokens kept of each request [all of it].",
    "streams": "Requests written at once [1]; more than one asks for --tflops.",
    "kv_bytes_per_token": "Bytes of KV cache a token; unknown without.",
    "memory": "GB of memory of a device.",
    "devices": "Devices of the machine [1].",
    "bandwidth": "GB a second that a device reads from its memory.",
    "tflops": "Million million operations a second of a device, at the precision used.",
    "tokens_per_second": "Output tokens a second of the whole machine, as you measured them.",
    "per_hour": "US dollars that an hour of the whole machine costs.",
    "utilisation": "Per cent of the day in which it is kept busy [100].",
}


class FormatName(KnownName):
    """A format of weights; completes names."""

    name = "format"

    def known(self, ctx: click.Context, incomplete: str) -> Iterable[str]:  # noqa: ARG002 - the same of all
        """Names of formats."""
        return FORMATS


def hosting_options(function: Function) -> Function:
    """What the reader says of a machine and of how the model runs on it."""
    for name, text in reversed(HELP.items()):
        bounds = BOUNDS[name]
        kind = click.INT if bounds.whole else click.FLOAT
        function = click.option(f"--{name.replace('_', '-')}", name, type=kind, help=text)(function)
    formats = f"How the weights are stored: {', '.join(FORMATS)} [{DEFAULT.quantization}]."
    return click.option("--quantization", type=FormatName(), help=formats)(function)


def hosting(given: dict[str, Any]) -> Hosting:
    """The machine of these options, which are taken out of what was given.

    Raises:
        BadSetting: no such format, or a number that cannot be used.

    """
    asked = {name: given.pop(name) for name in Hosting.__struct_fields__}
    return sensible_hosting(Hosting(**{name: value for name, value in asked.items() if value is not None}))
