"""Invented catalogs, drawn from a seed, with everything that real facts avoid: ties, zeros, one item, odd names."""

import random
from functools import cache
from typing import Any

from evenhand.catalog.catalog import Catalog
from evenhand.records.facts import Benchmark, Lab, Model, Observation, Offer, Provider, Source, Speed
from evenhand.records.ranking import CategoryRule, ConfidenceStep, Counted, Eligibility, Ranking

DAY = "2026-06-30"
LANES: dict[str, Any] = {
    "verified": ("A", "B"),
    "provisional": ("A", "B", "C", "D"),
    "everything": ("A", "B", "C", "D", "E"),
}
BENCHMARKS = (
    Benchmark(id="fix", name="Fix", category="coding", measures="", items=500),
    Benchmark(id="code-v", name="Code 8", category="coding", measures="", versions=("v5", "v6"), items=1),
    Benchmark(id="puzzle", name="Puzzle, tiers 1 to 3", category="reasoning", measures="", items=1_000_000),
    Benchmark(id="needles", name="Needles v2, 8 needles", category="reasoning", measures="", contexts=("128k", "1m")),
    Benchmark(id="exam", name="Exam", category="knowledge", measures="", items=198, tool_variants=True),
    Benchmark(id="facts", name="Facts and Figures", category="knowledge", measures="", items=12_032),
    Benchmark(id="share", name="Share", category="knowledge", measures="", unit="fraction", high=1.0),
    Benchmark(id="quiz", name="Quiz 2025", category="knowledge", measures="", state="contaminated"),
    Benchmark(id="twice", name="Twice", category="coding", measures="", metric="pass rate after two tries"),
    Benchmark(id="sums", name="Sums", category="math", measures="", items=30),
    Benchmark(id="errors", name="Errors", category="math", measures="", direction="lower", items=60),
    Benchmark(id="desk", name="Desk", category="agentic", measures="", tools="agentic"),
    Benchmark(id="orders", name="1 test", category="instruction-following", measures=""),
    Benchmark(id="arena", name="Arena", category="preference", measures="", unit="elo", low=None, high=None),
    Benchmark(id="site", name="Site overall", category="composite", measures="", kind="composite", unit="points"),
)
COUNTED = {
    "agentic": (22, (Counted(benchmark="desk"),)),
    "coding": (20, (Counted(benchmark="fix", weight=2.0), Counted(benchmark="code-v", version="v6"))),
    "reasoning": (17, (Counted(benchmark="puzzle"), Counted(benchmark="needles", context="128k"))),
    "knowledge": (12, (Counted(benchmark="exam"), Counted(benchmark="facts"), Counted(benchmark="share"))),
    "instruction-following": (5, (Counted(benchmark="orders"),)),
    "math": (5, (Counted(benchmark="sums"), Counted(benchmark="errors"))),
}
STEPS = (ConfidenceStep(dots=3, categories=5, benchmarks=8), ConfidenceStep(dots=2, categories=3, benchmarks=4))


def invented_ranking(name: str, method: Any) -> Ranking:
    """A ranking over the invented benchmarks."""
    return Ranking(
        id=name,
        name=name.title(),
        method=method,
        about="",
        lanes=LANES,
        default_lane="provisional",
        categories={name: CategoryRule(weight=weight, counted=rules) for name, (weight, rules) in COUNTED.items()},
        eligibility=Eligibility(benchmarks=4, categories=2),
        confidence=STEPS,
        display_only={"knowledge": ("quiz",)} if method == "classic" else {},
        overall_composite="site" if method == "classic" else "",
        needs_citation=("verified",) if method == "classic" else (),
    )


EVEN, CLASSIC = invented_ranking("even", "even"), invented_ranking("classic", "classic")
NAMES = (
    "o7",
    "o7-mini",
    "Alder",
    "Alder",
    "Alder 2",
    "Alder 2.5",
    "Birch-70B-Instruct (2026-01-31)",
    "A Very Long Name of a Model 405B A17B 1.05M 100% v8",
    "8 testers",
    "mini.9",
    "Null 8.0",
    "Zebra and Co",
)
VALUES = (0.0, 100.0, 50.0, 50.1, 99.9, 0.1, 77.75, 60.0, 60.0, 61.0, 20.0, 35.5, 90.0, 95.0, 97.25)
PRICES = (None, 0.0, 0.0004, 0.01, 0.0125, 0.1, 0.4, 0.41, 1.0, 3.0, 3.001, 30.0, 1250.0)
WINDOWS = (None, None, 16_000, 128_000, 131_072, 262_144, 400_000, 1_000_000, 1_047_576, 1_048_576)


def invented_catalog(seed: int, models: int = len(NAMES)) -> Catalog:
    """A catalog of so many models; the same seed gives the same catalog."""
    draw = random.Random(seed)  # noqa: S311 - reproducible, not secret
    people = [_model(draw, place) for place in range(models)]
    rows = [row for model in people for row in _scores(draw, model.id)]
    return catalog_of(
        *rows,
        version=f"invented-{seed}",
        models={model.id: model for model in people},
        offers=tuple(offer for model in people for offer in _offers(draw, model)),
        speeds=tuple(speed for model in people for speed in _speeds(draw, model)),
    )


