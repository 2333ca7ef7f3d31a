"""An invented comparison, whole and plausible: two models that do not exist, on tests that partly do not either."""

from evenhand.records.classic import ClassicCategory, ClassicSide, ClassicValue, ClassicView
from evenhand.records.comparison import (
    CategoryResult,
    ClassicDisagreement,
    Comparison,
    OverallResult,
    OwnAverage,
    Reading,
    SharedTest,
    SideOverall,
    SingleTest,
    Snapshot,
    Swing,
)
from evenhand.records.facts import CATEGORIES, Benchmark, Model, Observation, Offer, Speed
from evenhand.records.flags import Flag
from evenhand.records.flips import Flip
from evenhand.records.intervals import Interval
from evenhand.records.operations import Operations, SideOperations, Workload
from evenhand.records.verdict import Reason, Verdict
from evenhand.records.wording import Answer, CategoryWords, ComparisonWords, Sentence

LEFT = Model(id="alder-1", lab="arbor", name="Alder 1", context_window=262144, open_weights=True, licence="Apache-2.0")
RIGHT = Model(id="birch-2", lab="boreal", name="Birch 2", context_window=400000, reasoning=True, released="2026-03")

SHARED = {
    "invented-recall": ("knowledge", 78.8, 93.6, 198),
    "invented-exam": ("knowledge", 12.1, 41.4, 2500),
    "invented-repair": ("coding", 61.0, 64.5, 500),
    "invented-puzzles": ("reasoning", 43.4, 45.0, 240),
    "invented-olympiad": ("math", 71.0, 70.6, 60),
    "invented-sums": ("math", 88.0, 81.0, 30),
}
STATES = {"knowledge": "leads", "coding": "leans", "reasoning": "too close to call", "math": "too close to call"}


def observation(model: str, benchmark: str, value: float, **more: object) -> Observation:
    """A score from an invented page."""
    return Observation(
        model=model,
        benchmark=benchmark,
        value=value,
        tier="C",
        source="invented-card",
        retrieved="2026-11-01",
        link="https://example.invalid/card",
        quote=f"{value:g} on <{benchmark}> & others",
        measured_by="Boreal",
        **more,
    )


def reading(model: str, benchmark: str, value: float, items: int) -> Reading:
    """A score with its binomial standard error in points."""
    error = (value * (100 - value) / items) ** 0.5
    seen = observation(model, benchmark, value, effort="high" if model == RIGHT.id else "")
    return Reading(observation=seen, scaled=value, error=error, items=items, items_from="registered")


def shared_test(name: str) -> SharedTest:
    """A test that both invented models took."""
    category, left, right, items = SHARED[name]
    sides = reading(LEFT.id, name, left, items), reading(RIGHT.id, name, right, items)
    error = sum((side.error or 0) ** 2 for side in sides) ** 0.5
    return SharedTest(
        benchmark=name,
        category=category,
        counted=True,
        weight=1.0,
        left=sides[0],
        right=sides[1],
        difference=left - right,
        error=error,
        separable=2.8 * error,
        differs=("effort",),
        flags=(Flag(kind="vendor-reported", side="left", facts={"tier": "C", "source": "invented-card"}),),
    )


def category(name: str) -> CategoryResult:
    """A category with its state as the invented tests would have it."""
    tests = [shared_test(test) for test, row in SHARED.items() if row[0] == name]
    own = OwnAverage(value=72.0, tests=("invented-solo",), counted=5)
    none = OwnAverage(value=None, tests=(), counted=5)
    if not tests:
        state = "no data" if name == "multilingual" else "not comparable"
        return CategoryResult(
            id=name, weight=7, state=state, left_average=own, right_average=none, missing_side="right"
        )
    gap = sum(test.difference or 0 for test in tests) / len(tests)
    spread = sum((test.error or 0) ** 2 for test in tests) ** 0.5 / len(tests)
    return CategoryResult(
        id=name,
        weight=12,
        state=STATES[name],
        leader=None if STATES[name].startswith("too") else "right",
        probability=0.03,
        probability_same=0.01,
        shared=tuple(test.benchmark for test in tests),
        difference=gap,
        error=spread,
        interval=Interval(low=gap - 1.645 * spread, high=gap + 1.645 * spread, level=0.9),
        left_mean=sum(test.left.scaled or 0 for test in tests) / len(tests),
        right_mean=sum(test.right.scaled or 0 for test in tests) / len(tests),
        left_average=own,
        right_average=own,
    )


