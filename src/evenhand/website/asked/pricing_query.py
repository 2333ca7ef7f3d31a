"""What a reader asks of the price board beside the workload: which rows, in which order, as the address says it."""

from collections.abc import Callable
from urllib.parse import urlencode

from msgspec import Struct

from evenhand.errors import BadSetting
from evenhand.records.find import FoundModel
from evenhand.records.operations import Workload
from evenhand.records.pricing import PriceRow
from evenhand.records.search import NO_SEARCH, Search
from evenhand.website.asked.workload_form import workload_parts

Key = Callable[[PriceRow, FoundModel], float | str | None]

SORTS: dict[str, tuple[str, Key]] = {
    "cost": ("cost", lambda row, _: row.cost.per_month),
    "score": ("score", lambda _, found: None if found.score is None else -found.score),
    "efficient": ("probability of being efficient", lambda _, found: None if found.chance is None else -found.chance),
    "input": ("input price", lambda row, _: row.cost.offer.input),
    "output": ("output price", lambda row, _: row.cost.offer.output),
    "cached": ("price of cached input", lambda row, _: row.cost.offer.cached_input),
    "name": ("name", lambda _, found: found.name.casefold()),
    "first-token": ("time to the first token", lambda _, found: found.first_token_seconds),
}
PRICES = {"cheapest": "each model, at its cheapest offer", "own": "each model, at its lab’s own price"}
ROWS = {**PRICES, "offers": "every offer"}


class PricingQuery(Struct, frozen=True, kw_only=True):
    """The reader's choices. `rows` is one of ROWS; `a_day` is what was typed where requests are counted by the day.

    `preset` is the example that the page was asked for by path.
    """

    workload: Workload
    a_day: str = ""
    rows: str = "cheapest"
    sort: str = "cost"
    q: Search = NO_SEARCH
    lab: str = ""
    provider: str = ""
    category: str = "overall"
    min_score: str = ""
    ranking: str = "even"
    lane: str = ""
    weights: str = ""
    unranked: bool = False
    past: bool = False
    preset: str = ""

    def parts(self) -> dict[str, str]:
        """What differs from the plain page, as an address has it."""
        usual = {"rows": "cheapest", "sort": "cost", "category": "overall", "ranking": "even"}
        left = ("workload", "a_day", "preset", "unranked", "past")
        plain = {name: getattr(self, name) for name in self.__struct_fields__ if name not in left}
        plain["q"] = self.q.text
        kept = {name: value for name, value in plain.items() if value and usual.get(name) != value}
        switches = {name: "true" for name in ("unranked", "past") if getattr(self, name)}
        by_day = {"requests": self.a_day, "per": "day"} if self.a_day else {}
        return {**workload_parts(self.workload), **by_day, **kept, **switches}

    def with_parts(self, **changed: str) -> str:
        """The address with some parts changed; an empty text leaves a part out."""
        parts = {name: value for name, value in {**self.parts(), **changed}.items() if value}
        return "/pricing" + (f"?{urlencode(parts)}" if parts else "")

    def answer(self) -> str:
        """The address of the same answer as JSON; that of an example by its name."""
        if self.preset:
            return f"/api/v1/pricing/{self.preset}.json"
        own = {"price": "own"} if self.rows == "own" else {}
        offers = {"offers": "true"} if self.rows == "offers" else {}
        left = ("rows", "sort", "q", "unranked", "per", "requests")
        kept = {name: value for name, value in self.parts().items() if name not in left}
        by_day = {"requests_a_day": self.a_day} if self.a_day else {}
        month = {"requests": str(self.workload.requests)} if self.workload.stated and not self.a_day else {}
        parts = {**kept, **month, **by_day, **own, **offers}
        return "/api/v1/pricing.json" + (f"?{urlencode(parts)}" if parts else "")


def chosen_prices(
    rows: tuple[PriceRow, ...], found: dict[str, FoundModel], query: PricingQuery
) -> tuple[tuple[PriceRow, ...], int]:
    """The rows that pass the search, in the order asked for, and how many more are of unranked models.

    Prices that do not hold now stay last; unknown values sort last. Without any ranked model the unranked ones show.

    Raises:
        BadSetting: there is no such order or no such rows.

    """
    if query.sort not in SORTS:
        raise BadSetting(f"prices cannot be sorted by “{query.sort[:40]}”; they can by {', '.join(SORTS)}")
    passing = [row for row in rows if query.q.finds(row.model)]
    ranked = [row for row in passing if found[row.model].ranked]
    kept = passing if query.unranked or not ranked else ranked
    key = SORTS[query.sort][1]

    def order(row: PriceRow) -> tuple[object, ...]:
        value = key(row, found[row.model])
        return row.state != "now", value is None, value if value is not None else 0.0

    return tuple(sorted(kept, key=order)), len(passing) - len(kept)