@cache
def same_catalog(seed: int) -> Catalog:
    """The invented catalog of a seed, one object for all tests of a run, so that it is fitted once."""
    return invented_catalog(seed)


def catalog_of(*observations: Observation, **fields: Any) -> Catalog:
    """A catalog of these observations over the invented benchmarks; models `ada` and `bob` unless given."""
    labs = {"one": Lab(id="one", name="Lab One"), "two": Lab(id="two", name="Lab Two")}
    given: dict[str, Any] = {
        "date": DAY,
        "version": "invented",
        "labs": labs,
        "models": {name: Model(id=name, lab="one", name=name.title()) for name in ("ada", "bob")},
        "providers": {
            "one": Provider(id="one", name="Lab One", lab="one"),
            "host": Provider(id="host", name="Host 24"),
            "hut": Provider(id="hut", name="Hut"),
        },
        "benchmarks": {benchmark.id: benchmark for benchmark in BENCHMARKS},
        "sources": {
            name: Source(
                id=name,
                name=name.title(),
                publisher=name.title(),
                kind="lab",
                link="https://example.invalid",
                licence="CC0-1.0",
                licence_class="open",
                retrieved=DAY,
            )
            for name in ("card", "page")
        },
        "rankings": {"even": EVEN, "classic": CLASSIC},
        "observations": observations,
    }
    return Catalog(**{**given, **fields})


def score(model: str, benchmark: str, value: float, **fields: Any) -> Observation:
    """A score from an invented card, of tier B unless said otherwise."""
    given = {"tier": "B", "source": "card", "retrieved": DAY, "link": f"https://example.invalid/{model}", **fields}
    return Observation(model=model, benchmark=benchmark, value=value, **given)


def offer(model: str, provider: str, into: float | None, out: float | None, **fields: Any) -> Offer:
    """A standard offer checked on the catalog's day."""
    given = {"source": "card", "checked": DAY, **fields}
    return Offer(provider=provider, model=model, input=into, output=out, **given)


def speed(model: str, rate: float | None, first: float | None, method: str = "", **fields: Any) -> Speed:
    """A measurement of speed, on the catalog's day unless said otherwise."""
    given = {"source": "card", "retrieved": DAY, "method": method, **fields}
    return Speed(model=model, tokens_per_second=rate, first_token_seconds=first, **given)


def _model(draw: random.Random, place: int) -> Model:
    return Model(
        id=f"m{place}",
        lab=draw.choice(("one", "two")),
        name=NAMES[place % len(NAMES)],
        family=draw.choice(("", "alder", "birch")),
        retired=draw.choice((None, None, None, "2026-01-05", "2027-01-05")),
        open_weights=draw.choice((None, True, False)),
        reasoning=draw.choice((None, True, False)),
        context_window=draw.choice(WINDOWS),
    )


def _scores(draw: random.Random, model: str) -> list[Observation]:
    appetite = draw.choice((0.0, 0.2, 0.6, 0.9))
    taken = [benchmark for benchmark in BENCHMARKS if draw.random() < appetite]
    return [_score(draw, model, benchmark) for benchmark in taken for _ in range(draw.choice((1, 1, 2)))]


def _score(draw: random.Random, model: str, benchmark: Benchmark) -> Observation:
    value = draw.choice(VALUES) if draw.random() < 0.6 else round(draw.uniform(0, 100), 1)
    scale = {"fraction": 0.01, "elo": 10.0}.get(benchmark.unit, 1.0)
    return score(
        model,
        benchmark.id,
        value * scale,
        tier=draw.choice("ABCDE"),
        source=draw.choice(("card", "page")),
        link=draw.choice(("", "https://example.invalid/shared", f"https://example.invalid/{model}")),
        version=draw.choice(("", *benchmark.versions)),
        context=draw.choice(("", *benchmark.contexts)),
        subset=draw.choice(("", "", "", "text only", "long, with 2 parts")),
        tools=draw.choice(("", "", "none", "tools", "python", "unstated")) if benchmark.tool_variants else "",
        effort=draw.choice(("", "high", "max")),
        error=draw.choice((None, None, 0.0, 1.5 * scale)),
        n=draw.choice((None, None, 1, 30, 1_000_000)),
        published=draw.choice((None, "2026-01", "2026-05-02")),
    )


def _offers(draw: random.Random, model: Model) -> list[Offer]:
    hosts = draw.sample(("one", "host", "hut"), draw.choice((0, 1, 1, 2, 3)))
    return [offer(model.id, host, draw.choice(PRICES), draw.choice(PRICES)) for host in hosts]


def _speeds(draw: random.Random, model: Model) -> list[Speed]:
    rate, first = draw.choice((None, 73.2, 73.4, 5.0, 900.0)), draw.choice((None, 0.76, 0.761, 9.0, 130.34))
    wanted = draw.random() < 0.6 and (rate or first)
    return [speed(model.id, rate, first, draw.choice(("", "median of 100 calls")))] if wanted else []
