"""models.dev: what one model file states about a model, in the fields of our `Model`."""

from typing import Any

import msgspec
from msgspec import Struct

PAGE = "https://github.com/anomalyco/models.dev/blob/{commit}/models/{name}.toml"


class Limit(Struct, frozen=True):
    """Sizes in tokens; 0 is the source's way to say that it does not know."""

    context: int = 0
    input: int = 0
    output: int = 0


class Modalities(Struct, frozen=True):
    """What goes in and what comes out."""

    input: tuple[str, ...] = ()
    output: tuple[str, ...] = ()


class Described(Struct, frozen=True):
    """The part of a model file that describes the model; its scores are another importer's matter."""

    release_date: str = ""
    knowledge: str = ""
    license: str = ""
    open_weights: bool | None = None
    reasoning: bool | None = None
    limit: Limit = Limit()
    modalities: Modalities = Modalities()


def parse(text: str) -> Described:
    """A model file as a record.

    Raises:
        msgspec.DecodeError: not TOML, or not the shape that this importer knows.

    """
    return msgspec.toml.decode(text, type=Described)


def facts(described: Described) -> dict[str, Any]:
    """The stated facts under the names of `Model`'s fields, in their order; what is not stated is left out."""
    stated = {
        "released": described.release_date,
        "knowledge_cutoff": described.knowledge,
        "licence": described.license,
        "open_weights": described.open_weights,
        "reasoning": described.reasoning,
        "context_window": described.limit.context,
        "input_limit": described.limit.input,
        "output_limit": described.limit.output,
        "input_modalities": described.modalities.input,
        "output_modalities": described.modalities.output,
    }
    return {name: value for name, value in stated.items() if isinstance(value, bool) or value}


def page(commit: str, name: str) -> str:
    """The address of a model file at a commit; `name` is lab and file, as in `openai/gpt-5.5`."""
    return PAGE.format(commit=commit, name=name)
