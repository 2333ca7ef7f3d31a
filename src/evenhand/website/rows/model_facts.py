"""The facts of one model as a browser lays them beside another's: figures as written, nothing computed from them."""

import json
from itertools import groupby

from msgspec import Struct

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.folding import folded
from evenhand.catalog.naming import named
from evenhand.catalog.short_names import short_names
from evenhand.comparison.matching import form
from evenhand.comparison.profile import present_and_past, profile
from evenhand.records.facts import Benchmark, Model, Observation, Offer
from evenhand.website.rows.model_rows import facts
from evenhand.website.rows.score_text import conditions_text, is_web, score_text
from evenhand.wording.names import category_label
from evenhand.wording.numbers import money


class Score(Struct, frozen=True):
    """One published score: its text, its conditions, the source's id and name, the page that states it.

    `form` is what must be the same for two scores to be like for like (version, part, context, tries, tools); empty
    where some of it is not stated.
    """

    score: str
    conditions: str
    effort: str
    form: str
    tier: str
    source: str
    name: str
    link: str


class Test(Struct, frozen=True):
    """The scores of a model on one test, the preferred one first. A composite is another site's own overall value."""

    id: str
    name: str
    category: str
    lower: bool
    composite: bool
    scores: tuple[Score, ...]


class ModelFacts(Struct, frozen=True):
    """A model's facts, prices (who, input, output, since when) and tests."""

    id: str
    name: str
    lab: str
    facts: tuple[tuple[str, str], ...]
    prices: tuple[tuple[str, str, str, str], ...]
    tests: tuple[Test, ...]


class ModelNames(Struct, frozen=True):
    """Id, name, lab's id and lab's name of all models; and what else means one, without case and punctuation.

    A name behind that of its lab means the model too, and is not listed for each.
    """

    models: tuple[tuple[str, str, str, str], ...]
    others: dict[str, str]


def model_names(catalog: Catalog) -> ModelNames:
    """All models by name, with their other names and the short forms that can mean one alone."""
    every = sorted(catalog.models.values(), key=lambda model: model.name.casefold())
    labs = {model.id: (model.lab, catalog.labs[model.lab].name) for model in every}
    short = short_names(every, catalog.labs).items()
    others = {name: one for name, one in short if not name.startswith(tuple(map(folded, labs[one])))}
    aliases = ((name, model) for model in every for name in model.aliases)
    others |= {folded(name): model.id for name, model in aliases if named(catalog, name) is model}
    return ModelNames(tuple((model.id, model.name, *labs[model.id]) for model in every), dict(sorted(others.items())))


def model_facts(catalog: Catalog, model: Model) -> ModelFacts:
    """What is on file of a model."""
    found = profile(catalog, model)
    by_test = groupby(found.observations, key=lambda row: row.benchmark)
    present, _ = present_and_past(catalog, found.offers)
    return ModelFacts(
        id=model.id,
        name=model.name,
        lab=found.lab.name,
        facts=facts(model),
        prices=tuple(_price(catalog, offer) for offer in present),
        tests=tuple(_test(catalog, name, tuple(rows)) for name, rows in by_test),
    )


def _price(catalog: Catalog, offer: Offer) -> tuple[str, str, str, str]:
    who = catalog.providers[offer.provider].name
    mode = "" if offer.mode == "standard" else f", {offer.mode}"
    above = f", prompts from {offer.above_tokens:,} tokens" if offer.above_tokens else ""
    return f"{who}{mode}{above}", money(offer.input), money(offer.output), offer.since or ""


def _test(catalog: Catalog, name: str, rows: tuple[Observation, ...]) -> Test:
    test = catalog.benchmarks[name]
    scores = tuple(
        Score(
            score=score_text(row, test),
            conditions=conditions_text(row),
            effort=row.effort,
            form=_form(test, row),
            tier=row.tier,
            source=row.source,
            name=catalog.sources[row.source].name,
            link=row.link if is_web(row.link) else "",
        )
        for row in rows
    )
    lower, composite = test.direction == "lower", test.kind == "composite"
    return Test(name, test.name, category_label(test.category), lower, composite, scores)


def _form(test: Benchmark, row: Observation) -> str:
    stated = form(test, row)
    return json.dumps(stated) if stated else ""
