"""The list of models at `/models`: search, lab, open weights, order; every model is linked from it."""

from urllib.parse import urlencode

from evenhand.catalog.catalog import Catalog
from evenhand.comparison.compare import EVEN
from evenhand.comparison.model_list import model_list
from evenhand.comparison.model_summary import model_summaries
from evenhand.records.wording import Sentence
from evenhand.website.asked.model_query import SORTS, ModelQuery, in_order
from evenhand.website.page import Page
from evenhand.website.rendering import render
from evenhand.website.rows.entity_rows import ModelLine, model_line
from evenhand.website.site import HERE, Site
from evenhand.wording.models import undated_last, unsure_words
from evenhand.wording.numbers import count

A_TABLE = 120


class ModelsPage(Page, kw_only=True):
    """The variables of `model_list.html`: the first models as a table, the others by name, retired ones apart."""

    query: ModelQuery
    total: int
    unsure: tuple[Sentence, ...]
    undated: tuple[Sentence, ...]
    lines: tuple[ModelLine, ...]
    others: tuple[ModelLine, ...]
    retired: tuple[ModelLine, ...]
    labs: tuple[tuple[str, str], ...]
    sorts: tuple[tuple[str, str], ...]


def models_page(catalog: Catalog, query: ModelQuery, site: Site = HERE) -> str:
    """The models that are asked for.

    Raises:
        UnknownLab: no lab is called so.
        BadSetting: models are not sorted so.

    """
    ranking = catalog.rankings[EVEN]
    every = model_summaries(catalog, ranking, ranking.default_lane)
    asked = model_list(catalog, query.asked)
    found = in_order((every[line.id] for line in asked.lines), query.sort)
    served = [model_line(one) for one in found if not one.retired]
    page = ModelsPage(
        title="Language models",
        description=f"{count(len(catalog.models), 'language model')} of {count(len(catalog.labs), 'lab')}: places,"
        " scores, prices, context, each with its sources.",
        section="Models",
        path="/models",
        site=site,
        data=_address(query),
        snapshot=f"Snapshot of {catalog.date}, catalog {catalog.version[:12]}.",
        query=query,
        total=len(catalog.models),
        unsure=unsure_words(asked),
        undated=undated_last(one for one in found if not one.retired) if query.sort == "newest" else (),
        lines=tuple(served[:A_TABLE]),
        others=tuple(sorted(served[A_TABLE:], key=lambda line: line.name.casefold())),
        retired=tuple(model_line(one) for one in found if one.retired),
        labs=tuple(sorted(((one.id, one.name) for one in catalog.labs.values()), key=lambda lab: lab[1].casefold())),
        sorts=tuple(SORTS.items()),
    )
    return render("model_list.html", page)


def _address(query: ModelQuery) -> str:
    told = {
        "q": query.q.strip(),
        "lab": query.lab,
        "open_weights": "true" if query.open_weights else "",
        "ranked": "true" if query.ranked else "",
    }
    asked = urlencode({name: value for name, value in told.items() if value})
    return f"/api/v1/models?{asked}" if asked else "/api/v1/models.json"
