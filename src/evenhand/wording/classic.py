"""What the classic view says, in our words: the slots are the seed site's, the sentences are not.

`names` gives the models under `left` and `right`, and benchmarks under their ids.
"""

from collections.abc import Iterator

from evenhand.records.classic import (
    ClassicAnswer,
    ClassicCondition,
    ClassicLead,
    ClassicPick,
    ClassicSide,
    ClassicSwing,
    ClassicView,
    Side,
)
from evenhand.records.wording import Answer, Figure, Sentence
from evenhand.wording.numbers import average, integer, listed, money, pair, points, ratio, rounded

Names = dict[str, str]

OTHER: dict[Side, Side] = {"left": "right", "right": "left"}
IN_PROSE = {
    "agentic": "agentic work",
    "multimodal": "multimodal work",
    "instruction-following": "instruction following",
    "multilingual": "multilingual work",
}
REASONS = {
    "category_priority": "{category} comes first for you",
    "cheaper": "the lower token price matters to you",
    "larger_context": "you need its larger context window of {window}",
    "wants_reasoning": "you want the one that is listed as a reasoning model",
    "avoid_reasoning_overhead": "you want to do without the time and tokens that reasoning takes",
    "ecosystem": "your own tools and habits favour it",
}
ON_REASONING = ("wants_reasoning", "avoid_reasoning_overhead")
HEADLINES = {
    "one point": "{winner} is one point ahead overall, {high} to {low}: a lead, but the thinnest there is.",
    "narrow": "{winner} is narrowly ahead overall, {high} to {low}; the single categories tell more than that.",
    "clear": "{winner} is well ahead overall, {high} to {low}.",
}


def classic_words(view: ClassicView, names: Names) -> tuple[Sentence, ...]:
    """The classic verdict in reading order; every slot that is empty is left unsaid.

    Order: pick, family, headline, that only one of the overalls is a published one where that is so, sharpest
    advantage, swing, hit back, price, reasoning, context, verified places.
    """
    found = (
        _pick(view, names),
        _family(view, names),
        _headline(view, names),
        _mixed(view, names),
        *_categories(view, names),
        *_trade_offs(view, names),
        _verified(view, names),
    )
    return tuple(sentence for sentence in found if sentence)


def classic_answers(view: ClassicView, names: Names) -> tuple[Answer, ...]:
    """Which is better overall, then one question for each shared category, in page order."""
    overall = Answer(
        key="classic overall",
        question="Which is better overall, going by the classic averages?",
        sentences=tuple(sentence for sentence in _overall_answer(view, names) if sentence),
    )
    return (overall, *(_answer(answer, names) for answer in view.answers))


def _pick(view: ClassicView, names: Names) -> Sentence | None:
    pick = view.pick
    if pick is None:
        return None
    if pick.form == "split":
        return _split(view, pick, names)
    winner, other = pick.winner or "left", pick.alternative or "right"
    why, reasons = _reasons(_told(view, pick.conditions), names)
    rule, text = "classic.pick", f"Classic picks {{winner}} for its higher overall. Choose {{other}} if {why}."
    if pick.form == "siblings":
        own, more = _reasons(_told(view, pick.winner_conditions), names, "own")
        rule, text = "classic.pick.siblings", f"Choose {{winner}} if {own}. Choose {{other}} if {why}."
        reasons = (*more, *reasons)
    return _say(rule, text, _model("winner", winner, names), _model("other", other, names), *reasons)


def _split(view: ClassicView, pick: ClassicPick, names: Names) -> Sentence:
    first_own, second_own = _told(view, pick.winner_conditions), _told(view, pick.conditions)
    kinds = {reason.kind for reason in (*first_own, *second_own)}
    if kinds == {"ecosystem"}:
        text = (
            "Classic picks neither: the overalls are level, and nothing else that it looks at speaks for one of them."
        )
        return _say("classic.pick.split", text)
    left, first = _reasons(first_own, names, "left")
    right, second = _reasons(second_own, names, "right")
    text = f"Classic picks neither. Choose {{left}} if {left}. Choose {{right}} if {right}."
    sides = (_model("left", "left", names), _model("right", "right", names))
    return _say("classic.pick.split", text, *sides, *first, *second)


