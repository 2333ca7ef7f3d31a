"""The classic sentences: bound to their figures, true to the slots, free of the seed site's faults of copy."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from evenhand.comparison.classic_pick import (
    OTHER,
    ClassicPair,
    classic_pick,
    compared_context,
    compared_price,
    headline_tier,
    largest_lead,
    only_reasoning,
)
from evenhand.records.classic import (
    ClassicAnswer,
    ClassicCategory,
    ClassicSide,
    ClassicSwing,
    ClassicValue,
    ClassicView,
    Side,
)
from evenhand.records.wording import Sentence
from evenhand.wording.classic import classic_answers, classic_words

NAMES = {"left": "Ada", "right": "Bob", "gpqa": "GPQA", "exam": "Exam", "site": "Some Site"}
CATEGORIES = ("knowledge", "coding", "agentic", "multimodal", "instruction-following", "multilingual")
FAULTS = re.compile(r"\b(None|null|Infinity|inf|nan|undefined)\b|N/A|[{}]|  |\d[a-z]{4,}|\b1 categories\b|\.\.")

VALUES = st.integers(0, 1000).map(lambda tenths: tenths / 10)
PRICES = st.none() | st.sampled_from([0.0, 0.004, 0.4, 1.6, 14.0, 30.0, 1250.0])
SIDES = st.builds(
    ClassicSide,
    overall=st.none() | st.builds(ClassicValue, value=st.integers(0, 100).map(float), published=st.booleans()),
    position=st.sampled_from(["", "unranked", "1", "14"]),
    input=PRICES,
    output=PRICES,
    reasoning=st.none() | st.booleans(),
    facts_reasoning=st.none() | st.booleans(),
    listed_by=st.sampled_from(["", "site"]),
    listed_on=st.sampled_from(["2026-07-20", "2026-07-21"]),
    context_tokens=st.none() | st.sampled_from([16_000, 262_144, 1_050_000]),
).map(
    lambda side: structs.replace(side, context={16_000: "16K", 262_144: "256K"}.get(side.context_tokens or 0, "1.05M"))
)


def part(name: str, left: float, right: float) -> ClassicCategory:
    """A shared category with these printed values."""
    leader: Side | None = None if left == right else "left" if left > right else "right"
    own, other = (ClassicValue(value=value, published=False) for value in (left, right))
    return ClassicCategory(id=name, left=own, right=other, difference=round(abs(left - right), 1), leader=leader)


def view_of(
    left: ClassicSide,
    right: ClassicSide,
    parts: tuple[ClassicCategory, ...] = (),
    swing: ClassicSwing | None = None,
    benchmark: tuple[str, float] | None = None,
    *,
    siblings: bool = False,
) -> ClassicView:
    """A view as the rules make it from these cells."""
    pair = ClassicPair(left=left, right=right, categories=parts)
    values = [int(side.overall.value) for side in (left, right) if side.overall]
    both = values if len(values) == 2 else None
    winner: Side | None = None if not both or both[0] == both[1] else "left" if both[0] > both[1] else "right"
    sharpest = largest_lead(pair, winner) if winner else None
    return ClassicView(
        lane="provisional",
        left=left,
        right=right,
        categories=parts,
        winner=winner,
        tier=headline_tier(abs(both[0] - both[1])) if both else None,
        high=max(both) if both else None,
        low=min(both) if both else None,
        sharpest=sharpest,
        swing=swing if winner else None,
        hit_back=largest_lead(pair, OTHER[sharpest.side]) if sharpest else None,
        pick=classic_pick(pair, winner, siblings=siblings) if both else None,
        price=compared_price(pair),
        reasoning_only=only_reasoning(pair),
        context=compared_context(pair),
        answers=tuple(_answer(one, benchmark) for one in parts),
        verified_line=any(side.position.isdigit() for side in (left, right)),
        siblings=siblings,
    )


def _answer(one: ClassicCategory, benchmark: tuple[str, float] | None) -> ClassicAnswer:
    low, high = sorted((one.left.value, one.right.value))
    name, gap = benchmark or (None, None)
    return ClassicAnswer(category=one.id, leader=one.leader, high=high, low=low, benchmark=name, difference=gap)


def side(overall: float | None, **cells: Any) -> ClassicSide:
    """A side with this overall."""
    return ClassicSide(overall=None if overall is None else ClassicValue(value=overall, published=True), **cells)


def said(view: ClassicView) -> dict[str, str]:
    """The verdict's sentences by rule."""
    return {sentence.rule: sentence.text for sentence in classic_words(view, NAMES)}


VIEWS = st.builds(
    view_of,
    SIDES,
    SIDES,
    st.lists(
        st.builds(part, st.sampled_from(CATEGORIES), VALUES, VALUES), max_size=4, unique_by=lambda one: one.id
    ).map(tuple),
    st.none() | st.builds(ClassicSwing, benchmark=st.just("gpqa"), left=VALUES, right=VALUES, unit=st.just("percent")),
    st.none() | st.tuples(st.just("exam"), VALUES),
    siblings=st.booleans(),
)


