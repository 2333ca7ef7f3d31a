"""Names to records: any of a model's names, an effort after `@`, benchmarks, rankings and lanes."""

from msgspec import Struct

from evenhand.catalog.as_of import last_day
from evenhand.catalog.catalog import Catalog
from evenhand.catalog.closed_lists import text_given
from evenhand.catalog.folding import folded
from evenhand.catalog.nearest import nearest
from evenhand.catalog.recent import Recent
from evenhand.catalog.short_names import holding, names_of, short_names
from evenhand.errors import UnknownBenchmark, UnknownEffort, UnknownLane, UnknownModel, UnknownRanking
from evenhand.records.facts import Benchmark, Model
from evenhand.records.ranking import Ranking

LONGEST = 80
MOST_NEAR = 5


class Subject(Struct, frozen=True):
    """What is compared: a model, or with `effort` one configuration of it (`gpt-5.2@high`)."""

    model: Model
    effort: str = ""

    @property
    def name(self) -> str:
        """What it is called: the model's name, with the effort of a configuration."""
        return f"{self.model.name} ({self.effort} effort)" if self.effort else self.model.name

    @property
    def address(self) -> str:
        """How it stands in a link or on the command line."""
        return f"{self.model.id}@{self.effort}" if self.effort else self.model.id


def subject(catalog: Catalog, text: str) -> Subject:
    """The model, or configuration, that a person named.

    Raises:
        UnknownModel: no model has this name; holds the nearest.
        UnknownEffort: it has no scores at this effort; holds its configurations that have some.

    """
    text_given("model", text)
    name, _, effort = text.strip().partition("@")
    model = resolve(catalog, name)
    if effort and effort not in (efforts := efforts_of(catalog, model.id)):
        raise UnknownEffort(text, model.id, model.name, efforts)
    return Subject(model, effort)


def resolve(catalog: Catalog, text: str) -> Model:
    """The model with this id, name or other name, or the one that a short form of a name can mean.

    Case and punctuation do not matter.

    Raises:
        UnknownModel: none has it; holds the nearest ids with their names, first those that the text can mean. Of a
            model that came on file after the day of this view it says so.

    """
    text_given("model", text)
    found = named(catalog, text)
    if found is None:
        if catalog.whole and (later := named(catalog.whole, text)):
            raise UnknownModel(text, said=_not_yet(later, catalog.date))
        near = _near_models(catalog, text)
        raise UnknownModel(text, near, {one: catalog.models[one].name for one in near})
    return found


def named(catalog: Catalog, text: str) -> Model | None:
    """The model that a text names, as `resolve` has it; None when none, or several, without a look for near ones."""
    if text in catalog.models:
        return catalog.models[text]
    wanted = folded(text)
    whole: Recent[dict[str, Model]] = catalog.lately("folded names", 1)
    if not wanted or (found := whole.of("models", lambda: _by_folded_name(catalog)).get(wanted)):
        return found if wanted else None
    short: Recent[dict[str, str]] = catalog.lately("short names", 1)
    meant = short.of("models", lambda: short_names(catalog.models.values(), catalog.labs)).get(wanted)
    return catalog.models[meant] if meant else None


def _by_folded_name(catalog: Catalog) -> dict[str, Model]:
    """Every name of every model without case and punctuation; of two with one name the first."""
    found: dict[str, Model] = {}
    for model in catalog.models.values():
        for name in names_of(model):
            found.setdefault(folded(name), model)
    return found


def efforts_of(catalog: Catalog, model: str) -> tuple[str, ...]:
    """The reasoning efforts under which a model has scores, by name."""
    tests = catalog.observations_of.get(model, {})
    return tuple(sorted({row.effort for rows in tests.values() for row in rows if row.effort}))


def benchmark(catalog: Catalog, text: str) -> Benchmark:
    """The benchmark with this id, name or other name.

    Raises:
        UnknownBenchmark: none has it; holds the nearest ids.

    """
    text_given("benchmark", text)
    wanted = folded(text)
    for known in catalog.benchmarks.values():
        if wanted and any(folded(name) == wanted for name in (known.id, known.name, *known.aliases)):
            return known
    raise UnknownBenchmark(text, nearest(text, catalog.benchmarks))


def ranking(catalog: Catalog, text: str | Ranking) -> Ranking:
    """The ranking with this id; a ranking of the reader's own is itself.

    Raises:
        UnknownRanking: none has it; holds those that exist.

    """
    if isinstance(text, Ranking):
        return text
    text_given("ranking", text)
    if text not in catalog.rankings:
        raise UnknownRanking(text, nearest(text, catalog.rankings) or tuple(catalog.rankings))
    return catalog.rankings[text]


def lane(chosen: Ranking, text: str | None) -> str:
    """The lane of a ranking, its default one when none is named.

    Raises:
        UnknownLane: the ranking has no such lane; holds those that it has.

    """
    name = text or chosen.default_lane
    text_given("lane", name)
    if name not in chosen.lanes:
        raise UnknownLane(name, nearest(name, chosen.lanes) or tuple(chosen.lanes))
    return name


def _not_yet(model: Model, day: str) -> str:
    released = f" (released {model.released})" if model.released and last_day(model.released) > day else ""
    return f"{model.name} was not on file on {day}{released}"


def _near_models(catalog: Catalog, text: str) -> tuple[str, ...]:
    """At most five ids: first those with the words of the text in a name, then what is spelt like it."""
    holds = [model.id for model in holding(text[:LONGEST], catalog.models.values())]
    names = {name.casefold(): model.id for model in catalog.models.values() for name in (model.name, *model.aliases)}
    names.update({model: model for model in catalog.models})
    alike = (names[name] for name in nearest(text, names, most=12))
    return tuple(dict.fromkeys((*holds, *alike)))[:MOST_NEAR]
