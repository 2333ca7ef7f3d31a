"""What is asked of a list of models, and a model as it stands there."""

from msgspec import Struct, field

from evenhand.records.estimates import RankPlace
from evenhand.records.facts import Id
from evenhand.records.listed import Listed


class AskedModels(Struct, frozen=True, kw_only=True):
    """Which models to list; what is empty or None leaves all.

    `q` is words that stand in its names or its lab’s, `lab` a lab by id or name. A switch that is set asks for models
    of which it is known to be so, or not to be so: what is not known passes neither.
    """

    q: str = ""
    lab: str = ""
    open_weights: bool | None = None
    reasoning: bool | None = None
    ranked: bool | None = None


class ModelLine(Struct, frozen=True, kw_only=True):
    """A model in a list; `benchmarks` counts those that it has a score on, in any lane.

    `ranked` and `place` are those of the default ranking in its default lane. None is unknown, or no place.
    """

    id: Id
    name: str
    lab: Id
    lab_name: str
    benchmarks: int
    ranked: bool
    place: RankPlace | None = None
    released: str | None = None
    retired: str | None = None
    open_weights: bool | None = None
    reasoning: bool | None = None
    context_window: int | None = None
    aliases: tuple[str, ...] = ()


class ModelList(Struct, frozen=True, kw_only=True):
    """The models that are asked for, by id.

    `unknown` counts for each switch the models left out because it is not known of them, and nothing else is against
    them; `unsure` counts these models once each.
    """

    lines: tuple[ModelLine, ...]
    unknown: dict[str, int] = field(default_factory=dict)
    unsure: int = 0


class ListedModels(Listed[ModelLine], frozen=True, kw_only=True):
    """Models with how many were left out because it is not known of them whether a switch holds, by switch."""

    unknown: dict[str, int] = field(default_factory=dict)
