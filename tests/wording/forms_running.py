"""What sentences about price, waiting, speed, context and weights claim, and the notes."""

from collections.abc import Iterator

from forms_evidence import HOURS, LIMITS, OTHER, all_hours, other_hours
from reader import Record, amount, form, near, near_money, near_tokens

from evenhand.records.comparison import SharedTest


def cheaper(r: Record, side: str, own: str, theirs: str) -> Iterator[str]:
    """A side is cheaper only with a known and lower price; both are written as they are."""
    price, across = r.price(side), r.price(OTHER[side])
    if price is None or across is None or price >= across:
        yield f"{side} costs {price}, the other {across}"
    elif not near_money(own, price) or not near_money(theirs, across):
        yield f"the prices are {price} and {across}"
    elif own == theirs:
        yield "both prices are written alike"


def larger(r: Record, side: str, own: str, theirs: str) -> Iterator[str]:
    """A side's window is larger, and the two are written differently."""
    window, across = r.model(side).context_window, r.model(OTHER[side]).context_window
    if (
        window is None
        or across is None
        or window <= across
        or own == theirs
        or not near_tokens(own, window)
        or not near_tokens(theirs, across)
    ):
        yield f"the windows are {window} and {across}"


def faster(r: Record, side: str, own: str, theirs: str) -> Iterator[str]:
    """A side writes faster, and the two are written differently."""
    rate, across = r.rate(side), r.rate(OTHER[side])
    if (
        rate is None
        or across is None
        or rate <= across
        or own == theirs
        or not near(own.split(maxsplit=1)[0], rate)
        or not near(theirs.split(maxsplit=1)[0], across)
    ):
        yield f"the speeds are {rate} and {across}"


def sooner(r: Record, side: str, own: str, theirs: str) -> Iterator[str]:
    """A side's first token comes sooner."""
    wait, across = r.wait(side), r.wait(OTHER[side])
    if (
        wait is None
        or across is None
        or wait >= across
        or own == theirs
        or not near(own.split(maxsplit=1)[0], wait)
        or not near(theirs.split(maxsplit=1)[0], across)
    ):
        yield f"the waits are {wait} and {across}"


def open_weights(r: Record, side: str, across: str) -> Iterator[str]:
    """One side's weights are open and the other's are not."""
    if side == across or r.model(side).open_weights is not True or r.model(across).open_weights is not False:
        yield f"open: {r.model(side).open_weights} and {r.model(across).open_weights}"


def ratio_of(r: Record, side: str, times: str) -> Iterator[str]:
    """How many times as much the other costs; nothing is a multiple of zero."""
    price, across = r.price(side), r.price(OTHER[side])
    if not price or across is None or not near(times, across / price):
        yield f"the prices are {price} and {across}"


PRICE = r"<$> per million tokens, blended, against <$>, which is <D> times as much\."
FREE = r"its tokens are <$>, against <$> per million, blended\."
WEIGHTS = r"its weights can be downloaded, those of <M> cannot\."
CONDITIONS = {
    "cost decides": "price",
    "people wait for the first token": "wait",
    "output speed decides": "speed",
    "prompts are long": "context",
    "you want to run it yourself": "weights",
    "that limit is hard": "limit",
}
WHO = r"(?:For <M>: |Choose <M> if (?:" + "|".join(CONDITIONS) + r"): )?"


def speaker(r: Record, one: str, other: str) -> str:
    """Whom a reason is for: named, or the pick."""
    return one or other or r.c.verdict.pick or "left"


@form("reasons otherwise", rf"{WHO}{PRICE}")
def price_reason(r: Record, _: str, a: str, b: str, own: str, theirs: str, times: str) -> Iterator[str]:
    """A lower price, by a ratio."""
    side = speaker(r, a, b)
    yield from cheaper(r, side, own, theirs)
    yield from ratio_of(r, side, times)
    yield from not_the_pick(r, b)


@form("reasons otherwise", rf"{WHO}[Ii]{FREE[1:]}")
def free_reason(r: Record, _: str, a: str, b: str, own: str, theirs: str) -> Iterator[str]:
    """A price of zero."""
    yield from cheaper(r, speaker(r, a, b), own, theirs)
    if own != "free":
        yield "it is not free"
    yield from not_the_pick(r, b)


