"""The labs, and one lab: its models with their places, its releases over time, its best in each category."""

from markupsafe import Markup
from msgspec import Struct

from evenhand.charts.releases import releases
from evenhand.records.lab_profile import CategoryBest, LabLine, LabList, LabProfile
from evenhand.records.wording import Sentence
from evenhand.website.page import Page, snapshot_line
from evenhand.website.pages.models import crumbs
from evenhand.website.rendering import render
from evenhand.website.rows.entity_rows import ModelLine, model_line
from evenhand.website.site import HERE, Site
from evenhand.wording.models import undated_words
from evenhand.wording.names import category_label
from evenhand.wording.numbers import count, integer


class LabRow(Struct, frozen=True, kw_only=True):
    """A lab in the list, with its best model as written."""

    line: LabLine
    best: ModelLine | None


class BestRow(Struct, frozen=True, kw_only=True):
    """The lab's best model in one category, as written."""

    category: str
    label: str
    model: str
    name: str
    place: str
    score: str
    held: int


class LabsPage(Page, kw_only=True):
    """The variables of `labs.html`: labs with a ranked model, and the others."""

    ranked: tuple[LabRow, ...]
    others: tuple[LabRow, ...]


class LabPage(Page, kw_only=True):
    """The variables of `lab.html`."""

    profile: LabProfile
    ranked: int
    open_weights: int
    undated: tuple[Sentence, ...]
    lines: tuple[ModelLine, ...]
    retired: tuple[ModelLine, ...]
    best: tuple[BestRow, ...]
    releases: Markup


def labs_page(found: LabList, site: Site = HERE) -> str:
    """All labs."""
    rows = [LabRow(line=line, best=model_line(line.best) if line.best else None) for line in found.labs]
    page = LabsPage(
        title="Labs that make language models",
        description=f"{count(len(rows), 'lab')} with their models, best places and newest releases.",
        section="Models",
        path="/labs",
        site=site,
        data="/api/v1/labs.json",
        snapshot=snapshot_line(found.snapshot),
        ranked=tuple(row for row in rows if row.best),
        others=tuple(row for row in rows if not row.best and row.line.models),
    )
    return render("labs.html", page)


def lab_page(found: LabProfile, site: Site = HERE) -> str:
    """One lab."""
    lab, every = found.lab, (*found.models, *found.retired)
    path = f"/labs/{lab.id}"
    page = LabPage(
        title=f"{lab.name}: models, places, prices",
        description=_description(found),
        section="Models",
        path=path,
        site=site,
        data=f"/api/v1{path}.json",
        snapshot=snapshot_line(found.snapshot),
        profile=found,
        ranked=sum(one.place is not None for one in every),
        open_weights=sum(one.open_weights is True for one in every),
        undated=undated_words(found),
        lines=tuple(map(model_line, found.models)),
        retired=tuple(map(model_line, found.retired)),
        best=tuple(map(_best, found.best)),
        releases=Markup(releases(lab.name, every)),  # noqa: S704 - our own drawing escapes
        schema_org=crumbs(site, ("Models", "/models"), ("Labs", "/labs"), (lab.name, path)),
    )
    return render("lab.html", page)


def _description(found: LabProfile) -> str:
    models = count(len(found.models) + len(found.retired), "model")
    best = next((one for one in found.models if one.place), None)
    if best and best.place:
        return f"{found.lab.name}: {models}; the best place is {best.place.place} of {best.place.of}, by {best.name}."
    return f"{found.lab.name}: {models}, none with enough counted tests for a place."


def _best(one: CategoryBest) -> BestRow:
    return BestRow(
        category=one.category,
        label=category_label(one.category),
        model=one.model,
        name=one.name,
        place=f"{one.place.place} of {one.place.of}",
        score=integer(one.estimate.score),
        held=one.held,
    )
