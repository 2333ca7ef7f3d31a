"""Items of one's own logs: two models compared on those that both have, and those on which they differ."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from msgspec import structs

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.naming import named
from evenhand.comparison.item_results import apart, benchmark_called, compared, systems_of
from evenhand.errors import BadSetting, EvenhandError, UnknownBenchmark
from evenhand.importers.own.item_places import item_places
from evenhand.items.reading import Items, items_at
from evenhand.records.item_counts import System
from evenhand.records.item_results import ItemsApart
from evenhand.records.own_item_comparison import OwnItemComparison
from evenhand.records.separating_items import SeparatingItems
from evenhand.settings import data_folders, own_facts
from evenhand.wording.item_results import apart_words, more_words, pair_words, skipped_words

MOST = 50
NOTHING = "there are no items of your own here: evenhand import brings them, from logs that have them"


def separating_items(
    catalog: Catalog, left: str, right: str, benchmark: str, left_as: str = "", right_as: str = "", most: int = MOST
) -> SeparatingItems:
    """The items on which two models differ, at most so many; `left_as` and `right_as` name configurations.

    Without them two configurations with the same settings are taken, else the first of each.

    Raises:
        UnknownBenchmark, UnknownModel: no log of one's own has items of it, or own runs are left out here.
        BadSetting: no such configuration, or no item in common.
        MissingExtra: the part that reads items is not installed.

    """
    with _opened(UnknownBenchmark(benchmark)) as items:
        test = benchmark_called(items, benchmark)
        lefts, rights = (systems_of(items, model, test) for model in (left, right))
        one, other = _chosen(lefts, left_as), _chosen(rights, right_as)
        if not (left_as or right_as):
            one, other = _alike(lefts, rights)
        found = apart(items, str(one), str(other), test, most)
    return SeparatingItems(
        found=found,
        words=apart_words(_plain(found, lefts, rights), _names(catalog, test, one, other)),
        left_choices=tuple(system.configuration for system in lefts),
        right_choices=tuple(system.configuration for system in rights),
    )


def compared_items(
    catalog: Catalog, left: str, right: str, benchmark: str = "", *, most: int = 0, texts: bool = False
) -> OwnItemComparison:
    """Two models on the items that both have, on one benchmark or on each that both took.

    A model is named by any of its names, or as `name@configuration` where it was run under several. With a benchmark
    the items on which they differ are there too, at most `most` of them, with prompts and outputs where `texts` is set.

    Raises:
        UnknownBenchmark, UnknownModel: no log of one's own has items of it.
        BadSetting: nothing has items or own runs are left out here, a name fits several configurations, both are one,
            or no item is common.
        MissingExtra: the part that reads items is not installed.

    """
    sides = _id_of(catalog, left), _id_of(catalog, right)
    with _opened(BadSetting(NOTHING)) as items:
        found = compared(items, *sides, benchmark or None)
        apart_ = apart(items, *sides, benchmark, most) if benchmark and most else None
    if apart_ is not None and not texts:
        bare = tuple(structs.replace(one, prompt="", left_output="", right_output="") for one in apart_.shown)
        apart_ = structs.replace(apart_, shown=bare)
    words = [sentence for pair in found.pairs for sentence in pair_words(pair, pairs=len(found.pairs))]
    words += [*skipped_words(found), *((*apart_words(apart_), *more_words(apart_)) if apart_ else ())]
    return OwnItemComparison(comparison=found, apart=apart_, words=tuple(words))


@contextmanager
def _opened(otherwise: EvenhandError) -> Iterator[Items]:
    """The items of the own folder; raises `otherwise` where nothing there has items, or own runs are left out."""
    places = item_places() if own_facts() in data_folders() else None
    if places is None or not places.files:
        raise otherwise
    with items_at(places) as items:
        yield items


def _id_of(catalog: Catalog, text: str) -> str:
    """The id of a model with the configuration behind it; the text where no model is called so."""
    name, at, configuration = text.partition("@")
    found = named(catalog, name)
    return f"{found.id}{at}{configuration}" if found else text


def _names(catalog: Catalog, benchmark: str, *systems: System) -> dict[str, str]:
    """What the models and the benchmark are called, as far as the catalog has them."""
    models = {one.model: catalog.models[one.model].name for one in systems if one.model in catalog.models}
    tests = {benchmark: catalog.benchmarks[benchmark].name} if benchmark in catalog.benchmarks else {}
    return models | tests


def _plain(found: ItemsApart, lefts: Sequence[System], rights: Sequence[System]) -> ItemsApart:
    """The same with a configuration only on a side that has several to choose from."""
    one, other = (System(side[0].model) if len(side) == 1 else None for side in (lefts, rights))
    return structs.replace(found, left=one or found.left, right=other or found.right)


def _chosen(systems: Sequence[System], configuration: str) -> System:
    if not configuration:
        return systems[0]
    found = next((system for system in systems if system.configuration == configuration), None)
    if found is None:
        known = ", ".join(repr(system.configuration) for system in systems)
        raise BadSetting(f"{systems[0].model} was not run as {configuration[:80]!r}; it was as {known}")
    return found


def _alike(lefts: Sequence[System], rights: Sequence[System]) -> tuple[System, System]:
    """Two configurations of the same settings, where there are such."""
    pairs = ((one, other) for one in lefts for other in rights if one.configuration == other.configuration)
    return next(pairs, (lefts[0], rights[0]))