def _told(view: ClassicView, conditions: tuple[ClassicCondition, ...]) -> tuple[ClassicCondition, ...]:
    """The reasons that are said: one on reasoning only where our own facts tell the two apart as the listing does."""
    bare = ClassicCondition(kind="ecosystem")
    kept = tuple(one for one in conditions if one.kind not in ON_REASONING or _confirmed(view))
    return kept or (bare,)


def _confirmed(view: ClassicView) -> bool:
    side = view.reasoning_only
    own = side and (_side(view, side).facts_reasoning, _side(view, OTHER[side]).facts_reasoning)
    return own == (True, False)


def _reasons(
    conditions: tuple[ClassicCondition, ...], names: Names, prefix: str = "other"
) -> tuple[str, tuple[Figure, ...]]:
    """The reasons joined by `or`, with place holders for their figures, and the figures."""
    texts: list[str] = []
    figures: list[Figure] = []
    for condition in conditions:
        texts.append(REASONS[condition.kind].format(category=f"{{{prefix}_category}}", window=f"{{{prefix}_window}}"))
        if condition.category:
            figures.append(_category(f"{prefix}_category", condition.category, names))
        if condition.window:
            figures.append(_text(f"{prefix}_window", condition.window))
    return listed(tuple(texts), "or"), tuple(figures)


def _family(view: ClassicView, names: Names) -> Sentence | None:
    if not view.siblings:
        return None
    sides = (_model("left", "left", names), _model("right", "right", names))
    return _say("classic.family", "{left} and {right} are of one family.", *sides)


def _headline(view: ClassicView, names: Names) -> Sentence:
    if view.tier is None or view.high is None or view.low is None:
        missing: tuple[Side, ...] = tuple(side for side in OTHER if _side(view, side).overall is None)
        who = tuple(_model(side, side, names) for side in missing)
        places = listed(tuple(f"{{{side}}}" for side in missing), "or")
        return _say("classic.headline.none", f"Classic has no overall for {places}, so it names no winner.", *who)
    high, low = (Figure(name=name, value=value, text=integer(value)) for name, value in _ends(view.high, view.low))
    if view.tier == "tie" or view.winner is None:
        return _say("classic.headline.tie", "The overalls are level at {high}.", high)
    winner, other = _model("winner", view.winner, names), _model("other", OTHER[view.winner], names)
    if _two_scales(view):
        text = "Classic has an overall of {high} for {winner} and of {low} for {other}."
        return _say("classic.headline.two scales", text, high, winner, low, other)
    return _say(f"classic.headline.{view.tier}", HEADLINES[view.tier], winner, high, low)


def _categories(view: ClassicView, names: Names) -> Iterator[Sentence | None]:
    """The winner's best category, the swing, the loser's best: nothing where the winner leads no category."""
    if view.sharpest:
        text = "{model} leads most in {category}, {high} against {low}."
        yield _lead("classic.sharpest", text, view.sharpest, names)
        yield _swing(view.swing, names)
    if view.hit_back:
        text = "{model} is ahead in {category}, {high} against {low}, so it depends on how much of your work is that."
        yield _lead("classic.hit-back", text, view.hit_back, names)


def _lead(rule: str, text: str, lead: ClassicLead, names: Names) -> Sentence:
    category = _category("category", lead.category, names)
    return _say(rule, text, _model("model", lead.side, names), category, *_averages(lead.high, lead.low))


def _swing(swing: ClassicSwing | None, names: Names) -> Sentence | None:
    if swing is None:
        return None
    if rounded(abs(swing.left - swing.right), 1) == 0:
        return _say("classic.swing.none", "On no counted benchmark that both took are they a tenth of a point apart.")
    text = "Widest gap on a counted benchmark that both took: {benchmark}, {first} for {left} and {second} for {right}."
    sides = (_model("left", "left", names), _model("right", "right", names))
    values = (_percent("first", swing.left), _percent("second", swing.right))
    return _say("classic.swing", text, _benchmark(swing.benchmark, names), *values, *sides)