def every_sentence(view: ClassicView) -> list[Sentence]:
    """Verdict and answers."""
    return [*classic_words(view, NAMES), *(line for part in classic_answers(view, NAMES) for line in part.sentences)]


@given(VIEWS)
def test_every_number_and_name_is_a_figure(view: ClassicView) -> None:
    """What a sentence states is bound: take the figures' texts away and no digit and no name is left."""
    for sentence in every_sentence(view):
        rest = sentence.text
        for figure in sorted(sentence.figures, key=lambda one: -len(one.text)):
            assert figure.text in sentence.text
            rest = rest.replace(figure.text, "")
        assert not re.search(r"\d|Ada|Bob|GPQA|Exam|\$|%", rest), sentence


@given(VIEWS)
def test_no_fault_of_copy(view: ClassicView) -> None:
    """No unknown, no infinity, no missing or doubled space, and every sentence ends."""
    for sentence in every_sentence(view):
        assert not FAULTS.search(sentence.text), sentence.text
        assert sentence.text.endswith(".")
        assert sentence.text.strip() == sentence.text


@given(VIEWS)
def test_no_sentence_contradicts_its_figures(view: ClassicView) -> None:
    """High is above low wherever a sentence sets one against the other."""
    for sentence in every_sentence(view):
        values = {figure.name: figure.value for figure in sentence.figures}
        high, low = values.get("high"), values.get("low")
        if isinstance(high, float | int) and isinstance(low, float | int):
            assert high > low, sentence


@given(VIEWS)
def test_sentences_come_in_order(view: ClassicView) -> None:
    """Pick, family, headline, mixed, sharpest, swing, hit back, price, reasoning, context, verified; each once."""
    order = ["pick", "family", "headline", "mixed", "sharpest", "swing", "hit-back"]
    order += ["price", "reasoning", "context", "verified"]
    places = [order.index(sentence.rule.split(".")[1]) for sentence in classic_words(view, NAMES)]
    assert places == sorted(set(places))


@given(VIEWS)
def test_questions_are_the_shared_categories_and_one(view: ClassicView) -> None:
    """One question for the whole and one for each shared category, each with an answer."""
    answers = classic_answers(view, NAMES)
    assert [answer.key for answer in answers] == ["classic overall", *(f"classic {one.id}" for one in view.categories)]
    assert all(answer.sentences and answer.question.endswith("?") for answer in answers)


@pytest.mark.parametrize(
    ("left", "right", "rule", "text"),
    [
        (79, 53, "classic.headline.clear", "Ada is well ahead overall, 79 to 53."),
        (
            50,
            52,
            "classic.headline.narrow",
            "Bob is narrowly ahead overall, 52 to 50; the single categories tell more than that.",
        ),
        (
            53,
            52,
            "classic.headline.one point",
            "Ada is one point ahead overall, 53 to 52: a lead, but the thinnest there is.",
        ),
        (53, 53, "classic.headline.tie", "The overalls are level at 53."),
        (None, 52, "classic.headline.none", "Classic has no overall for Ada, so it names no winner."),
        (None, None, "classic.headline.none", "Classic has no overall for Ada or Bob, so it names no winner."),
    ],
)
def test_headline_says_its_tier(left: float | None, right: float | None, rule: str, text: str) -> None:
    """Each tier has its own sentence; without an overall it is said that there is none."""
    assert said(view_of(side(left), side(right)))[rule] == text


def test_pick_states_both_reasons() -> None:
    """The default form names the winner and the two reasons for the other."""
    larger = side(53, context="256K", context_tokens=262_144)
    view = view_of(side(76, context="200K", context_tokens=200_000), larger, (part("knowledge", 66.2, 77.8),))
    assert said(view)["classic.pick"] == (
        "Classic picks Ada for its higher overall. "
        "Choose Bob if knowledge comes first for you or you need its larger context window of 256K."
    )


def test_split_and_siblings_have_their_own_forms() -> None:
    """A tie names nobody, with or without reasons; siblings are both named."""
    parts = (part("coding", 9, 1), part("math", 1, 2))
    assert said(view_of(side(50), side(50)))["classic.pick.split"].startswith("Classic picks neither: the overalls")
    assert said(view_of(side(50), side(50), parts))["classic.pick.split"] == (
        "Classic picks neither. Choose Ada if coding comes first for you. Choose Bob if math comes first for you."
    )
    siblings = said(view_of(side(51), side(50), parts, siblings=True))
    assert siblings["classic.pick.siblings"] == (
        "Choose Ada if coding comes first for you. Choose Bob if math comes first for you."
    )
    assert siblings["classic.family"] == "Ada and Bob are of one family."


