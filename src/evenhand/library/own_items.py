"""Which items of one's own logs separate two models: the answer behind the page, from what an import kept."""

from evenhand.comparison.item_results import apart
from evenhand.errors import BadSetting, UnknownBenchmark, UnknownModel
from evenhand.importers.own.item_places import item_places
from evenhand.items.reading import Items, items_at
from evenhand.records.item_counts import System
from evenhand.records.separating_items import SeparatingItems
from evenhand.settings import data_folders, own_facts
from evenhand.wording.item_results import apart_words

MOST = 50


def separating_items(
    left: str, right: str, benchmark: str, left_as: str = "", right_as: str = "", most: int = MOST
) -> SeparatingItems:
    """The items on which two models differ, at most so many; `left_as` and `right_as` name configurations.

    Without them two configurations with the same settings are taken, else the first of each.

    Raises:
        UnknownBenchmark, UnknownModel: no log of one's own has items of it, or own runs are left out here.
        BadSetting: no such configuration, or no item in common.
        MissingExtra: the part that reads items is not installed.

    """
    places = item_places() if own_facts() in data_folders() else None
    if places is None or not places.files:
        raise UnknownBenchmark(benchmark)
    with items_at(places) as items:
        lefts, rights = (_of(items, benchmark, model) for model in (left, right))
        one, other = _chosen(lefts, left_as), _chosen(rights, right_as)
        if not (left_as or right_as):
            one, other = _alike(lefts, rights)
        found = apart(items, str(one), str(other), benchmark, most)
    return SeparatingItems(
        found=found,
        words=apart_words(found),
        left_choices=tuple(system.configuration for system in lefts),
        right_choices=tuple(system.configuration for system in rights),
    )


def _of(items: Items, benchmark: str, model: str) -> list[System]:
    if benchmark not in items.systems:
        raise UnknownBenchmark(benchmark)
    found = [system for system in items.systems[benchmark] if system.model == model]
    if not found:
        raise UnknownModel(model)
    return found


def _chosen(systems: list[System], configuration: str) -> System:
    if not configuration:
        return systems[0]
    named = next((system for system in systems if system.configuration == configuration), None)
    if named is None:
        known = ", ".join(repr(system.configuration) for system in systems)
        raise BadSetting(f"{systems[0].model} was not run as {configuration[:80]!r}; it was as {known}")
    return named


def _alike(lefts: list[System], rights: list[System]) -> tuple[System, System]:
    """Two configurations of the same settings, where there are such."""
    pairs = ((one, other) for one in lefts for other in rights if one.configuration == other.configuration)
    return next(pairs, (lefts[0], rights[0]))
