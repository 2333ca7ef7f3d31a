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

    @property
    def shown(self) -> float | None:
        """What a board shows: the classic average, or the score of a model that has a place in the category."""
        if self.estimate is None:
            return self.value
        return self.estimate.score if self.place else None


class CategoryTest(Struct, frozen=True, kw_only=True):
    """A counted test of a category: what it measures, the version or context length that counts, and its weight.

    `models` is how many have a score on it that a lane admits.
    """

    benchmark: str
    name: str
    measures: str = ""
    form: str = ""
    weight: float = 1.0
    models: int = 0


class BoardRow(Struct, frozen=True, kw_only=True):
    """One model on the board. Prices are US dollars per million tokens, sizes tokens; None is unknown.

    `retired` is the day from which a model is no longer served that can no longer be had. `overall` and
    `published` are of a classic ranking, `estimate` and `place` of an even one: of the board's category
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
    retired: str | None = None

    @property
    def score(self) -> float | None:
        """The score or classic average of the board's category; None where none is shown."""
        return self.overall if self.estimate is None else self.estimate.score

    @property
    def measured_share(self) -> float:
        """The measured share of the board's own score; of the overall where none is estimated."""
        return self.estimate.measured if self.estimate and self.estimate.hard else self.measured


class Board(Struct, frozen=True, kw_only=True):
    """Ranked rows first, best place first; tracked but unranked rows after them, by name.

    `fitted` says what the estimates of an even ranking rest on.
    """

    snapshot: Snapshot
    category: str
    rows: tuple[BoardRow, ...]
    fitted: Fitted | None = None
    names: dict[str, str]
