"""What sentences of the classic view claim, and those on where it differs from the shared tests."""

import re
from collections.abc import Iterator

from forms_evidence import OTHER, category_of, took
from reader import Record, amount, form, near, near_money

from evenhand.records.classic import ClassicCategory, ClassicSide


def classic_side(r: Record, side: str) -> ClassicSide:
    """A side's cells."""
    return getattr(r.c.classic, side)


def overall(r: Record, side: str) -> float | None:
    """A side's classic overall."""
    found = classic_side(r, side).overall
    return found.value if found else None


def category(r: Record, text: str) -> ClassicCategory | None:
    """The classic category that words mean."""
    wanted = category_of(text)
    return next((one for one in r.c.classic.categories if one.id == wanted), None)


def value(found: ClassicCategory, side: str) -> float:
    """A side's value in a classic category."""
    return getattr(found, side).value


def higher(r: Record, side: str, name: str, high: str, low: str) -> Iterator[str]:
    """A side has the higher classic value in a category, as written."""
    found = category(r, name)
    if (
        found is None
        or value(found, side) <= value(found, OTHER[side])
        or not near(high, value(found, side))
        or not near(low, value(found, OTHER[side]))
    ):
        yield f"the values are {found}"


CONDITION = (
    r"(?:[a-z ]+ comes first for you|the lower token price matters to you|you need its larger context "
    r"window of [\d.]+[KM]?"
    r"|you want the one that is listed as a reasoning model"
    r"|you want to do without the time and tokens that reasoning takes|your own tools and habits favour it)"
)
CONDITIONS = rf"({CONDITION}(?: or {CONDITION})?)"


def speaks_for(r: Record, side: str, text: str) -> Iterator[str]:
    """Every condition given for a side is true of it."""
    own, theirs = classic_side(r, side), classic_side(r, OTHER[side])
    for condition in re.findall(CONDITION, text):
        first = re.fullmatch(r"([a-z ]+) comes first for you", condition)
        window = re.search(r"window of ([\d.]+[KM]?)", condition)
        if first:
            found = category(r, first[1])
            true = found is not None and value(found, side) > value(found, OTHER[side])
        elif window:
            true = (own.context_tokens or 0) > (theirs.context_tokens or 0) > 0 and own.context == window[1]
        elif "price" in condition:
            true = own.output is not None and theirs.output is not None and own.output < theirs.output
        elif "habits" in condition:
            true = True
        else:
            models = {"left": r.c.left, "right": r.c.right}
            true = own.reasoning is ("listed" in condition) and theirs.reasoning is (not own.reasoning)
            true = true and [models[one].reasoning for one in (side, OTHER[side])] == [own.reasoning, theirs.reasoning]
        if not true:
            yield f"not true of {side}: {condition}"


@form("classic", rf"Classic picks <M> for its higher overall\. Choose <M> if {CONDITIONS}\.")
def pick(r: Record, _: str, side: str, across: str, conditions: str) -> Iterator[str]:
    """The higher overall is picked."""
    own, theirs = overall(r, side), overall(r, OTHER[side])
    if own is None or theirs is None or own <= theirs or across == side:
        yield f"the overalls are {own} and {theirs}"
    yield from speaks_for(r, across, conditions)


@form("classic", rf"(Classic picks neither\. )?Choose <M> if {CONDITIONS}\. Choose <M> if {CONDITIONS}\.")
def split(r: Record, _: str, neither: str, one: str, first: str, other: str, second: str) -> Iterator[str]:
    """Siblings, or level overalls: reasons for both."""
    if one == other or bool(neither) is not (overall(r, one) == overall(r, other)):
        yield f"the overalls are {overall(r, one)} and {overall(r, other)}"
    yield from speaks_for(r, one, first)
    yield from speaks_for(r, other, second)


@form(
    "classic",
    r"Classic picks neither: the overalls are level, and nothing else that it looks at speaks for one of them\.",
)
def pick_nothing(r: Record, _: str) -> Iterator[str]:
    """Level in all."""
    if overall(r, "left") != overall(r, "right"):
        yield "the overalls differ"


@form("classic", r"<M> and <M> are of one family\.")
def family(r: Record, _: str, one: str, other: str) -> Iterator[str]:
    """Siblings."""
    if one == other or r.c.left.family != r.c.right.family or not r.c.left.family:
        yield "they are not"


