"""What is asked of the list of models, as the address says it."""

from collections.abc import Iterable

from msgspec import Struct

from evenhand.errors import BadSetting
from evenhand.records.model_lines import AskedModels
from evenhand.records.model_summary import ModelSummary

SORTS = {"place": "place", "newest": "newest first", "name": "name"}
UNPLACED = 10_000


class ModelQuery(Struct, frozen=True, kw_only=True):
    """The fields of the form: a search, a lab, open weights alone, ranked alone, the order."""

    q: str = ""
    lab: str = ""
    open_weights: bool = False
    ranked: bool = False
    sort: str = "place"

    @property
    def narrowed(self) -> bool:
        """Whether some models are left out."""
        return bool(self.q.strip() or self.lab or self.open_weights or self.ranked)

    @property
    def asked(self) -> AskedModels:
        """The same for the one function behind page and JSON."""
        return AskedModels(q=self.q, lab=self.lab, open_weights=self.open_weights or None, ranked=self.ranked or None)


def in_order(models: Iterable[ModelSummary], sort: str) -> tuple[ModelSummary, ...]:
    """The models by name, by release or by place; what is unknown comes last.

    Raises:
        BadSetting: there is no such order.

    """
    if sort not in SORTS:
        raise BadSetting(f"models are not sorted by {sort[:40]!r}; by {', '.join(SORTS)}")
    rows = sorted(models, key=lambda one: one.name.casefold())
    if sort != "name":
        rows.sort(key=lambda one: one.released or "", reverse=True)
    if sort == "place":
        rows.sort(key=lambda one: one.place.place if one.place else UNPLACED)
    return tuple(rows)
