"""What the catalog knows, invented: a source, its names of models, labs and providers."""

from collections.abc import Mapping
from typing import Any

from evenhand.importers.findings import Known
from evenhand.importers.names import ModelName, Names
from evenhand.importers.rules import Rules
from evenhand.records.facts import Offer, Provider, Source, StatedFact


def known_with(
    models: Mapping[str, str], labs: Mapping[str, str], providers: Mapping[str, str], **fields: Any
) -> Known:
    """Names to our models, the lab of each model, providers with the lab whose own they are (empty: a host).

    A name that leads to a text with a blank in it is refused with that text.
    """
    table = {name: _name(name, model) for name, model in models.items()}
    source = Source(
        id=fields.pop("source", "s"),
        name="S",
        publisher="S",
        kind="aggregator",
        link="https://example.org/",
        licence="MIT",
        licence_class="open",
        retrieved="2026-10-26",
        commit="abc",
    )
    return Known(
        source=source,
        names=Names(table),
        rules=Rules(),
        labs=labs,
        benchmarks={},
        providers={name: Provider(id=name, name=name, lab=lab) for name, lab in providers.items()},
        retrieved=fields.pop("retrieved", "2026-10-26"),
        **fields,
    )


def stated(facts: tuple[StatedFact, ...]) -> dict[str, str]:
    """The values by field."""
    return {fact.field: fact.value for fact in facts}


def levels(offers: tuple[Offer, ...]) -> dict[tuple[str, int], tuple[float | None, ...]]:
    """Input, cached input and output by mode and prompt length."""
    return {(row.mode, row.above_tokens): (row.input, row.cached_input, row.output) for row in offers}


def _name(name: str, model: str) -> ModelName:
    refused = " " in model
    return ModelName(name=name, model="" if refused else model, refuse=model if refused else "", why="invented")