def _trade_offs(view: ClassicView, names: Names) -> Iterator[Sentence | None]:
    yield _price(view, names)
    yield _reasoning(view, names)
    yield _context(view, names)


def _price(view: ClassicView, names: Names) -> Sentence | None:
    price = view.price
    if price is None:
        return None
    if price.dearer is None:
        same = Figure(name="price", value=view.left.output, text=money(view.left.output))
        text = (
            "Output tokens are {price} for both."
            if view.left.output == 0
            else "Output tokens cost {price} per million for both."
        )
        return _say("classic.price.same", text, same)
    dear, cheap = _side(view, price.dearer).output, _side(view, OTHER[price.dearer]).output
    written = pair(money, dear, cheap)
    figures = [
        _model("dearer", price.dearer, names),
        _model("cheaper", OTHER[price.dearer], names),
        Figure(name="high", value=dear, text=written[0]),
        Figure(name="low", value=cheap, text=written[1]),
    ]
    if cheap == 0:
        text = "{dearer} costs {high} per million output tokens; {cheaper} is listed as {low}."
        return _say("classic.price.free", text, *figures)
    text = "{dearer} costs more: {high} per million output tokens, against {low} for {cheaper}."
    if price.ratio is not None:
        text = text.removesuffix(".") + ", {ratio} as much."
        figures.append(Figure(name="ratio", value=price.ratio, text=ratio(price.ratio)))
    return _say("classic.price.dearer", text, *figures)


def _reasoning(view: ClassicView, names: Names) -> Sentence | None:
    side = view.reasoning_only
    if side is None:
        return None
    own, other = _side(view, side), _side(view, OTHER[side])
    figures = [_model("model", side, names), _model("other", OTHER[side], names)]
    text = "Only {model} is listed as a reasoning model, not {other}"
    if own.listed_by:
        text = "Only {model} is listed as a reasoning model in {site}, not {other}"
        figures.append(_text("site", names.get(own.listed_by, own.listed_by)))
    if _confirmed(view):
        return _say("classic.reasoning", text + ": it may take longer to answer and use more tokens.", *figures)
    ours: dict[tuple[bool | None, bool | None], str] = {
        (True, True): "by our own facts both reason",
        (False, False): "by our own facts neither reasons",
    }
    said = ours.get((own.facts_reasoning, other.facts_reasoning), "our own facts do not say so")
    return _say("classic.reasoning.unconfirmed", f"{text}; {said}.", *figures)


def _context(view: ClassicView, names: Names) -> Sentence | None:
    context = view.context
    if context is None:
        return None
    text = "{model} has the larger context window, {high} against {low} for {other}."
    sides = (_model("model", context.larger, names), _model("other", OTHER[context.larger], names))
    return _say("classic.context", text, *sides, _text("high", context.high), _text("low", context.low))


def _verified(view: ClassicView, names: Names) -> Sentence | None:
    if not view.verified_line:
        return None
    figures = [_model("left", "left", names), _model("right", "right", names)]
    figures += [_place("first", view.left.position), _place("second", view.right.position)]
    text, one, other = "worked out here by the classic rules", view.left, view.right
    if one.listed_by:
        days = dict.fromkeys((one.listed_on, other.listed_on))
        figures += [_text(f"day{place}", day) for place, day in enumerate(days)]
        figures.append(_text("site", names.get(one.listed_by, one.listed_by)))
        text = "as printed in {site}, read on " + listed(tuple(f"{{day{place}}}" for place in range(len(days))))
    rule = "classic.verified.listed" if one.listed_by else "classic.verified"
    return _say(rule, f"Places by verified scores, {text}: {{left}} {{first}}, {{right}} {{second}}.", *figures)


