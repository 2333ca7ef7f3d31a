"""What sources state about models, put where the model's own file says nothing; the newest statement first."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import Any

import msgspec
from msgspec import structs

from evenhand.records.facts import Model, StatedFact, Statement

FIELDS = tuple(
    name
    for name in Model.__struct_fields__
    if name not in {"id", "lab", "name", "family", "snapshot_of", "moving", "aliases", "stated"}
)
KINDS = {field.name: field.type for field in structs.fields(Model)}
LISTS = ("input_modalities", "output_modalities")
LIMITS = ("input_limit", "output_limit")


def with_facts(
    models: Mapping[str, Model], facts: Iterable[StatedFact], second: Collection[str] = ()
) -> dict[str, Model]:
    """Models with the fields that their files leave open taken from the newest statement, each named as stated.

    What the sources in `second` state, the second opinions, counts only where no other source states the field.
    A limit beyond the total window contradicts it and is not taken.
    A statement about no known model or field, or with a value that does not fit, changes nothing; checking reports it.
    """
    stated: dict[str, dict[str, StatedFact]] = defaultdict(dict)
    for fact in sorted(facts, key=lambda fact: (fact.source not in second, fact.checked, fact.source), reverse=True):
        stated[fact.model].setdefault(fact.field, fact)
    return {name: _with(model, stated[name]) if name in stated else model for name, model in models.items()}


def value_of(fact: StatedFact) -> Any:  # noqa: ANN401 - the type is the field's
    """The value in the type of its field.

    Raises:
        ValueError, msgspec.ValidationError: no field of a model, or a value that it cannot have.

    """
    return _value(fact.field, fact.value)


@lru_cache(maxsize=4096)
def _value(field: str, text: str) -> Any:  # noqa: ANN401 - the type is the field's
    if field not in FIELDS:
        raise ValueError(f"{field!r} is no fact of a model")
    return msgspec.convert(text.split() if field in LISTS else text, KINDS[field], strict=False)


def _with(model: Model, facts: Mapping[str, StatedFact]) -> Model:
    found: dict[str, Any] = {}
    for name, fact in facts.items():
        if name in FIELDS and getattr(model, name) in (None, ()):
            try:
                found[name] = value_of(fact)
            except (ValueError, msgspec.ValidationError):
                continue
    window = found.get("context_window") or model.context_window
    found = {name: value for name, value in found.items() if not (name in LIMITS and window and value > window)}
    said = tuple(
        Statement(fields=(name,), source=facts[name].source, checked=facts[name].checked, link=facts[name].link)
        for name in FIELDS
        if name in found
    )
    return structs.replace(model, **found, stated=(*model.stated, *said)) if found else model