@form("reasons otherwise", rf"{WHO}[Ii]ts first token comes after <S>, against <S>\.")
def wait_reason(r: Record, _: str, a: str, b: str, own: str, theirs: str) -> Iterator[str]:
    """A shorter wait, by two seconds or more."""
    side = speaker(r, a, b)
    yield from sooner(r, side, own, theirs)
    if (r.wait(OTHER[side]) or 0) - (r.wait(side) or 0) < 2:
        yield "the difference is not material"
    yield from not_the_pick(r, b)


@form("reasons otherwise", rf"{WHO}<V> of output, against <V>\.")
def speed_reason(r: Record, _: str, a: str, b: str, own: str, theirs: str) -> Iterator[str]:
    """More output a second."""
    yield from faster(r, speaker(r, a, b), own, theirs)
    yield from not_the_pick(r, b)


@form("reasons otherwise", rf"{WHO}[Aa] context window of <K> tokens, against <K>\.")
def context_reason(r: Record, _: str, a: str, b: str, own: str, theirs: str) -> Iterator[str]:
    """A larger window."""
    yield from larger(r, speaker(r, a, b), own, theirs)
    yield from not_the_pick(r, b)


@form("reasons otherwise", rf"{WHO}[Ii]{WEIGHTS[1:]}")
def weights_reason(r: Record, _: str, a: str, b: str, across: str) -> Iterator[str]:
    """Open weights."""
    yield from open_weights(r, speaker(r, a, b), across)
    yield from not_the_pick(r, b)


@form("reasons otherwise", rf"{WHO}[Ii]t keeps the limit on <T>, which <M> breaks\.")
def limit_reason(r: Record, _: str, a: str, b: str, limit: str, across: str) -> Iterator[str]:
    """A limit that the other breaks."""
    run = r.run(speaker(r, a, b))
    if run.breaks or LIMITS[limit] not in run.meets or LIMITS[limit] not in r.run(across).breaks:
        yield "no such limit is broken"


def not_the_pick(r: Record, chosen: str) -> Iterator[str]:
    """`Choose X if` is only said of the side that was not picked."""
    if chosen and chosen == r.c.verdict.pick:
        yield "it is the pick"


@form("operations", r"No price is known for <M>\.")
def price_unknown(r: Record, _: str, side: str) -> Iterator[str]:
    """No price."""
    if r.price(side) is not None:
        yield f"it costs {r.price(side)}"


KNOWN = r"(?: \(a second opinion, of (.+?)\))?(?:; ([\d.]+) times as much at ([\d:-]+.*?))?"


def known_price(r: Record, side: str, second: str, times: str, hours: str) -> Iterator[str]:
    """Whether the price used rests on a second opinion, and at which hours it is another, by its row."""
    run = r.run(side)
    if second and (run.offer is None or r.c.names[run.offer.source] != second):
        yield f"the price is of {run.offer}"
    if bool(second) is not bool(run.second_opinion):
        yield f"the second opinion is {run.second_opinion!r}"
    yield from other_hours(r, side, times, hours)


@form(
    "operations",
    r"<M> costs <$> per million input tokens and <$> per million output tokens from <T>(?: itself|, the "
    rf"cheapest known host)(?:, for prompts over <K> tokens)?{KNOWN}\.",
)
def price(
    r: Record, _: str, side: str, into: str, out: str, provider: str, above: str, second: str, times: str, hours: str
) -> Iterator[str]:
    """Both prices of the offer used, whose it is, for prompts of what length, known from whom; never two zeros."""
    offer = r.run(side).offer
    yield from known_price(r, side, second, times, hours)
    if (
        offer is None
        or not near_money(into, offer.input)
        or not near_money(out, offer.output)
        or "free" in (into, out)
        or r.c.names[offer.provider] != provider
        or (offer.input == 0 and offer.output == 0)
    ):
        yield f"the offer is {offer}"
    elif bool(above) is not bool(offer.above_tokens) or (above and not near_tokens(above, offer.above_tokens)):
        yield f"it holds above {offer.above_tokens}"


@form("operations", rf"<M> is free from <T>(?: itself|, the cheapest known host){KNOWN}\.")
def price_free(r: Record, _: str, side: str, _provider: str, second: str, times: str, hours: str) -> Iterator[str]:
    """Free is zero, not unknown."""
    offer = r.run(side).offer
    yield from known_price(r, side, second, times, hours)
    if offer is None or (offer.input, offer.output) != (0, 0):
        yield f"the offer is {offer}"


