"""What changed between two catalogs: each change with the values before and after and where both stand.

Days are ISO text; the day of a change is the best that is known: the day from which a price holds, the day on which a
score was published or measured, else the day on which its source was read, else the date of the newer catalog.
"""

from typing import Literal

from msgspec import Struct

from evenhand.records.wording import Sentence

DescriptionKind = Literal[
    "new model",
    "removed model",
    "retirement",
    "new benchmark",
    "removed benchmark",
    "new source",
    "removed source",
    "changed description",
]
ScoreKind = Literal["new score", "newer score", "corrected score", "removed score", "other conditions"]
PriceKind = Literal["price change", "corrected price", "new offer", "ended offer", "removed offer"]
PlaceKind = Literal["rank shift", "shift within noise", "entered board", "left board"]
Kind = Literal[DescriptionKind, ScoreKind, PriceKind, PlaceKind, "new rejection"]
Thing = Literal["model", "benchmark", "source"]
# Written down on its day, written down later from what was known by its day, or computed for this comparison.
BoardBasis = Literal["recorded", "as of", "computed"]

# The most important first: the order of changes on one day, and of the counts.
KINDS: tuple[Kind, ...] = (
    "retirement",
    "new model",
    "removed model",
    "rank shift",
    "entered board",
    "left board",
    "price change",
    "corrected score",
    "corrected price",
    "ended offer",
    "removed source",
    "new source",
    "new benchmark",
    "removed benchmark",
    "removed score",
    "other conditions",
    "newer score",
    "new score",
    "removed offer",
    "new offer",
    "changed description",
    "shift within noise",
    "new rejection",
)


class Evidence(Struct, frozen=True, kw_only=True):
    """Where a value stands: file and line here (line 0: a description), its source, link, and the day known of it."""

    file: str
    line: int
    source: str
    link: str
    day: str


class DescriptionChange(Struct, frozen=True, kw_only=True, tag_field="about", tag="description"):
    """A model, benchmark or source that came, went or is described otherwise.

    `field`, `before` and `after` are set where one field changed; None is not stated. `scores` and `offers` are the
    rows that came or went with a source.
    """

    kind: DescriptionKind
    day: str
    thing: Thing
    id: str
    field: str = ""
    before: str | None = None
    after: str | None = None
    scores: int = 0
    offers: int = 0
    was: Evidence | None = None
    now: Evidence | None = None


class ScoreChange(Struct, frozen=True, kw_only=True, tag_field="about", tag="score"):
    """A score that came, went or has another value, in the benchmark's unit.

    `corrected score` has the same day of measurement and publication before and after, `newer score` a later one.
    `other conditions` is the same value of the same source, now stated for other conditions than `earlier_conditions`.
    """

    kind: ScoreKind
    day: str
    model: str
    benchmark: str
    source: str
    conditions: tuple[str, ...] = ()
    earlier_conditions: tuple[str, ...] = ()
    before: float | None = None
    after: float | None = None
    was: Evidence | None = None
    now: Evidence | None = None


class Amount(Struct, frozen=True, kw_only=True):
    """One price, US dollars per million tokens, 0 free, None unknown; `percent` where both are known and not 0."""

    name: Literal["input", "cached input", "cache write", "output"]
    before: float | None
    after: float | None
    percent: float | None = None


class PriceChange(Struct, frozen=True, kw_only=True, tag_field="about", tag="price"):
    """An offer that came, ended or has another price; `amounts` are those that are stated, or that differ.

    `ended offer` has a stated last day, `removed offer` is no longer listed. `undated` says that the source states no
    day of the change: `day` is then the day on which it was first seen or checked. An undated `removed offer` is one
    that its source still has, and marks as removed.
    """

    kind: PriceKind
    day: str
    provider: str
    model: str
    source: str
    mode: str
    above_tokens: int
    hours: str
    undated: bool
    amounts: tuple[Amount, ...]
    was: Evidence | None = None
    now: Evidence | None = None

    @property
    def end_unstated(self) -> bool:
        """Whether an offer is marked as removed and nobody states since when: news of no week."""
        return self.kind == "removed offer" and self.undated


class Span(Struct, frozen=True, kw_only=True):
    """A model's median place on a board and the places that the board leaves open for it, of so many."""

    place: int
    best: int
    worst: int
    of: int


class PlaceChange(Struct, frozen=True, kw_only=True, tag_field="about", tag="place"):
    """A model that entered an overall board, left it, or has another place on it; `since` is the older board's day.

    A `rank shift` leaves no place open on both boards, a `shift within noise` at least one. `among` are the places
    before and after among the models that stand on both boards, set where the boards hold different models: whether a
    move is within noise is then said of these. `was_basis` and `now_basis` say how each board came about. `scores`
    are the scores of the model that became known between the two.
    """

    kind: PlaceKind
    day: str
    since: str
    model: str
    ranking: str
    lane: str
    before: Span | None = None
    after: Span | None = None
    among: tuple[Span, Span] | None = None
    was_basis: BoardBasis = "computed"
    now_basis: BoardBasis = "computed"
    scores: int = 0
    was: Evidence | None = None
    now: Evidence | None = None


class RejectionChange(Struct, frozen=True, kw_only=True, tag_field="about", tag="rejection"):
    """A row that a source has and that was newly not admitted, in the source's own words."""

    kind: Literal["new rejection"] = "new rejection"
    day: str
    source: str
    name: str
    benchmark: str
    value: str
    reason: str
    now: Evidence


Change = DescriptionChange | ScoreChange | PriceChange | PlaceChange | RejectionChange


class Edition(Struct, frozen=True, kw_only=True):
    """One of the two catalogs: its date and content hash, where it comes from, what of it could not be read."""

    date: str
    version: str
    origin: str = ""
    skipped: tuple[str, ...] = ()


class CatalogChanges(Struct, frozen=True, kw_only=True):
    """All changes from one catalog to another, newest day first, the most important first within a day.

    `counts` are by kind. `checked_again` are scores and offers of which only the day of reading moved, `restated`
    scores of the same value with another tier, error, number of questions, day or link. `other_rules` says that the
    boards were made under other rules of their ranking.
    """

    since: Edition
    until: Edition
    changes: tuple[Change, ...]
    counts: dict[str, int]
    checked_again: int = 0
    restated: int = 0
    other_rules: bool = False
    names: dict[str, str] = {}


class ChangesReport(Struct, frozen=True, kw_only=True):
    """The changes and the sentences about them: what the command prints as JSON. `words` has one for each change."""

    schema: str = "evenhand/changes/1"
    changes: CatalogChanges
    summary: tuple[Sentence, ...]
    words: tuple[Sentence, ...]