@form("classic", r"Classic has no overall for <M>(?: or <M>)?, so it names no winner\.")
def no_overall(r: Record, _: str, one: str, other: str) -> Iterator[str]:
    """Whose overall is missing."""
    if {side for side in (one, other) if side} != {side for side in OTHER if overall(r, side) is None}:
        yield "the overalls are there"


@form(
    "classic",
    r"<M> is (one point|narrowly|well) ahead overall, <N> to <N>(?:: a lead, but the thinnest there is|; "
    r"the single categories tell more than that)?\.",
)
def headline(r: Record, _: str, side: str, how: str, high: str, low: str) -> Iterator[str]:
    """Who is ahead overall, and by how much in words."""
    own, theirs = overall(r, side), overall(r, OTHER[side])
    gap = int(high) - int(low)
    if (own, theirs) != (int(high), int(low)) or how != (
        "one point" if gap == 1 else "narrowly" if gap <= 3 else "well"
    ):
        yield f"the overalls are {own} and {theirs}"
    if gap <= 0:
        yield "nobody is ahead"


@form("classic", r"Classic has an overall of <N> for <M> and of <N> for <M>\.")
def headline_of_two_scales(r: Record, _: str, high: str, side: str, low: str, across: str) -> Iterator[str]:
    """Both overalls, one of them published and one not, the higher first and nothing said of the gap."""
    own, theirs = overall(r, side), overall(r, across)
    if (own, theirs) != (int(high), int(low)) or int(high) <= int(low):
        yield f"the overalls are {own} and {theirs}"
    found = [classic_side(r, each).overall for each in OTHER]
    if len({one.published for one in found if one}) != len(OTHER):
        yield "they are on one scale"


@form("classic", r"The overalls are level at <N>\.")
def level(r: Record, _: str, both: str) -> Iterator[str]:
    """One overall."""
    if {overall(r, side) for side in OTHER} != {int(both)}:
        yield "they are not"


@form(
    "classic",
    r"<M> (?:leads most|is ahead) in <C>, <D> against <D>(?:, so it depends on how much of your work is that)?\.",
)
def lead(r: Record, _: str, side: str, name: str, high: str, low: str) -> Iterator[str]:
    """A lead in a category."""
    yield from higher(r, side, name, high, low)


@form(
    "classic",
    r"On no (?:counted benchmark|benchmark of the category) that both took are they a tenth of a point apart\.",
)
def no_gap(r: Record, about: str) -> Iterator[str]:
    """No shared benchmark with a gap."""
    gap = next((one.difference for one in r.c.classic.answers if one.category == about), None)
    swing = r.c.classic.swing
    if gap or (about in ("", "overall") and swing and abs(swing.left - swing.right) >= 0.05):
        yield "there is a gap"


@form(
    "classic",
    r"Widest gap on a counted benchmark that both took: <T>, <P> for <M> and <P> for <M>\.".replace(
        "<P>", r"(-?[\d.]+)%"
    ),
)
def swing(r: Record, _: str, name: str, first: str, one: str, second: str, other: str) -> Iterator[str]:
    """The largest gap of the counted benchmarks that both took."""
    found = r.c.classic.swing
    if (
        found is None
        or r.c.names[found.benchmark] != r.plain(name)
        or (one, other) != ("left", "right")
        or not near(first, found.left)
        or not near(second, found.right)
    ):
        yield f"the swing is {found}"


@form("classic", r"Output tokens (?:cost <$> per million|are <$>) for both\.")
def same_price(r: Record, _: str, cost: str, free: str) -> Iterator[str]:
    """One output price; free only at zero."""
    if not all(near_money(cost or free, classic_side(r, side).output) for side in OTHER) or cost == "free":
        yield "the prices differ"


@form("classic", r"<M> costs <$> per million output tokens; <M> is listed as free\.")
def price_free(r: Record, _: str, side: str, cost: str, across: str) -> Iterator[str]:
    """One is listed at zero."""
    if classic_side(r, across).output != 0 or side == across or not near_money(cost, classic_side(r, side).output):
        yield "it is not"


