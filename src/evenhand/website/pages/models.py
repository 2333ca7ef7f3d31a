"""A model's page: its figures at a glance, strengths, scores with sources, prices, speed, places, what is like it."""

from typing import Any
from urllib.parse import quote

from markupsafe import Markup
from msgspec import Struct

from evenhand.catalog.catalog import Catalog
from evenhand.charts.coverage_map import coverage_strip
from evenhand.charts.place_history import place_history_chart
from evenhand.charts.price_steps import price_steps
from evenhand.charts.strengths import strengths_chart
from evenhand.comparison.compare import EVEN
from evenhand.comparison.coverage import coverage, coverage_row
from evenhand.comparison.model_summary import model_summaries
from evenhand.comparison.operations import side_operations
from evenhand.comparison.place_history import place_history
from evenhand.comparison.price_history import price_history
from evenhand.comparison.profile import present_and_past
from evenhand.comparison.self_hosting import may_be_hosted, self_hosting
from evenhand.comparison.similar_models import similar_models
from evenhand.comparison.strengths import strengths
from evenhand.records.facts import Model
from evenhand.records.model_summary import ModelSummary
from evenhand.records.operations import Workload
from evenhand.records.price_history import PriceHistory
from evenhand.records.profile import ModelProfile
from evenhand.records.self_hosting import Hosting
from evenhand.records.wording import Sentence
from evenhand.website.page import Page
from evenhand.website.rendering import render
from evenhand.website.rows.hosting_section import HostingSection, hosting_section
from evenhand.website.rows.model_rows import (
    Figure,
    OfferLine,
    PlaceLine,
    ScoreGroup,
    SimilarLine,
    StrengthLine,
    TestsLine,
    compared,
    facts,
    figures,
    offer_lines,
    place_lines,
    score_groups,
    similar_lines,
    strength_lines,
    tests_lines,
)
from evenhand.website.rows.retirement import retirement
from evenhand.website.site import HERE, Site
from evenhand.wording.models import moving_words
from evenhand.wording.numbers import count, integer
from evenhand.wording.places import history_words
from evenhand.wording.self_hosting import self_hosting_report
from evenhand.wording.strengths import similar_words, strength_words

NEIGHBOURS = 2
NO_MACHINE, USUAL_SIZES = Hosting(), Workload()

Links = tuple[tuple[str, str], ...]


class Drawings(Struct, frozen=True, kw_only=True):
    """The pictures of a model's page; empty where there is nothing to draw."""

    strengths: Markup
    coverage: Markup
    prices: Markup
    places: Markup


class ModelPage(Page, kw_only=True):
    """The variables of `model.html`."""

    profile: ModelProfile
    summary: ModelSummary
    figures: tuple[Figure, ...]
    facts: tuple[tuple[str, str], ...]
    drawn: Drawings
    strengths: tuple[StrengthLine, ...]
    strengths_said: tuple[Sentence, ...]
    tests: tuple[TestsLine, ...]
    scores: tuple[ScoreGroup, ...]
    offers: tuple[OfferLine, ...]
    earlier: tuple[OfferLine, ...]
    prices: PriceHistory
    places: tuple[PlaceLine, ...]
    places_said: tuple[Sentence, ...]
    similar: tuple[SimilarLine, ...]
    similar_said: tuple[Sentence, ...]
    moving: Sentence | None
    parent: Model | None
    snapshots: tuple[Model, ...]
    names: dict[str, str]
    neighbours: Links
    siblings: Links
    retired: str
    hosting: HostingSection | None