@pytest.mark.parametrize(
    ("left", "right", "text"),
    [
        (1.6, 0.0, "Ada costs $1.60 per million output tokens; Bob is listed as free."),
        (0.0, 0.0, "Output tokens are free for both."),
        (14.0, 14.0, "Output tokens cost $14.00 per million for both."),
        (1.88, 1.0, "Ada costs more: $1.88 per million output tokens, against $1.00 for Bob."),
        (1.0, 2.0, "Bob costs more: $2.00 per million output tokens, against $1.00 for Ada, 2.0 times as much."),
    ],
)
def test_price_never_divides_by_free(left: float, right: float, text: str) -> None:
    """Free is said as free, without a ratio; a ratio appears from two times up."""
    view = view_of(side(60, input=1.0, output=left), side(50, input=1.0, output=right))
    assert text in said(view).values()


def test_unknown_price_is_not_mentioned() -> None:
    """Without both prices there is no price sentence."""
    assert not [rule for rule in said(view_of(side(60, output=1.0), side(50))) if "price" in rule]


def test_wide_gap_without_shared_benchmark_is_not_called_close() -> None:
    """48.4 points apart and nothing shared: that is what is said."""
    answers = classic_answers(view_of(side(53), side(45), (part("coding", 72, 23.6),)), NAMES)
    assert [line.text for line in answers[1].sentences] == [
        "Ada averages 72 in coding, Bob 23.6.",
        "Among the benchmarks that classic looks at for coding, none has a score for both here.",
    ]


def test_swing_gives_both_values_in_page_order() -> None:
    """Values stand in page order whoever leads, as stored; equal ones are called equal."""
    parts = (part("knowledge", 78, 77),)
    swing = ClassicSwing(benchmark="gpqa", left=78.85, right=93.6, unit="percent")
    text = said(view_of(side(60), side(50), parts, swing))["classic.swing"]
    assert text == "Widest gap on a counted benchmark that both took: GPQA, 78.85% for Ada and 93.6% for Bob."
    level = structs.replace(swing, right=78.85)
    assert "classic.swing.none" in said(view_of(side(60), side(50), parts, level))


def test_published_and_own_overall_are_told_apart() -> None:
    """A published overall against one worked out from scores is flagged; two of a kind are not."""
    own = ClassicSide(overall=ClassicValue(value=50, published=False))
    mixed = said(view_of(side(60), own))
    assert mixed["classic.mixed"].endswith("two scales.")
    assert mixed["classic.headline.two scales"] == "Classic has an overall of 60 for Ada and of 50 for Bob."
    assert "ahead" not in " ".join(line.text for line in classic_answers(view_of(side(60), own), NAMES)[0].sentences)
    assert "classic.mixed" not in said(view_of(side(60), side(50)))


def test_verified_line_says_places() -> None:
    """A place is a number sign and a number; no place is said as such."""
    ours = "Places by verified scores, worked out here by the classic rules"
    view = view_of(side(60, position="14"), side(50, position="unranked"))
    assert said(view)["classic.verified"] == f"{ours}: Ada #14, Bob unranked."
    view = view_of(side(60, position="14"), side(50))
    assert said(view)["classic.verified"] == f"{ours}: Ada #14, Bob not listed."


def test_places_of_a_site_are_said_to_be_its_own() -> None:
    """Where a site lists both, its places carry its name and the day or days they were read."""
    one, other = ({"listed_by": "site", "listed_on": day} for day in ("2026-07-20", "2026-07-21"))
    theirs = "Places by verified scores, as printed in Some Site, read on 2026-07-20"
    view = view_of(side(60, position="14", **one), side(50, position="6", **one))
    assert said(view)["classic.verified.listed"] == f"{theirs}: Ada #14, Bob #6."
    view = view_of(side(60, position="14", **one), side(50, **other))
    assert said(view)["classic.verified.listed"] == f"{theirs} and 2026-07-21: Ada #14, Bob not listed."


@pytest.mark.parametrize(
    ("ours", "rest"),
    [
        ((True, False), ": it may take longer to answer and use more tokens."),
        ((True, True), "; by our own facts both reason."),
        ((False, False), "; by our own facts neither reasons."),
        ((None, False), "; our own facts do not say so."),
    ],
)
def test_who_lists_a_reasoning_model_is_said(ours: tuple[bool | None, bool | None], rest: str) -> None:
    """The site is named, our own facts stand beside it, and only where they agree is it a reason to choose."""
    cells = [{"reasoning": listed, "facts_reasoning": own} for listed, own in zip((True, False), ours, strict=True)]
    of_site = [side(60 - place, listed_by="site", **each) for place, each in enumerate(cells)]
    found = said(view_of(*of_site))
    told = [text for rule, text in found.items() if rule.startswith("classic.reasoning")]
    assert told == [f"Only Ada is listed as a reasoning model in Some Site, not Bob{rest}"]
    wanted = "you want to do without the time" if ours == (True, False) else "your own tools and habits favour it"
    assert f"Choose Bob if {wanted}" in found["classic.pick"]
    own = said(view_of(*(side(60 - place, **each) for place, each in enumerate(cells))))
    assert f"Only Ada is listed as a reasoning model, not Bob{rest}" in own.values()