@form("operations", r"Blended, <M> costs <D> times as much as <M>\.")
def price_ratio(r: Record, _: str, dearer: str, times: str, side: str) -> Iterator[str]:
    """How many times as much."""
    if dearer == side:
        yield "the same side twice"
    yield from ratio_of(r, side, times)
    if float(times) <= 1:
        yield "no difference"


@form("operations", r"<N> requests? a month of <N> tokens in and <N> out cost <$> with <M> and <$> with <M>\.")
def monthly(
    r: Record, _: str, requests: str, into: str, out: str, first: str, one: str, second: str, other: str
) -> Iterator[str]:
    """The reader's workload a month."""
    work = r.c.operations.workload
    if (amount(requests), amount(into), amount(out)) != (work.requests, work.input, work.output):
        yield f"the workload is {work}"
    if one == other or not near_money(first, r.month(one)) or not near_money(second, r.month(other)):
        yield f"it costs {r.month(one)} and {r.month(other)}"


@form("operations", r"No time to the first token is known for <M>\.")
def wait_unknown(r: Record, _: str, side: str) -> Iterator[str]:
    """No wait known."""
    if r.wait(side) is not None:
        yield f"it is {r.wait(side)}"


@form("operations", r"<M> takes <S> to the first token(?: \((.+)\))?(: too long for a person who waits)?\.")
def wait(r: Record, _: str, side: str, seconds: str, how: str, long: str) -> Iterator[str]:
    """A wait, how it is known, and whether it is long."""
    speed = r.run(side).speed
    if speed is None or not near(seconds.split(maxsplit=1)[0], r.wait(side)) or r.plain(how) != speed.method:
        yield f"the speed is {speed}"
    if bool(long) is not ((r.wait(side) or 0) >= 10):
        yield "long or not"


@form(
    "operations",
    r"No recent speed is known for <M>: the newest, (?:<V>)?(?: and )?(?:<S> to the first token)?(?: at [^,]+)?, "
    r"was measured on (\d{4}(?:-\d{2}){0,2}), ([\d,]+) days before the newest fact here, and decides nothing\.",
)
def old_speed(r: Record, _: str, side: str, rate: str, seconds: str, day: str, days: str) -> Iterator[str]:
    """A measurement that is too old, its figures, its day and its age."""
    old = r.run(side).old_speed
    if old is None or r.run(side).speed or (day, days) != (old.speed.measured or old.speed.retrieved, f"{old.days:,}"):
        yield f"the old speed is {old}"
        return
    for written, figure in ((rate, old.speed.tokens_per_second), (seconds, old.speed.first_token_seconds)):
        if bool(written) is (figure is None) or (written and not near(written.split(maxsplit=1)[0], figure)):
            yield f"the figure is {figure}"


@form("operations", r"<M> writes faster: <M> gives <V>, <M> <V>\.")
def writes_faster(r: Record, _: str, side: str, one: str, first: str, other: str, second: str) -> Iterator[str]:
    """Who writes faster."""
    said = {one: first, other: second}
    yield from faster(r, side, said[side], said[OTHER[side]]) if len(said) == 2 else ["one side twice"]


@form("operations", r"The context window of <M> is not known\.")
def context_unknown(r: Record, _: str, side: str) -> Iterator[str]:
    """No window known."""
    if r.model(side).context_window is not None:
        yield f"it is {r.model(side).context_window}"


@form("operations", r"<M> has the larger context window: <K> tokens against <K>\.")
def context(r: Record, _: str, side: str, own: str, theirs: str) -> Iterator[str]:
    """Whose window is larger."""
    yield from larger(r, side, own, theirs)


@form(
    "operations",
    r"<M> reasons before it answers and <M> does not: its reasoning tokens are paid for as output, and "
    r"(?:how long they take is not known|its first token comes after <S>)\.",
)
def reasoning(r: Record, _: str, side: str, across: str, seconds: str) -> Iterator[str]:
    """One reasons and the other does not; the wait where it is known."""
    if (r.model(side).reasoning, r.model(across).reasoning) != (True, False):
        yield "the flags differ"
    if bool(seconds) is not (r.wait(side) is not None) or (
        seconds and not near(seconds.split(maxsplit=1)[0], r.wait(side))
    ):
        yield f"the wait is {r.wait(side)}"


