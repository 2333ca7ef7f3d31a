"""The list of models that a reader asks for."""

from collections import Counter

from evenhand.catalog import naming
from evenhand.catalog.catalog import Catalog
from evenhand.catalog.closed_lists import text_given
from evenhand.catalog.searching import search_models
from evenhand.comparison.board import OVERALL
from evenhand.comparison.compare import EVEN
from evenhand.comparison.find import lab_of
from evenhand.comparison.known_places import places_of
from evenhand.errors import WrongType
from evenhand.records.estimates import RankPlace
from evenhand.records.facts import Model
from evenhand.records.model_lines import AskedModels, ModelLine, ModelList

ALL = AskedModels()
SWITCHES = ("open_weights", "reasoning", "ranked")


def model_list(catalog: Catalog, asked: AskedModels = ALL) -> ModelList:
    """The models that are asked for, by id, and how many nobody knows enough of.

    Raises:
        UnknownLab: no lab is called so.
        WrongType: what is asked is no `AskedModels`.

    """
    if not isinstance(asked, AskedModels):
        raise WrongType("asked", "AskedModels such as AskedModels(q='gemma')", asked)
    text_given("q", asked.q)
    lab = lab_of(catalog, asked.lab) if asked.lab else ""
    ranking = naming.ranking(catalog, EVEN)
    placed = places_of(catalog, ranking, ranking.default_lane).boards[OVERALL]
    meant = search_models(catalog, asked.q)
    lines = [
        _line(catalog, model, placed.get(model.id))
        for model in catalog.models.values()
        if meant.finds(model.id) and (not lab or model.lab == lab)
    ]
    kept = {line.id: _kept(line, asked) for line in lines}
    unsure = [held for held in kept.values() if None in held.values() and False not in held.values()]
    return ModelList(
        lines=tuple(sorted((line for line in lines if all(kept[line.id].values())), key=lambda line: line.id)),
        unknown=dict(Counter(name for held in unsure for name, known in held.items() if known is None)),
        unsure=len(unsure),
    )


def _line(catalog: Catalog, model: Model, place: RankPlace | None) -> ModelLine:
    return ModelLine(
        id=model.id,
        name=model.name,
        lab=model.lab,
        lab_name=catalog.labs[model.lab].name,
        benchmarks=len(catalog.observations_of.get(model.id, {})),
        ranked=place is not None,
        place=place,
        released=model.released,
        retired=model.retired,
        open_weights=model.open_weights,
        reasoning=model.reasoning,
        context_window=model.context_window,
        aliases=model.aliases,
    )


def _kept(line: ModelLine, asked: AskedModels) -> dict[str, bool | None]:
    """Whether a model is as each switch that is set asks; None where nobody knows."""
    wanted = {name: want for name in SWITCHES if (want := getattr(asked, name)) is not None}
    known = {name: getattr(line, name) for name in wanted}
    return {name: None if known[name] is None else known[name] is want for name, want in wanted.items()}
