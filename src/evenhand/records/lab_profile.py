"""Who makes models: the labs, and one lab with its models."""

from msgspec import Struct

from evenhand.records.comparison import Snapshot
from evenhand.records.estimates import Estimate, RankPlace
from evenhand.records.facts import Id, Lab
from evenhand.records.model_summary import ModelSummary


class CategoryBest(Struct, frozen=True, kw_only=True):
    """A lab's best model in one category, by place there; `held` is how many of its models have a place."""

    category: Id
    model: Id
    name: str
    estimate: Estimate
    place: RankPlace
    held: int


class LabLine(Struct, frozen=True, kw_only=True):
    """A lab in the list of all: how many models, how many ranked and retired, the best, the newest known day."""

    id: Id
    name: str
    models: int
    ranked: int
    retired: int
    open_weights: int
    best: ModelSummary | None = None
    newest: str = ""


class LabList(Struct, frozen=True, kw_only=True):
    """All labs: those with a ranked model by their best place, then the others by how many models are held."""

    snapshot: Snapshot
    labs: tuple[LabLine, ...]


class LabProfile(Struct, frozen=True, kw_only=True):
    """One lab: its models, ranked ones first by place, then by release, newest first; retired ones apart.

    `newest` is the latest day of release on file, empty for none; `undated` models have none, and of `priced_later`
    of these the first price on file is of a later day. `provider` is the id under which the lab serves its own models,
    empty where it serves none that is known.
    """

    snapshot: Snapshot
    lab: Lab
    models: tuple[ModelSummary, ...]
    retired: tuple[ModelSummary, ...] = ()
    best: tuple[CategoryBest, ...] = ()
    newest: str = ""
    undated: int = 0
    priced_later: int = 0
    provider: str = ""
