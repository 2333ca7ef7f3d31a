"""How sure an answer is: what the words, intervals and dots mean, and whether what they say comes true."""

from collections import Counter

from msgspec import Struct

from evenhand.catalog import naming
from evenhand.catalog.catalog import Catalog
from evenhand.comparison.rank import rank
from evenhand.records.ranking import ConfidenceStep, Ranking, Thresholds
from evenhand.scoring.standard_errors import standard_error
from evenhand.website.page import Page
from evenhand.website.rendering import render
from evenhand.website.rows.accuracy_report import Gate, gates
from evenhand.website.site import HERE, Site

SIZES = (30, 100, 200, 500, 2_000, 12_000)
SCORE = 80.0
# Two-sided 95%, power 80%: how many standard errors of a difference a test tells apart.
TOLD_APART = 2.8
TRIED = ("coverage", "calibration", "share right", "came true")


class SizeRow(Struct, frozen=True, kw_only=True):
    """A number of questions, the standard error that it gives, and the smallest gap that it tells apart; in points."""

    items: int
    error: float
    separable: float


class DotsRow(Struct, frozen=True, kw_only=True):
    """A number of dots, what it asks for, and how many ranked models have it."""

    dots: int
    step: ConfidenceStep | None
    models: int


class WidthRow(Struct, frozen=True, kw_only=True):
    """How far a lane's estimates are widened."""

    lane: str
    score: float


class ConfidencePage(Page, kw_only=True):
    """The variables of `confidence.html`, out of the ranking's file, the board and the accuracy report."""

    limits: Thresholds
    ranking: Ranking
    sizes: tuple[SizeRow, ...]
    score: float
    dots: tuple[DotsRow, ...]
    ranked: int
    widths: tuple[WidthRow, ...]
    gates: tuple[Gate, ...]


def confidence_page(catalog: Catalog, site: Site = HERE) -> str:
    """How sure this is."""
    ranking = naming.ranking(catalog, "even")
    board = rank(catalog, ranking)
    counts = Counter(row.dots for row in board.rows if row.ranked)
    page = ConfidencePage(
        title="How sure this is",
        description="What leads, leans, intervals and dots mean, and how often what they say comes true.",
        section="How sure",
        path="/confidence",
        site=site,
        snapshot=f"Snapshot of {catalog.date}, catalog {catalog.version[:12]}.",
        limits=ranking.thresholds,
        ranking=ranking,
        sizes=tuple(map(_size, SIZES)),
        score=SCORE,
        dots=_dots(ranking, counts),
        ranked=counts.total(),
        widths=tuple(WidthRow(lane=name, score=one.score) for name, one in ranking.calibration.items()),
        gates=tuple(one for one in gates() if any(word in one.figure for word in TRIED)),
    )
    return render("confidence.html", page)


def _size(items: int) -> SizeRow:
    error = standard_error(SCORE, items)
    return SizeRow(items=items, error=error, separable=TOLD_APART * 2**0.5 * error)


def _dots(ranking: Ranking, counts: Counter[int]) -> tuple[DotsRow, ...]:
    """The most dots first; one dot asks for nothing."""
    steps = sorted(ranking.confidence, key=lambda one: -one.dots)
    asked = tuple(DotsRow(dots=one.dots, step=one, models=counts[one.dots]) for one in steps)
    return (*asked, DotsRow(dots=1, step=None, models=counts[1]))