def _mixed(view: ClassicView, names: Names) -> Sentence | None:
    """A published overall and one worked out from scores are not on one scale, which a reader must know."""
    if not _two_scales(view):
        return None
    text = "The overall of {published} was published elsewhere, that of {own} is worked out from scores: two scales."
    side: Side = "left" if view.left.overall and view.left.overall.published else "right"
    return _say("classic.mixed", text, _model("published", side, names), _model("own", OTHER[side], names))


def _two_scales(view: ClassicView) -> bool:
    left, right = view.left.overall, view.right.overall
    return left is not None and right is not None and left.published != right.published


def _overall_answer(view: ClassicView, names: Names) -> Iterator[Sentence | None]:
    """The scores, then what separates the two: a benchmark, for siblings and ties the trade-offs instead."""
    yield _headline(view, names)
    yield _mixed(view, names)
    if view.pick and view.pick.form != "default":
        yield _pick(view, names)
    if view.siblings:
        yield from _trade_offs(view, names)
    elif view.winner:
        yield _swing(view.swing, names)


def _answer(answer: ClassicAnswer, names: Names) -> Answer:
    return Answer(
        key=f"classic {answer.category}",
        question=f"Which is better in {_prose(answer.category, names)}, going by the classic averages?",
        sentences=(_category_answer(answer, names), _separator(answer, names)),
    )


def _category_answer(answer: ClassicAnswer, names: Names) -> Sentence:
    category = _category("category", answer.category, names)
    high, low = _averages(answer.high, answer.low)
    if answer.leader is None:
        return _say("classic.answer.tie", "They are level in {category}, at {high}.", category, high)
    sides = (_model("leader", answer.leader, names), _model("other", OTHER[answer.leader], names))
    text = "{leader} averages {high} in {category}, {other} {low}."
    return _say("classic.answer", text, *sides, category, high, low)


def _separator(answer: ClassicAnswer, names: Names) -> Sentence:
    """The shared benchmark furthest apart; without one, that nothing is shared, whatever the gap."""
    if answer.benchmark is None:
        category = _category("category", answer.category, names)
        text = "Among the benchmarks that classic looks at for {category}, none has a score for both here."
        return _say("classic.answer.unshared", text, category)
    if not answer.difference:
        text = "On no benchmark of the category that both took are they a tenth of a point apart."
        return _say("classic.answer.equal", text)
    benchmark = _benchmark(answer.benchmark, names)
    gap = Figure(name="difference", value=answer.difference, text=points(answer.difference))
    text = "The widest gap on a benchmark that both took is {difference} points, on {benchmark}."
    return _say("classic.answer.daylight", text, benchmark, gap)


def _say(rule: str, text: str, *figures: Figure) -> Sentence:
    """A sentence from a text with place holders, each of them the name of a figure."""
    return Sentence(rule=rule, text=text.format(**{figure.name: figure.text for figure in figures}), figures=figures)


def _side(view: ClassicView, side: Side) -> ClassicSide:
    return view.left if side == "left" else view.right


def _ends(high: int, low: int) -> tuple[tuple[str, int], tuple[str, int]]:
    return ("high", high), ("low", low)


def _averages(high: float, low: float) -> tuple[Figure, Figure]:
    return Figure(name="high", value=high, text=average(high)), Figure(name="low", value=low, text=average(low))


def _percent(name: str, value: float) -> Figure:
    return Figure(name=name, value=value, text=f"{rounded(value, 2).normalize():f}%")


def _place(name: str, position: str) -> Figure:
    text = f"#{position}" if position.isdigit() else position or "not listed"
    return Figure(name=name, value=position or None, text=text)


def _model(name: str, side: Side, names: Names) -> Figure:
    return _text(name, names[side])


def _benchmark(benchmark: str, names: Names) -> Figure:
    return Figure(name="benchmark", value=benchmark, text=names.get(benchmark, benchmark))


def _category(name: str, category: str, names: Names) -> Figure:
    return Figure(name=name, value=category, text=_prose(category, names))


def _prose(category: str, names: Names) -> str:
    return IN_PROSE.get(category) or names.get(category, category).lower()


def _text(name: str, text: str) -> Figure:
    return Figure(name=name, value=text, text=text)