@form("classic", r"<M> costs more: <$> per million output tokens, against <$> for <M>(?:, <D> times as much)?\.")
def price(r: Record, _: str, side: str, high: str, low: str, across: str, times: str) -> Iterator[str]:
    """The dearer output."""
    own, theirs = classic_side(r, side).output, classic_side(r, across).output
    if (
        own is None
        or theirs is None
        or own <= theirs
        or theirs == 0
        or high == low
        or not near_money(high, own)
        or not near_money(low, theirs)
        or (times and not near(times, own / theirs))
    ):
        yield f"the prices are {own} and {theirs}"


@form(
    "classic",
    r"Only <M> is listed as a reasoning model(?: in (.+?))?, not <M>(: it may take longer to answer and use more tokens"
    r"|; by our own facts both reason|; by our own facts neither reasons|; our own facts do not say so)\.",
)
def reasoning(r: Record, _: str, side: str, site: str, across: str, rest: str) -> Iterator[str]:
    """One listed as reasoning, the other as not, by whom, and whether our own facts agree."""
    if (classic_side(r, side).reasoning, classic_side(r, across).reasoning) != (True, False):
        yield "the listings differ"
    by = {classic_side(r, one).listed_by for one in OTHER}
    if {r.c.names.get(one, one) for one in by} != {r.plain(site) if site else ""}:
        yield f"listed by {by}"
    models = {"left": r.c.left.reasoning, "right": r.c.right.reasoning}
    said = {
        (True, False): ": it may",
        (True, True): "; by our own facts both",
        (False, False): "; by our own facts nei",
    }
    if not rest.startswith(said.get((models[side], models[across]), "; our own facts do not")):
        yield f"our facts say {models}"


@form("classic", r"<M> has the larger context window, <K> against <K> for <M>\.")
def context(r: Record, _: str, side: str, own: str, theirs: str, across: str) -> Iterator[str]:
    """The larger window, both as listed."""
    first, second = classic_side(r, side), classic_side(r, across)
    if (first.context_tokens or 0) <= (second.context_tokens or 0) or (own, theirs) != (first.context, second.context):
        yield f"the windows are {first.context} and {second.context}"


@form(
    "classic",
    r"Places by verified scores, (?:worked out here by the classic rules|as printed in (.+?), read on (.+?)): <M> "
    r"(\S+|not listed), <M> (\S+|not listed)\.",
)
def verified(
    r: Record, _: str, site: str, days: str, one: str, first: str, other: str, second: str
) -> Iterator[str]:  # fmt: skip
    """Both places by verified scores, and whose they are: one site's for both, or our own for both."""
    by = {classic_side(r, side).listed_by for side in OTHER}
    if {r.c.names.get(each, each) for each in by} != {r.plain(site) if site else ""}:
        yield f"listed by {by}"
    on = [classic_side(r, side).listed_on for side in ("left", "right")]
    if days and days != " and ".join(dict.fromkeys(on)):
        yield f"listed on {on}"
    said = {one: first.removeprefix("#"), other: second.removeprefix("#")}
    if said != {side: classic_side(r, side).position or "not listed" for side in OTHER}:
        yield f"the positions are {[classic_side(r, side).position for side in OTHER]}"


@form("classic", r"The overall of <M> was published elsewhere, that of <M> is worked out from scores: two scales\.")
def mixed(r: Record, _: str, side: str, across: str) -> Iterator[str]:
    """One published overall and one of our own."""
    found = [classic_side(r, each).overall for each in (side, across)]
    if [one and one.published for one in found] != [True, False]:
        yield "they are alike"


@form("classic", r"They are level in <C>, at <D>\.")
def answer_level(r: Record, _: str, name: str, both: str) -> Iterator[str]:
    """One value in a category."""
    found = category(r, name)
    if found is None or not all(near(both, value(found, side)) for side in OTHER) or found.leader:
        yield f"the values are {found}"


@form("classic", r"<M> averages <D> in <C>, <M> <D>\.")
def answer(r: Record, _: str, side: str, high: str, name: str, across: str, low: str) -> Iterator[str]:
    """Both values in a category, the higher first."""
    if side == across:
        yield "one side twice"
    yield from higher(r, side, name, high, low)