@form("flips", rf"A monthly budget from <$> up to just under <$> would leave only <M>{HOURS}{HOURS}\.")
def budget(r: Record, _: str, low: str, high: str, side: str, *hours: str) -> Iterator[str]:
    """A budget that the pick breaks and the other keeps."""
    yield from all_hours(r, hours)
    own, picked = r.month(side), r.month(OTHER[side])
    if (
        own is None
        or picked is None
        or own >= picked
        or side == r.c.verdict.pick
        or low == high
        or not near_money(low, own)
        or not near_money(high, picked)
    ):
        yield f"a month costs {own} and {picked}"


@form(
    "pick",
    r"On <N> of the <N> counted tests? that both took the two were measured by different people, so that the "
    r"difference may be that of the runs\.",
)
def other_measurers(r: Record, _: str, some: str, tests: str) -> Iterator[str]:
    """Two configurations of one model, with so many tests of which both sides say who measured, not the same."""
    who = [(test.left.observation.measured_by.lower(), test.right.observation.measured_by.lower()) for test in r.tests]
    found = sum(all(pair) and pair[0] != pair[1] for pair in who)
    if r.c.left.id != r.c.right.id or (amount(some), amount(tests)) != (found, len(who)) or not found:
        yield f"there are {found} of {len(who)}"


@form("pick", r"At these hours the price is another: <M> costs ([\d.]+) times as much at ([\d:-]+.*)\.")
def price_at_hours(r: Record, _: str, side: str, times: str, hours: str) -> Iterator[str]:
    """By how much, and when."""
    yield from other_hours(r, side, times, hours)


@form("flips", r"A limit on the first token from <S> up to just under <S> would leave only <M>\.")
def wait_limit(r: Record, _: str, low: str, high: str, side: str) -> Iterator[str]:
    """A limit that the pick breaks and the other keeps."""
    yield from sooner(r, side, low, high)
    yield from not_the_pick(r, side)


@form("flips", r"A need for more than <K> tokens of context, up to <K>, would leave only <M>\.")
def context_need(r: Record, _: str, low: str, high: str, side: str) -> Iterator[str]:
    """A need that the pick cannot serve and the other can."""
    yield from larger(r, side, high, low)
    yield from not_the_pick(r, side)


def unknown(one: str, other: str, known: dict[str, object]) -> Iterator[str]:
    """Exactly the sides named are the ones of which nothing is known."""
    if {side for side in (one, other) if side} != {side for side, value in known.items() if value is None}:
        yield f"known: {known}"


BOTH_OR_ONE = r"<M>(?: or <M>)?"


@form("question", rf"That is not known: no price is known for {BOTH_OR_ONE}\.")
def question_price_unknown(r: Record, _: str, one: str, other: str) -> Iterator[str]:
    """Whose price is unknown."""
    yield from unknown(one, other, {side: r.price(side) for side in OTHER})


@form("question", r"Neither: both are free\.")
def question_both_free(r: Record, _: str) -> Iterator[str]:
    """Two zeros."""
    if [r.price(side) for side in OTHER] != [0, 0]:
        yield "they are not"


@form("question", r"Neither: both cost <$> per million tokens, blended\.")
def question_same_price(r: Record, _: str, same: str) -> Iterator[str]:
    """One price."""
    if same == "free" or not all(near_money(same, r.price(side)) for side in OTHER):
        yield f"they cost {r.price('left')} and {r.price('right')}"


@form("question", r"<M>: <$> per million tokens, blended, against <$>\.")
def question_cheaper(r: Record, _: str, side: str, own: str, theirs: str) -> Iterator[str]:
    """Which is cheaper."""
    yield from cheaper(r, side, own, theirs)


@form("question", r"<M>: it is <$>, against <$> per million tokens, blended\.")
def question_free(r: Record, _: str, side: str, own: str, theirs: str) -> Iterator[str]:
    """Which is free."""
    yield from cheaper(r, side, own, theirs)


@form("question", rf"That is not known: no (recent )?output speed is known for {BOTH_OR_ONE}\.")
def question_speed_unknown(r: Record, _: str, recent: str, one: str, other: str) -> Iterator[str]:
    """Whose speed is unknown; where an old one is known, no recent one."""
    if bool(recent) is not any(r.run(side).old_speed for side in OTHER):
        yield "recent or not"
    yield from unknown(one, other, {side: r.rate(side) for side in OTHER})


