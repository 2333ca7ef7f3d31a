"""Price alerts: what happened between two catalogs to the prices of watched models, beyond each reader's thresholds."""

from collections import defaultdict
from collections.abc import Iterable
from math import inf

from msgspec import Struct, structs

from evenhand.brief.composing.cheapest_outputs import KINDS, cheapest_outputs, fell_to
from evenhand.brief.composing.lines import MAIN
from evenhand.brief.composing.material import Material
from evenhand.brief.composing.monthly_costs import effect_of
from evenhand.brief.composing.price_changes import has_moved, price_line
from evenhand.brief.composing.price_opinions import OneChange, first_opinions, one_by_one
from evenhand.catalog.catalog import Catalog
from evenhand.records.brief import BriefLine, CheapestOutput
from evenhand.records.changes import CatalogChanges, PriceChange
from evenhand.records.subscriptions import Preferences, Watched
from evenhand.records.wording import Sentence
from evenhand.wording.brief import EFFECT, further_terms

# A threshold of nothing still asks for a change, in per cent.
LEAST = 1e-6
# Per cents of prices are rounded to so many places, so that a fall from 2.00 to 1.80 is one of 10.
PLACES = 6


class Row(Struct, frozen=True, kw_only=True):
    """One changed price, its line, and by name the size of the change of each of its parts in per cent.

    Signed, endless from free; none of a new offer, and none of parts that were unknown or are. `output` is the price
    that holds now, US dollars per million tokens, where it is another one.
    """

    line: BriefLine
    sizes: dict[str, float]
    output: float | None


class Step(Struct, frozen=True, kw_only=True):
    """What changed at one provider on one day: the price of the plainest terms, then those of the others."""

    rows: tuple[Row, ...]


class PriceNews(Struct, frozen=True, kw_only=True):
    """What happened to the prices of one model: its steps, and its lowest output price where that fell."""

    steps: tuple[Step, ...]
    cheapest: CheapestOutput | None


class PriceAlerts:
    """The alerts of many readers, from the changes between two catalogs."""

    def __init__(self, changes: CatalogChanges, older: Catalog, newer: Catalog) -> None:
        material = Material(changes=changes, older=older, newer=newer)
        cheapest = cheapest_outputs(material)
        self._news = {model: _news(told, cheapest.get(model), material) for model, told in _by_model(material).items()}

    @property
    def models(self) -> frozenset[str]:
        """The models that any reader may have to hear of."""
        return frozenset(self._news)

    def of(self, preferences: Preferences) -> tuple[BriefLine, ...]:
        """The lines of one reader, in the order of the models that they watch; empty where nothing is to be told.

        A change is told from `alert_percent` on, up or down, and any change from free. Of prices that changed
        together, those of other modes, prompt lengths and hours have a line where they pass and none before them says
        the same. A price that fell to `below` is told at the offer that is now the cheapest.
        """
        found: list[BriefLine] = []
        for watched in preferences.watched:
            news = self._news.get(watched.model)
            if news:
                found += _told(news, watched, preferences)
        return tuple(found)


def _by_model(material: Material) -> dict[str, list[OneChange]]:
    """By model its changes of price, those that only state more of a price apart from those that moved one."""
    rows = [one for one in material.of(KINDS) if isinstance(one, PriceChange)]
    kept, _ = first_opinions(rows, material)
    found: dict[str, list[OneChange]] = defaultdict(list)
    for kind in KINDS:
        for moved in (True, False):
            for one in one_by_one(row for row in kept if row.kind == kind and has_moved(row) is moved):
                found[one.main.model].append(one)
    return found


def _news(told: Iterable[OneChange], cheapest: CheapestOutput | None, material: Material) -> PriceNews:
    return PriceNews(steps=tuple(_step(one, material) for one in told), cheapest=cheapest)


def _step(one: OneChange, material: Material) -> Step:
    alone = (structs.replace(one, folded=()), *(OneChange(main=row) for row in one.folded))
    return Step(rows=tuple(_row(row, material) for row in alone))


def _row(one: OneChange, material: Material) -> Row:
    output = next((amount.after for amount in one.main.amounts if amount.name == "output"), None)
    return Row(line=price_line(one, material), sizes=_sizes(one.main), output=output)


def _sizes(change: PriceChange) -> dict[str, float]:
    known = (one for one in change.amounts if one.before is not None and one.after is not None)
    return {one.name: inf if one.percent is None else round(one.percent, PLACES) for one in known}


def _told(news: PriceNews, watched: Watched, preferences: Preferences) -> list[BriefLine]:
    said = fell_to(watched, news.cheapest)
    cheapest = _cheapest_row(news) if said else None
    found: list[BriefLine] = []
    for step in news.steps:
        passing = _passing(step, preferences.alert_percent)
        told = [row for row in step.rows if row is cheapest or row in passing]
        for line, row in zip(_lines(step, told, preferences.alert_percent), told, strict=True):
            found.append(_written(line, preferences.workload, said if row is cheapest else ()))
    return found


def _cheapest_row(news: PriceNews) -> Row | None:
    """The one that tells of the fall to a limit: at the offer that is now the cheapest, the one with its price."""
    at = news.cheapest
    there = [row for step in news.steps for row in step.rows if at and row.line.provider == at.provider]
    return next((row for row in there if at and row.output == at.after), next(iter(there), None))


def _passing(step: Step, percent: float) -> list[Row]:
    """The prices that changed by the threshold or more, but for those of which one before says the same."""
    found: list[tuple[Row, set[str]]] = []
    for row in step.rows:
        moves = {f"{name} {size:.0f}" for name, size in _passed(row, percent).items()}
        if moves and not any(moves <= said for _, said in found):
            found.append((row, moves))
    return [row for row, _ in found]


def _passed(row: Row, percent: float) -> dict[str, float]:
    """The parts of a price that changed by so many per cent or more."""
    return {name: size for name, size in row.sizes.items() if abs(size) >= max(percent, LEAST)}


def _lines(step: Step, told: list[Row], percent: float) -> list[BriefLine]:
    """The lines of what is told of a step, the first with how many prices more changed."""
    lines = [_named(row, percent) for row in told]
    untold = len(step.rows) - len(told)
    if lines and untold:
        details = (*lines[0].details, further_terms(untold))
        lines[0] = structs.replace(lines[0], details=details, changes=lines[0].changes + untold)
    return lines


def _named(row: Row, percent: float) -> BriefLine:
    """The line with what passed as its short form; where the price of input or output did, with these two."""
    passed = _passed(row, percent)
    if not passed or not MAIN.isdisjoint(passed):
        return row.line
    return structs.replace(row.line, percents={name: None if size == inf else size for name, size in passed.items()})


def _written(line: BriefLine, workload: str, fell: tuple[Sentence, ...]) -> BriefLine:
    kept = tuple(one for one in line.details if one.rule != EFFECT)
    return structs.replace(line, details=(*fell, *effect_of(line.costs, workload), *kept))