@form("classic", r"Among the benchmarks that classic looks at for <C>, none has a score for both here\.")
def answer_unshared(r: Record, about: str, name: str) -> Iterator[str]:
    """Nothing shared in the category."""
    found = next((one for one in r.c.classic.answers if one.category == about), None)
    if category_of(name) != about or found is None or found.benchmark is not None:
        yield f"the answer is {found}"


@form("classic", r"The widest gap on a benchmark that both took is <D> points, on <T>\.")
def answer_gap(r: Record, about: str, gap: str, name: str) -> Iterator[str]:
    """The shared benchmark furthest apart."""
    found = next((one for one in r.c.classic.answers if one.category == about), None)
    if found is None or not near(gap, found.difference) or r.c.names[found.benchmark or ""] != r.plain(name):
        yield f"the answer is {found}"


@form("disagreements", r"The classic averages name no other leader in any category than the shared tests do\.")
def agrees(r: Record, _: str) -> Iterator[str]:
    """No classic leader without a like-for-like lead."""
    for one in r.c.classic.categories:
        said = r.by_category.get(one.id)
        if one.leader and (said is None or (said.state != "practically equal" and said.leader != one.leader)):
            yield f"{one.id} is given to {one.leader}"


NOTHING_SHARED = (
    "The two models have no test there in common, under matching conditions, that Even counts; so nothing follows."
)
MADE = r"(?:unnamed tests for both|(.+? for <M>), and (.+? for <M>))\.( The values are another site's\.)?"


@form(
    "disagreements",
    r"The classic view gives <C> to <M>, <D> against <D>(?:, over (.+?) for both\.|, because it averages "
    rf"whatever each side reported: {MADE}) (.+)",
)
def differs(
    r: Record,
    _: str,
    name: str,
    side: str,
    high: str,
    low: str,
    both: str,
    first: str,
    one: str,
    second: str,
    other: str,
    published: str,
    instead: str,
) -> Iterator[str]:
    """Whom classic names, what each average is made of, and what the shared tests say instead."""
    found = next((each for each in r.c.disagreements if each.category == category_of(name)), None)
    if found is None or found.classic_leader != side:
        yield "classic does not say so"
        return
    yield from higher(r, side, name, high, low)
    yield from gives_instead(r, found.category, side, instead)
    if both:
        yield from r.listed(both, list(found.left_tests))
        if found.left_tests != found.right_tests:
            yield "the tests differ"
    elif not first:
        if found.left_accounted or found.right_accounted:
            yield "a side's tests are named"
    elif (one, other) != ("left", "right"):
        yield "sides are swapped"
    else:
        sides = ((first, found.left_tests, found.left_accounted), (second, found.right_tests, found.right_accounted))
        for text, tests, accounted in sides:
            held = re.sub(r" for \S+$", "", text)
            if accounted:
                yield from r.listed(held, list(tests))
            elif held != "unnamed tests":
                yield f"{held} do not give that value"
    if not both and bool(published) is not (found.left_published or found.right_published):
        yield "published or not"


def gives_instead(r: Record, name: str, classic_leader: str, text: str) -> Iterator[str]:
    """What the shared tests of the category say."""
    said = r.by_category.get(name)
    if text == NOTHING_SHARED:
        if said or not all(took(r, name, side) for side in OTHER):
            yield f"the record says {said}"
        return
    missing = re.fullmatch(r"This lane admits no score there for (either|⟪[LR]⟫)\.", text)
    if missing:
        gone = {"either": ["left", "right"], "⟪L⟫": ["left"], "⟪R⟫": ["right"]}[missing[1]]
        if [side for side in OTHER if not took(r, name, side)] != gone and r.names["left"] != r.names["right"]:
            yield "it admits some"
        return
    on = re.fullmatch(r"On the (\d+) counted tests? that both took(?:, (⟪[LR]⟫) (leads|is ahead)| it is (.+))\.", text)
    if on is None or said is None or amount(on[1]) != said.tests:
        yield f"the record says {said}"
    elif on[2]:
        named = {"⟪L⟫": "left", "⟪R⟫": "right"}[on[2]]
        if (said.leader, said.state) != (named, "leads" if on[3] == "leads" else "leans") or named == classic_leader:
            yield f"the record says {said}"
    elif on[4] != said.state:
        yield f"the record says {said}"
