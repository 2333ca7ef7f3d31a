"""The picker at `/compare`: two to six models by name, and comparisons that suggest themselves."""

from collections.abc import Iterator
from itertools import combinations
from urllib.parse import parse_qsl, quote

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.naming import Subject
from evenhand.comparison.board import OVERALL
from evenhand.comparison.compare import EVEN
from evenhand.comparison.known_places import places_of
from evenhand.records.facts import Model
from evenhand.website.asked.pairs import in_order, pair_path
from evenhand.website.page import Page
from evenhand.website.rendering import render
from evenhand.website.site import HERE, Site

FURTHER = ("third", "fourth", "fifth", "sixth")
Link = tuple[str, str]
Fields = tuple[tuple[str, str], ...]


class PickerPage(Page, kw_only=True):
    """The variables of `picker.html`: ids and names of all models, and by lab; what was asked for so far.

    `kept` is what the address says beside the names: the comparison will be asked for with it.
    """

    models: tuple[tuple[str, str], ...]
    labs: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    left: str
    right: str
    further: tuple[str, ...]
    examples: tuple[Link, ...]
    kept: Fields


def picker_page(catalog: Catalog, left: str = "", right: str = "", site: Site = HERE, query: str = "") -> str:
    """The form that asks for two models or more; what was typed so far stays, and so does the rest of the `query`."""
    every = sorted(catalog.models.values(), key=lambda model: model.name.casefold())
    by_lab: dict[str, list[tuple[str, str]]] = {}
    for model in every:
        by_lab.setdefault(catalog.labs[model.lab].name, []).append((model.id, model.name))
    page = PickerPage(
        title="Compare two language models",
        description="Choose two language models and get an answer that rests on the tests both of them took.",
        section="Compare",
        path="/compare",
        site=site,
        snapshot=f"Snapshot of {catalog.date}, catalog {catalog.version[:12]}.",
        models=tuple((model.id, model.name) for model in every),
        labs=tuple((lab, tuple(by_lab[lab])) for lab in sorted(by_lab, key=str.casefold)),
        left=left,
        right=right,
        further=FURTHER,
        examples=tuple((f"{address}{query}", names) for address, names in example_links(catalog)),
        kept=tuple(parse_qsl(query.removeprefix("?"))),
    )
    return render("picker.html", page)


def example_links(catalog: Catalog) -> tuple[Link, ...]:
    """Comparisons among the first of the board, of the best with open weights and of the newest: address and names."""
    rules = catalog.rankings[EVEN]
    ranked = [catalog.models[name] for name in places_of(catalog, rules, rules.default_lane).boards[OVERALL]]
    pairs = dict.fromkeys(in_order(Subject(one), Subject(other)) for one, other in _pairs(ranked))
    return tuple(
        (f"/compare/{quote(pair_path(left, right))}", f"{left.model.name} or {right.model.name}")
        for left, right in pairs
    )


def _pairs(ranked: list[Model]) -> Iterator[tuple[Model, Model]]:
    """The first three with each other, the best open weights with the first and the next, the newest with the first."""
    free = [model for model in ranked if model.open_weights][:2]
    newest = sorted(ranked, key=lambda model: model.released or "")[-1:]
    with_first = [(one, other) for one in ranked[:1] for other in (*free[:1], *newest)]
    yield from combinations(ranked[:3], 2)
    yield from (pair for pair in (*with_first, *combinations(free, 2)) if pair[0] != pair[1])
