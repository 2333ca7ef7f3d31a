"""A board: the models of a ranking in order, with what each place rests on."""

from msgspec import Struct

from evenhand.records.comparison import Snapshot
from evenhand.records.estimates import Estimate, Fitted, RankPlace


class CategoryPlace(Struct, frozen=True, kw_only=True):
    """A model in one category: its classic value where the ranking is classic, its score and place where it is even.

    `counted` of `of` counted benchmarks are measured.
    """

    value: float | None = None
    published: bool = False
    estimate: Estimate | None = None
    place: RankPlace | None = None
    counted: int = 0
    of: int = 0


class BoardRow(Struct, frozen=True, kw_only=True):
    """One model on the board. Prices are US dollars per million tokens, sizes tokens; None is unknown.

    `overall` and `published` are of a classic ranking, `estimate` and `place` of an even one: of the board's category
    where the board is of one.
    """

    model: str
    name: str
    lab: str
    lab_name: str
    ranked: bool
    why_unranked: str = ""
    overall: float | None = None
    published: bool = False
    estimate: Estimate | None = None
    place: RankPlace | None = None
    categories: dict[str, CategoryPlace]
    measured: float
    counted: int
    category_count: int
    dots: int
    input: float | None = None
    output: float | None = None
    price_from: str = ""
    tokens_per_second: float | None = None
    first_token_seconds: float | None = None
    speed_from: str = ""
    context_window: int | None = None
    open_weights: bool | None = None
    reasoning: bool | None = None
    released: str | None = None


class Board(Struct, frozen=True, kw_only=True):
    """Ranked rows first, best place first; tracked but unranked rows after them, by name.

    `fitted` says what the estimates of an even ranking rest on.
    """

    snapshot: Snapshot
    category: str
    rows: tuple[BoardRow, ...]
    fitted: Fitted | None = None
    names: dict[str, str]
