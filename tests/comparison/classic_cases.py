"""Small invented catalogs for the classic rules: two models, a few tests, a ranking of three categories."""

from typing import Any

from evenhand.catalog.catalog import Catalog
from evenhand.comparison.classic_pick import ClassicPair
from evenhand.records.classic import ClassicCategory, ClassicSide, ClassicValue, Side
from evenhand.records.facts import Benchmark, Lab, Model, Observation, Provider
from evenhand.records.ranking import CategoryRule, ConfidenceStep, Counted, Eligibility, Ranking

DAY = "2026-06-30"
TIERS = ("A", "B", "C", "D", "E")
CODING = CategoryRule(
    weight=20,
    composite="site-coding",
    counted=(Counted(benchmark="fix", weight=37), Counted(benchmark="pro", weight=63)),
)
RANKING = Ranking(
    id="classic",
    name="Classic",
    method="classic",
    about="",
    lanes={"verified": TIERS, "provisional": TIERS},
    default_lane="provisional",
    needs_citation=("verified",),
    overall_composite="site-overall",
    categories={
        "coding": CODING,
        "reasoning": CategoryRule(weight=17, counted=(Counted(benchmark="needles", context="128k"),)),
        "knowledge": CategoryRule(weight=12, counted=(Counted(benchmark="facts"), Counted(benchmark="exam"))),
    },
    display_only={"coding": ("old", "older"), "knowledge": ("quiz",)},
    eligibility=Eligibility(benchmarks=3, categories=2),
    confidence=(
        ConfidenceStep(dots=4, categories=7, benchmarks=20),
        ConfidenceStep(dots=3, categories=5, benchmarks=12),
        ConfidenceStep(dots=2, categories=3, benchmarks=8),
    ),
)
TESTS = ("fix", "pro", "old", "older", "needles", "facts", "exam", "quiz")
COMPOSITES = ("site-coding", "site-overall")


def benchmark_record(name: str, **fields: Any) -> Benchmark:
    """A benchmark in percent, higher better, unless said otherwise."""
    return Benchmark(**{"id": name, "name": name.title(), "category": "any", "measures": "", **fields})


def score(model: str, benchmark: str, value: float, **fields: Any) -> Observation:
    """An observation of a lab's own, with a link."""
    given = {"tier": "C", "source": "card", "retrieved": DAY, "link": "https://example.org", **fields}
    return Observation(model=model, benchmark=benchmark, value=value, **given)


def catalog(*observations: Observation, ranking: Ranking = RANKING, **fields: Any) -> Catalog:
    """Models `ada` and `bob` of lab `lab`, with these observations and any other field of the catalog."""
    given: dict[str, Any] = {
        "date": DAY,
        "version": "invented",
        "labs": {"lab": Lab(id="lab", name="Lab")},
        "models": {name: Model(id=name, lab="lab", name=name.title()) for name in ("ada", "bob")},
        "providers": {"lab": Provider(id="lab", name="Lab", lab="lab"), "host": Provider(id="host", name="Host")},
        "benchmarks": {name: benchmark_record(name) for name in TESTS}
        | {name: benchmark_record(name, kind="composite") for name in COMPOSITES},
        "sources": {},
        "rankings": {ranking.id: ranking},
        "observations": observations,
    }
    return Catalog(**{**given, **fields})


def overalls(left: float, right: float) -> tuple[Observation, Observation]:
    """Published overalls of the two models."""
    return score("ada", "site-overall", left, tier="E"), score("bob", "site-overall", right, tier="E")


def part(name: str, left: float, right: float) -> ClassicCategory:
    """A shared category with these printed values."""
    difference = round(left - right, 1)
    leader: Side | None = None if not difference else "left" if difference > 0 else "right"
    return ClassicCategory(
        id=name,
        left=ClassicValue(value=left, published=False),
        right=ClassicValue(value=right, published=False),
        difference=abs(difference),
        leader=leader,
    )


def pair(
    *categories: ClassicCategory, left: dict[str, Any] | None = None, right: dict[str, Any] | None = None
) -> ClassicPair:
    """Two sides that differ in nothing but the cells given."""
    sides = [ClassicSide(**{"overall": None, **(cells or {})}) for cells in (left, right)]
    return ClassicPair(left=sides[0], right=sides[1], categories=categories)