@form("question", r"Neither: both give <V>\.")
def question_same_speed(r: Record, _: str, same: str) -> Iterator[str]:
    """One speed."""
    if not all(near(same.split(maxsplit=1)[0], r.rate(side)) for side in OTHER):
        yield f"they give {r.rate('left')} and {r.rate('right')}"


def whole(r: Record, side: str) -> float | None:
    """Seconds to the end of an answer of the workload's length: the wait, then the output at its rate."""
    wait, rate = r.wait(side), r.rate(side)
    return None if wait is None or rate is None else wait + r.c.operations.workload.output / rate


def answers_sooner(r: Record, side: str, own: str, theirs: str, tokens: str) -> Iterator[str]:
    """A side's whole answer ends sooner, and the two times are written differently."""
    first, across = whole(r, side), whole(r, OTHER[side])
    if (
        first is None
        or across is None
        or first >= across
        or own == theirs
        or not near(own.split(maxsplit=1)[0], first)
        or not near(theirs.split(maxsplit=1)[0], across)
    ):
        yield f"the answers take {first} and {across}"
    if amount(tokens) != r.c.operations.workload.output:
        yield f"the output is {r.c.operations.workload.output}"


@form("question", r"<M>: a whole answer of <N> tokens? takes <S>, against <S>\.")
def question_faster(r: Record, _: str, side: str, tokens: str, own: str, theirs: str) -> Iterator[str]:
    """Which is faster, where the output speed does not say the opposite."""
    yield from answers_sooner(r, side, own, theirs, tokens)
    if (r.rate(OTHER[side]) or 0) > (r.rate(side) or 0) * (1 + 1e-9):
        yield "the other writes faster"


@form("question", r"Neither: a whole answer of <N> tokens? takes <S> from both\.")
def question_alike(r: Record, _: str, tokens: str, same: str) -> Iterator[str]:
    """One time."""
    if not all(near(same.split(maxsplit=1)[0], whole(r, side)) for side in OTHER):
        yield f"the answers take {whole(r, 'left')} and {whole(r, 'right')}"
    if amount(tokens) != r.c.operations.workload.output:
        yield f"the output is {r.c.operations.workload.output}"


@form(
    "question",
    r"<M> answers sooner, <S> against <S> for a whole answer of <N> tokens?;"
    r" <M> writes faster once it begins, <V> of output against <V>\.",
)
def question_differs(
    r: Record, _: str, side: str, own: str, theirs: str, tokens: str, writer: str, high: str, low: str
) -> Iterator[str]:
    """Who answers sooner, and that the other writes faster."""
    yield from answers_sooner(r, side, own, theirs, tokens)
    yield from faster(r, writer, high, low)
    if writer == side:
        yield "one side twice"


@form(
    "question",
    r"<M> once it begins, <V> of output against <V>;"
    rf" how long a whole answer takes is not known for {BOTH_OR_ONE}\.",
)
def question_output(r: Record, _: str, side: str, own: str, theirs: str, one: str, other: str) -> Iterator[str]:
    """Which writes faster, where a wait is not known."""
    yield from faster(r, side, own, theirs)
    yield from unknown(one, other, {which: whole(r, which) for which in OTHER})


@form("question", rf"That is not known: no context window is known for {BOTH_OR_ONE}\.")
def question_context_unknown(r: Record, _: str, one: str, other: str) -> Iterator[str]:
    """Whose window is unknown."""
    yield from unknown(one, other, {side: r.model(side).context_window for side in OTHER})


@form("question", r"Neither: both windows are <K> tokens\.")
def question_same_context(r: Record, _: str, same: str) -> Iterator[str]:
    """One size."""
    windows = {r.model(side).context_window for side in OTHER}
    if len(windows) != 1 or not near_tokens(same, windows.pop()):
        yield "they differ"


@form("question", r"<M>: <K> tokens against <K>\.")
def question_context(r: Record, _: str, side: str, own: str, theirs: str) -> Iterator[str]:
    """Which window is larger."""
    yield from larger(r, side, own, theirs)


