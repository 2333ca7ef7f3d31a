"""The list of models that a reader asks for."""

from evenhand.catalog import naming
from evenhand.catalog.catalog import Catalog
from evenhand.comparison.board import OVERALL
from evenhand.comparison.compare import EVEN
from evenhand.comparison.find import lab_of
from evenhand.comparison.known_places import places_of
from evenhand.records.estimates import RankPlace
from evenhand.records.facts import Model
from evenhand.records.model_lines import AskedModels, ModelLine

ALL = AskedModels()


def model_list(catalog: Catalog, asked: AskedModels = ALL) -> tuple[ModelLine, ...]:
    """The models that are asked for, by id.

    Raises:
        UnknownLab: no lab is called so.

    """
    lab = lab_of(catalog, asked.lab) if asked.lab else ""
    ranking = naming.ranking(catalog, EVEN)
    placed = places_of(catalog, ranking, ranking.default_lane).boards[OVERALL]
    lines = (_line(catalog, model, placed.get(model.id)) for model in catalog.models.values())
    return tuple(sorted((line for line in lines if _passes(line, asked, lab)), key=lambda line: line.id))


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


def _passes(line: ModelLine, asked: AskedModels, lab: str) -> bool:
    text = asked.q.casefold().strip()
    switches = ("open_weights", "reasoning", "ranked")
    wanted = ((getattr(asked, name), getattr(line, name)) for name in switches)
    return (
        (not lab or line.lab == lab)
        and all(want is None or have is want for want, have in wanted)
        and (not text or text in " ".join((line.id, line.name, line.lab_name, *line.aliases)).casefold())
    )
