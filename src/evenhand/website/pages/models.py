"""A model's page: what is known about it, its scores with sources, its offers, its speed."""

from itertools import groupby

from msgspec import Struct

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.naming import Subject
from evenhand.comparison.profile import present_and_past, read_score, second_opinion
from evenhand.records.comparison import Reading
from evenhand.records.facts import Benchmark, Model, Observation, Offer
from evenhand.records.profile import ModelProfile
from evenhand.records.wording import Sentence
from evenhand.website.page import Page
from evenhand.website.pairs import pair_path
from evenhand.website.rendering import render
from evenhand.website.retirement import retirement
from evenhand.website.site import HERE, Site
from evenhand.wording.models import known_from, moving_words
from evenhand.wording.names import category_label
from evenhand.wording.numbers import UNKNOWN, count, tokens


class ScoreRow(Struct, frozen=True, kw_only=True):
    """One benchmark of a model: the preferred score of it and the others."""

    benchmark: Benchmark
    seen: Observation
    reading: Reading
    others: tuple[Observation, ...]


class ScoreGroup(Struct, frozen=True, kw_only=True):
    """A category's scores."""

    label: str
    rows: tuple[ScoreRow, ...]


class OfferLine(Struct, frozen=True, kw_only=True):
    """One price, how its first day is known, and whether it is a second opinion."""

    offer: Offer
    known_from: str
    second: bool


class ModelPage(Page, kw_only=True):
    """The variables of `model.html`."""

    profile: ModelProfile
    facts: tuple[tuple[str, str], ...]
    scores: tuple[ScoreGroup, ...]
    offers: tuple[OfferLine, ...]
    earlier: tuple[OfferLine, ...]
    moving: Sentence | None
    parent: Model | None
    snapshots: tuple[Model, ...]
    names: dict[str, str]
    siblings: tuple[tuple[str, str], ...]
    others: tuple[tuple[str, str], ...]
    retired: str


def model_page(catalog: Catalog, profile: ModelProfile, site: Site = HERE) -> str:
    """The whole page of one model."""
    model, lab = profile.model, profile.lab.name
    present, past = present_and_past(catalog, profile.offers)
    every = tuple(catalog.models.values())
    path = f"/models/{model.id}"
    where = {"url": site.whole(path)} if site.base else {}
    tests = count(len({row.benchmark for row in profile.observations}), "benchmark")
    page = ModelPage(
        title=f"{model.name} by {lab}: scores with sources",
        description=f"{model.name}: {tests} with sources and conditions, prices, context.",
        path=path,
        site=site,
        data=f"/api/v1/models/{model.id}",
        snapshot=f"Snapshot of {catalog.date}, catalog {catalog.version[:12]}.",
        profile=profile,
        facts=_facts(model),
        scores=_scores(catalog, profile.observations),
        offers=_offers(catalog, present),
        earlier=_offers(catalog, past),
        moving=moving_words(model.name, lab) if model.moving else None,
        parent=catalog.models.get(model.snapshot_of),
        snapshots=tuple(one for one in every if one.snapshot_of == model.id),
        names=names_of(catalog),
        siblings=tuple(_sibling(model, catalog.models[name]) for name in profile.siblings),
        others=tuple((one.id, one.name) for one in every if one.id != model.id),
        retired=retirement(model, catalog.date),
        schema_org=({"@type": "SoftwareApplication", "name": model.name, **where, "author": lab},),
    )
    return render("model.html", page)


def _sibling(model: Model, other: Model) -> tuple[str, str]:
    return f"/compare/{pair_path(Subject(model), Subject(other))}", other.name


def names_of(catalog: Catalog) -> dict[str, str]:
    """Names of labs, sources and providers by id."""
    labs = {one.id: one.name for one in catalog.labs.values()}
    providers = {one.id: one.name for one in catalog.providers.values()}
    return {**labs, **providers, **{one.id: one.name for one in catalog.sources.values()}}


def _facts(model: Model) -> tuple[tuple[str, str], ...]:
    rows = (
        ("Other names", ", ".join(model.aliases)),
        ("Family", model.family),
        ("Released", model.released),
        ("Knowledge until", model.knowledge_cutoff),
        ("Licence", model.licence),
        ("Weights", {True: "open", False: "closed", None: ""}[model.open_weights]),
        ("Parameters", f"{model.parameters:g} billion" if model.parameters else ""),
        ("Reasons before it answers", {True: "yes", False: "no", None: ""}[model.reasoning]),
        ("Context window", _known(tokens(model.context_window))),
        ("Most input", _known(tokens(model.input_limit))),
        ("Most output", _known(tokens(model.output_limit))),
        ("Reads", ", ".join(model.input_modalities)),
        ("Writes", ", ".join(model.output_modalities)),
    )
    return tuple((label, value) for label, value in rows if value)


def _known(text: str) -> str:
    return "" if text == UNKNOWN else text


def _scores(catalog: Catalog, observations: tuple[Observation, ...]) -> tuple[ScoreGroup, ...]:
    rows = (
        ScoreRow(benchmark=catalog.benchmarks[name], seen=first, reading=read_score(catalog, first), others=tuple(rest))
        for name, (first, *rest) in groupby(observations, key=lambda row: row.benchmark)
    )
    return tuple(
        ScoreGroup(label=category_label(name), rows=tuple(group))
        for name, group in groupby(rows, key=lambda row: row.benchmark.category)
    )


def _offers(catalog: Catalog, offers: tuple[Offer, ...]) -> tuple[OfferLine, ...]:
    return tuple(
        OfferLine(offer=offer, known_from=known_from(offer), second=second_opinion(catalog, offer)) for offer in offers
    )