@form(
    "notes",
    r"Catalog of ([\d-]+), version (\S+), ranking (.+), ([a-z]+) lane"
    r"(?:, your weights ([^,]+(?:, [a-z -]+ [\d.]+)*))?(, scores corrected for chance)?\.",
)
def snapshot(
    r: Record, _: str, date: str, version: str, ranking: str, lane: str, weights: str, fair: str
) -> Iterator[str]:
    """The snapshot line, with the switch where it is on."""
    seen = r.c.like_for_like or r.c.snapshot
    if bool(weights) is not bool(seen.weights):
        yield f"the weights are {seen.weights}"
    if bool(fair) is not seen.chance_corrected:
        yield "corrected for chance or not"
    if (date, ranking, lane) != (seen.date, seen.ranking_name, seen.lane) or not seen.catalog.startswith(version):
        yield f"it is {seen}"


@form(
    "notes",
    r"Only the classic averages follow ranking (.+), ([a-z]+) lane(?:, your weights .+)?; the pick, the categories and "
    r"the tests compare like for like, by ranking (.+), ([a-z]+) lane\.",
)
def classic_note(r: Record, _: str, classic: str, its: str, even: str, lane: str) -> Iterator[str]:
    """Said only where another ranking was asked for, with what each part follows."""
    asked, used = r.c.snapshot, r.c.like_for_like
    if asked.method != "classic" or used is None or used.method != "even":
        yield f"the ranking is {asked.method}"
    elif (classic, its, even, lane) != (asked.ranking_name, asked.lane, used.ranking_name, used.lane):
        yield f"they are {asked} and {used}"


@form("notes", r"<M> is a name that (.+) points at different models over time, so it has no scores\.")
def moving(r: Record, _: str, side: str, lab: str) -> Iterator[str]:
    """That a name is pointed at other models by its own lab, and has no score here."""
    model = r.model(side)
    if not model.moving or r.c.names[model.lab] != lab:
        yield f"moving {model.moving}, of {model.lab}"
    if any(getattr(test, side) for test in (*r.c.shared, *r.c.left_out)):
        yield "it has a score"


@form("pick notes", r"<M> (was|is to be) retired on ([\d-]+)\.")
def retired(r: Record, _: str, side: str, tense: str, date: str) -> Iterator[str]:
    """When a model was retired, or will be; what is past has its open weights and later hosts said with it."""
    if r.model(side).retired != date or (tense == "was") is not (date <= r.c.snapshot.date):
        yield f"retired {r.model(side).retired}"
    if tense == "was" and not gone(r, side):
        yield "it can be had"


@form(
    "pick",
    r"<M> was retired by its lab on ([\d-]+), and (others can serve it: its weights are open|other providers listed it "
    r"on that day or later)\.",
)
def retired_by_its_lab(r: Record, _: str, side: str, date: str, how: str) -> Iterator[str]:
    """When its lab ended a model, and why it can be had all the same."""
    if r.model(side).retired != date or date > r.c.snapshot.date or gone(r, side):
        yield f"retired {r.model(side).retired}"
    if how.startswith("others can") is not (r.model(side).open_weights is True):
        yield f"open weights {r.model(side).open_weights}"


SECOND_OPINIONS = ("genai-prices", "litellm", "llm-stats")


def gone(r: Record, side: str) -> bool:
    """Whether a side is retired on the catalog's day, its weights are not open, and no host has listed it since."""
    model, run = r.model(side), r.run(side)
    if model.retired is None or model.retired > r.c.snapshot.date or model.open_weights:
        return False
    listed = (one for one in run.offers if one.provider != model.lab and one.source not in SECOND_OPINIONS)
    return not any(offer.checked >= model.retired for offer in listed)


@form(
    "notes", r"For <N> shared tests? the number of questions is not known and <N> are assumed for the standard error\."
)
def items_assumed(r: Record, _: str, tests: str, items: str) -> Iterator[str]:
    """How many shared counted tests rest on an assumed number of items."""
    found = [test for test in r.tests if assumed(test)]
    if amount(tests) != len(found) or amount(items) != r.ranking.thresholds.assumed_items:
        yield f"there are {len(found)}"


def assumed(test: SharedTest) -> bool:
    """Whether a side's number of items is assumed."""
    return "assumed" in (test.left.items_from, test.right.items_from)


@form("notes", r"Some of the shared scores were reported by a lab, about itself or about a rival\.")
def vendors(r: Record, _: str) -> Iterator[str]:
    """A shared score of tier C or D."""
    if not any(side.observation.tier in "CD" for test in r.c.shared for side in (test.left, test.right)):
        yield "none is"
