"""models.dev: what one model file states about a model, in the fields of our `Model`."""

from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec import Struct

from evenhand.catalog.stated_facts import value_of
from evenhand.importers.admission import refusal
from evenhand.importers.findings import Findings, Known
from evenhand.importers.json_places import pointer
from evenhand.importers.names import ModelName
from evenhand.records.facts import Rejection, StatedFact, Unresolved

PLACES = {
    "released": ("release_date",),
    "knowledge_cutoff": ("knowledge",),
    "licence": ("license",),
    "open_weights": ("open_weights",),
    "reasoning": ("reasoning",),
    "context_window": ("limit", "context"),
    "input_limit": ("limit", "input"),
    "output_limit": ("limit", "output"),
    "input_modalities": ("modalities", "input"),
    "output_modalities": ("modalities", "output"),
}
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


def stated_facts(files: Mapping[str, Described], known: Known) -> Findings:
    """The facts in the model files, by name of the file; a name that no table holds waits."""
    facts: list[StatedFact] = []
    refused: list[Rejection] = []
    unresolved: list[Unresolved] = []
    for file, told in files.items():
        name = name_of(file)
        ours = in_table(name, known)
        if ours is None:
            unresolved.append(Unresolved("model", name, 1))
        elif ours.refuse:
            refused.append(
                refusal(known, ours.refuse, name=name, detail=ours.why, link=page(known.source.commit, name))
            )
        elif any(fact.model == ours.model for fact in facts):
            reason = "another name of a model listed already"
            refused.append(refusal(known, reason, name=name, detail=ours.model))
        else:
            _state(facts, refused, file, ours.model, told, known)
    return Findings(facts=tuple(facts), rejections=tuple(refused), unresolved=tuple(unresolved))


def name_of(file: str) -> str:
    """Lab and file as the table of names has them: `models/openai/gpt-5.5.toml` is `openai/gpt-5.5`."""
    return file.removeprefix("models/").removesuffix(".toml")


def in_table(name: str, known: Known) -> ModelName | None:
    """What the table says about a model file; its entry for the file goes before one for a host's name."""
    return known.names.models.get(f"models/{name}") or known.names.models.get(name)


def described(text: str) -> Described:
    """A model file as a record.

    Raises:
        msgspec.DecodeError: not TOML, or not the shape that this importer knows.

    """
    return msgspec.toml.decode(text, type=Described)


def facts(told: Described) -> dict[str, Any]:
    """The stated facts under the names of `Model`'s fields, in their order; what is not stated is left out."""
    stated = {name: _at(told, place) for name, place in PLACES.items()}
    return {name: value for name, value in stated.items() if isinstance(value, bool) or value}


def page(commit: str, name: str) -> str:
    """The address of a model file at a commit; `name` is lab and file, as in `openai/gpt-5.5`."""
    return PAGE.format(commit=commit, name=name)


def _at(told: Described, place: tuple[str, ...]) -> Any:  # noqa: ANN401 - the type is the field's
    value: Any = told
    for key in place:
        value = getattr(value, key)
    return value


def _state(
    held: list[StatedFact], refused: list[Rejection], file: str, model: str, told: Described, known: Known
) -> None:
    link = page(known.source.commit, name_of(file))
    for field, value in facts(told).items():
        fact = StatedFact(
            source=known.source.id,
            model=model,
            field=field,
            value=_text(value),
            checked=known.retrieved,
            link=link,
            origin=file,
            at=pointer(*PLACES[field]),
        )
        try:
            value_of(fact)
        except (ValueError, msgspec.ValidationError):
            refused.append(refusal(known, "not a value of this fact", name=name_of(file), value=fact.value, link=link))
        else:
            held.append(fact)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return " ".join(value) if isinstance(value, tuple) else str(value)
