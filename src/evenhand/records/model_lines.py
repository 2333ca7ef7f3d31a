"""What is asked of a list of models, and a model as it stands there."""

from msgspec import Struct

from evenhand.records.estimates import RankPlace
from evenhand.records.facts import Id


class AskedModels(Struct, frozen=True, kw_only=True):
    """Which models to list; what is empty or None leaves all.

    `q` is text that stands in a name, `lab` a lab by id or name. A switch that is set asks for models of which it is
    known to be so, or not to be so: what is not known passes neither.
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