def benchmarks() -> dict[str, Benchmark]:
    """The invented tests as the catalog would describe them."""
    names = {
        **{name: row[0] for name, row in SHARED.items()},
        "invented-solo": "coding",
        "invented-distance": "multimodal",
    }
    return {
        name: Benchmark(
            id=name,
            name=name.replace("invented-", "Invented ").title(),
            category=kind,
            measures="nothing: it is invented",
            link="https://example.invalid/test",
        )
        for name, kind in names.items()
    }


def operations() -> Operations:
    """Prices and speeds: one side's host is free, the other's latency is long."""
    free = Offer(provider="some-host", model=LEFT.id, source="invented-card", checked="2026-11-01", input=0, output=0)
    paid = Offer(provider="boreal", model=RIGHT.id, source="invented-card", checked="2026-11-01", input=1.75, output=14)
    speed = Speed(
        model=RIGHT.id, source="invented-card", retrieved="2026-11-01", tokens_per_second=73, first_token_seconds=130.34
    )
    return Operations(
        workload=Workload(),
        left=SideOperations(offer=free, offer_kind="host", offers=(free,), blended=0.0, per_request=0.0, per_month=0.0),
        right=SideOperations(
            offer=paid,
            offer_kind="lab",
            offers=(paid,),
            blended=4.8125,
            per_request=0.01925,
            per_month=192.5,
            speed=speed,
            whole_answer_seconds=144.04,
        ),
        cheaper="left",
        larger_context="right",
        context_ratio=1.53,
    )


def classic() -> ClassicView:
    """What plain averages would say of the two."""
    knowledge = ClassicCategory(
        id="knowledge",
        left=ClassicValue(value=77.8, published=True),
        right=ClassicValue(value=66.4, published=False, parts=(("invented-recall", 93.6, 0.5),)),
        difference=11.4,
        leader="left",
    )
    return ClassicView(
        lane="provisional",
        left=ClassicSide(overall=ClassicValue(value=53, published=True)),
        right=ClassicSide(overall=ClassicValue(value=79, published=True)),
        categories=(knowledge,),
        winner="right",
        tier="clear",
        high=79,
        low=53,
        sharpest=None,
        swing=None,
        hit_back=None,
        pick=None,
        price=None,
        reasoning_only="right",
        context=None,
        answers=(),
        verified_line=False,
        siblings=False,
    )


def overall() -> OverallResult:
    """Partial evidence, leaning to the right side."""
    return OverallResult(
        state="leans",
        leader="right",
        probability=0.11,
        probability_same=0.02,
        shared=tuple(SHARED),
        kinds=4,
        evidence_weight=54,
        partial=False,
        difference=-6.2,
        error=2.0,
        interval=Interval(low=-9.5, high=-2.9, level=0.9),
        left=SideOverall(
            on_shared=59.1, measured=0.2, counted=6, categories=4, why_unranked="6 of 8 counted benchmarks"
        ),
        right=SideOverall(on_shared=65.9, measured=0.7, counted=22, categories=7, eligible=True, dots=4),
    )