def model_page(
    catalog: Catalog,
    profile: ModelProfile,
    site: Site = HERE,
    hosting: Hosting = NO_MACHINE,
    sizes: Workload = USUAL_SIZES,
) -> str:
    """The whole page of one model; `hosting` is a machine that the reader would run it on, `sizes` the workload there.

    Raises:
        BadSetting: a machine for weights that cannot be downloaded.

    """
    model, lab = profile.model, profile.lab.name
    ranking = catalog.rankings[EVEN]
    every = model_summaries(catalog, ranking, ranking.default_lane)
    summary, names = every[model.id], names_of(catalog)
    present, past = present_and_past(catalog, profile.offers)
    strong, history, alike = strengths(catalog, model), place_history(catalog, model), similar_models(catalog, model)
    tests, taken, prices = coverage(catalog).tests, coverage_row(catalog, model), price_history(catalog, model)
    path = f"/models/{model.id}"
    page = ModelPage(
        title=f"{model.name} by {lab}: scores with sources, prices, places",
        description=_description(summary),
        section="Models",
        path=path,
        site=site,
        data=f"/api/v1/models/{model.id}.json",
        image=f"/social/models/{quote(model.id)}.png",
        snapshot=f"Snapshot of {catalog.date}, catalog {catalog.version[:12]}, ranking {ranking.id},"
        f" {ranking.default_lane} lane.",
        profile=profile,
        summary=summary,
        figures=figures(summary, names),
        facts=facts(model),
        drawn=Drawings(
            strengths=_safe(strengths_chart(strong)),
            coverage=_safe(coverage_strip(tests, taken) if summary.counted else ""),
            prices=_safe(price_steps(prices)),
            places=_safe(place_history_chart(history)),
        ),
        strengths=strength_lines(strong),
        strengths_said=strength_words(strong) if summary.counted else (),
        tests=tests_lines(tests, taken) if summary.counted else (),
        scores=score_groups(catalog, profile.observations),
        offers=offer_lines(catalog, present),
        earlier=offer_lines(catalog, past),
        prices=prices,
        places=place_lines(history) if any(point.place for point in history.points) else (),
        places_said=history_words(history),
        similar=similar_lines(alike),
        similar_said=similar_words(alike) if alike.shown else (),
        moving=moving_words(model.name, lab) if model.moving else None,
        parent=catalog.models.get(model.snapshot_of),
        snapshots=tuple(catalog.models[name] for name in _snapshots(catalog).get(model.id, ())),
        names=names,
        neighbours=tuple(_neighbours(catalog, model.id)),
        siblings=tuple((compared(model.id, name), catalog.models[name].name) for name in profile.siblings),
        retired=retirement(model, catalog.date, side_operations(catalog, model, Workload())),
        hosting=_hosting(catalog, model, hosting, sizes),
        schema_org=_things(profile, site),
    )
    return render("model.html", page)


def _hosting(catalog: Catalog, model: Model, hosting: Hosting, sizes: Workload) -> HostingSection | None:
    """What hosting it would take; none where nobody asks and it is not known that anybody could."""
    if not may_be_hosted(model) and hosting == NO_MACHINE and not sizes.stated:
        return None
    return hosting_section(self_hosting_report(self_hosting(catalog, model, hosting, sizes)), hosting, sizes)


def names_of(catalog: Catalog) -> dict[str, str]:
    """Names of labs, sources and providers by id."""
    key = ("names of labs, providers and sources",)
    if key not in catalog.kept:
        tables: tuple[dict[str, Any], ...] = (catalog.labs, catalog.providers, catalog.sources)
        catalog.kept[key] = {name: record.name for table in tables for name, record in table.items()}
    found: dict[str, str] = catalog.kept[key]
    return found


def _safe(drawing: str) -> Markup:
    return Markup(drawing)  # noqa: S704 - our own drawing escapes


def _description(one: ModelSummary) -> str:
    """What is at the top of the page, in one line."""
    place = f"place {one.place.place} of {one.place.of}" if one.place else "unranked"
    score = f"score {integer(one.estimate.score)}, " if one.estimate.score is not None else ""
    tests = count(one.benchmarks, "benchmark")
    return (
        f"{one.name} by {one.lab_name}: {score}{place}; {tests} with sources and conditions, prices, places over time."
    )


def _snapshots(catalog: Catalog) -> dict[str, list[str]]:
    """Dated snapshots by the model that they are of."""
    key = ("dated snapshots",)
    if key not in catalog.kept:
        found: dict[str, list[str]] = {}
        for model in catalog.models.values():
            if model.snapshot_of:
                found.setdefault(model.snapshot_of, []).append(model.id)
        catalog.kept[key] = found
    kept: dict[str, list[str]] = catalog.kept[key]
    return kept


def _neighbours(catalog: Catalog, model: str) -> Links:
    """The models next above and below on the board, best first, with the addresses of their comparisons."""
    order = [row.model for row in coverage(catalog).rows]
    if model not in order:
        return ()
    at = order.index(model)
    near = order[max(0, at - NEIGHBOURS) : at + NEIGHBOURS + 1]
    return tuple((compared(model, name), catalog.models[name].name) for name in near if name != model)


def _things(profile: ModelProfile, site: Site) -> tuple[dict[str, Any], ...]:
    """The model and where its page stands, as JSON-LD; addresses only where the site's own is known."""
    model = profile.model
    where = {"url": site.whole(f"/models/{model.id}")} if site.base else {}
    released = {"datePublished": model.released} if model.released else {}
    thing = {
        "@type": "SoftwareApplication",
        "name": model.name,
        "applicationCategory": "Large language model",
        **where,
        **released,
        "author": {"@type": "Organization", "name": profile.lab.name},
    }
    steps = (("Models", "/models"), (profile.lab.name, f"/labs/{model.lab}"), (model.name, f"/models/{model.id}"))
    return (thing, *crumbs(site, *steps))


def crumbs(site: Site, *steps: tuple[str, str]) -> tuple[dict[str, Any], ...]:
    """The way to a page as a BreadcrumbList; none where the site's own address is unknown."""
    if not site.base:
        return ()
    items = [
        {"@type": "ListItem", "position": number, "name": name, "item": site.whole(path)}
        for number, (name, path) in enumerate(steps, 1)
    ]
    return ({"@type": "BreadcrumbList", "itemListElement": items},)