def comparison() -> Comparison:
    """The whole invented comparison."""
    solo = SingleTest(
        benchmark="invented-solo",
        category="coding",
        counted=True,
        reason="one side only",
        left=reading(LEFT.id, "invented-solo", 72.0, 100),
        detail="Birch 2 has no score",
    )
    distance = SingleTest(
        benchmark="invented-distance",
        category="multimodal",
        counted=False,
        reason="other version",
        left=Reading(observation=observation(LEFT.id, "invented-distance", 0.21)),
        right=Reading(observation=observation(RIGHT.id, "invented-distance", 0.14)),
    )
    return Comparison(
        snapshot=Snapshot(
            date="2026-11-21",
            catalog="0123456789abcdef",
            ranking="even",
            ranking_name="Even",
            method="even",
            lane="provisional",
            tiers=("A", "B", "C", "D"),
        ),
        left=LEFT,
        right=RIGHT,
        relation="different",
        overall=overall(),
        categories=tuple(category(name) for name in CATEGORIES),
        shared=tuple(shared_test(name) for name in SHARED),
        left_out=(solo, distance),
        swing=Swing(benchmark="invented-exam", leader="right", difference=-29.3),
        operations=operations(),
        verdict=Verdict(
            pick="right",
            strength="moderate",
            why="overall",
            reasons=(Reason(kind="overall", side="right", weight=1.0),),
        ),
        flips=(
            Flip(
                kind="benchmark removed",
                what="invented-exam",
                before=None,
                after=None,
                becomes="too close to call",
                leader=None,
                reverses=False,
                effect="weakens",
            ),
        ),
        flips_tried=("weights", "benchmarks"),
        classic=classic(),
        disagreements=(
            ClassicDisagreement(
                category="knowledge",
                classic_leader="left",
                classic_left=77.8,
                classic_right=66.4,
                even_state="leads",
                even_leader="right",
                left_tests=("invented-recall",),
                right_tests=("invented-recall", "invented-exam"),
                left_published=True,
                left_accounted=True,
                right_accounted=True,
                right_published=False,
                shared=("invented-recall",),
            ),
        ),
        benchmarks=benchmarks(),
        names={
            LEFT.id: LEFT.name,
            RIGHT.id: RIGHT.name,
            "arbor": "Arbor",
            "boreal": "Boreal",
            "some-host": "Some Host",
            "invented-card": "An invented card",
            **{name: row.name for name, row in benchmarks().items()},
        },
    )


def say(text: str) -> Sentence:
    """A sentence without figures."""
    return Sentence(rule="example", text=text)


def comparison_words() -> ComparisonWords:
    """What the wording layer would say about it, more or less."""
    states = {name: STATES.get(name, "not comparable") for name in CATEGORIES}
    return ComparisonWords(
        title="Alder 1 or Birch 2",
        summary=say("On the tests that both took, Birch 2 is ahead in knowledge and leans ahead in coding."),
        pick=(say("Pick Birch 2."), say("The evidence is moderate.")),
        reasons=(say("Birch 2 leads knowledge by 22.0 points on two shared tests."),),
        otherwise=(say("Choose Alder 1 if price decides: a host serves it free."),),
        flips=(say("Without Invented Exam the overall result would be too close to call."),),
        overall=(say("Birch 2 leans ahead overall; the shared evidence carries 54 of 100 points of weight."),),
        categories=tuple(
            CategoryWords(
                category=name,
                label=name.replace("-", " ").capitalize(),
                word=say(state),
                details=(say("Rests on what both took."),),
            )
            for name, state in states.items()
        ),
        operations=(say("Alder 1 is free at Some Host; Birch 2 costs $1.75 and $14.00."),),
        left_out=(say("Invented Solo is left out because only Alder 1 took it."),),
        classic=(say("A plain average of what each reported puts Birch 2 ahead, 79 to 53."),),
        disagreements=(say("The classic view gives Alder 1 knowledge, since its average rests on other tests."),),
        questions=(
            Answer(key="overall", question="Which is better overall?", sentences=(say("Birch 2, moderately."),)),
        ),
        classic_questions=(),
        notes=(say("All figures are invented."),),
    )
