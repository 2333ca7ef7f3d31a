"""Item-level results in words: who solves more of the common items, how sure that is, where two systems differ."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from evenhand.records.intervals import Interval
from evenhand.records.item_counts import System
from evenhand.records.item_results import ItemComparison, ItemPair, ItemsApart, PassAt
from evenhand.records.wording import Sentence
from evenhand.wording import numbers
from evenhand.wording.numbers import MINUS
from evenhand.wording.sentence import Written, say

# A difference is said to be one where its adjusted p is at most this.
LEVEL, POWER = 0.05, 0.8
SMALLEST = 1e-4
NO_NAMES: Mapping[str, str] = MappingProxyType({})
TESTS = {
    "exact McNemar": "exact McNemar test",
    "exact sign flips": "exact sign-flip test",
    "sampled sign flips": "sign-flip test, sampled",
}


def pair_words(pair: ItemPair, *, pairs: int = 1) -> tuple[Sentence, ...]:
    """What a pair says: who is ahead, interval and test, where they agree, what these items could tell apart."""
    return tuple(_pair(pair, pairs))


def skipped_words(found: ItemComparison) -> tuple[Sentence, ...]:
    """Which benchmarks both took without a scored item in common."""
    return tuple(
        say("items.skipped", "On {benchmark} no scored item is common: left out.", benchmark=name)
        for name in found.skipped
    )


def apart_words(found: ItemsApart, names: Mapping[str, str] = NO_NAMES) -> tuple[Sentence, ...]:
    """How many items separate two systems, which way; `names` are what models and benchmarks are called, by id."""
    return tuple(_apart(found, names))


def more_words(found: ItemsApart, *, option: str = "") -> tuple[Sentence, ...]:
    """How many items that differ are not shown, and by which option they are; nothing where all are."""
    left = found.differing - len(found.shown)
    if not left:
        return ()
    verb = "is" if left == 1 else "are"
    words = f"{{left}} more {verb} not shown" + (f": {option} sets how many." if option else ".")
    return (say("items.more", words, left=(left, f"{left:,}")),)


def value_text(value: float, *, shares: bool) -> str:
    """An outcome or a mean of some: `52.3%` for shares, else as it is."""
    if not shares:
        return numbers.plain(_digits(value))
    return numbers.unsigned_zero(str(numbers.rounded(100.0 * value, 1))).replace("-", MINUS) + "%"


def signed_text(value: float, *, shares: bool) -> str:
    """A difference with its sign, of shares in points: `+3.2`."""
    if shares:
        return numbers.signed(100.0 * value)
    return f"+{numbers.plain(_digits(value))}" if value > 0 else numbers.plain(_digits(value))


def interval_text(interval: Interval | None, *, shares: bool, signed: bool = False) -> str:
    """Both ends: `49.1% to 55.4%`."""
    if interval is None:
        return numbers.UNKNOWN
    write = signed_text if signed else value_text
    return f"{write(interval.low, shares=shares)} to {write(interval.high, shares=shares)}"


def p_text(p: float) -> str:
    """A p to two significant digits: `0.031`; `under 0.0001` below that."""
    if p < SMALLEST:
        return f"under {SMALLEST:.4f}"
    return f"{p:.2g}" if p < 0.095 else f"{p:.2f}"


def pass_text(found: PassAt) -> str:
    """`pass@5 71.2% ± 2.1%`, with its standard error."""
    error = "" if found.error is None else f" ± {value_text(found.error, shares=True)}"
    return f"pass@{found.k} {value_text(found.value, shares=True)}{error}"


def _pair(pair: ItemPair, pairs: int) -> Iterator[Sentence]:
    unit = " points" if pair.shares else ""
    yield _ahead(pair, pairs)
    yield _test(pair, pairs)
    if pair.interval is not None:
        yield say(
            "items.interval",
            "The difference is {difference}" + unit + ", {level} interval {low} to {high} ({method}).",
            difference=_difference(pair)[2],
            level=(pair.interval.level, numbers.share(pair.interval.level)),
            low=_signed(pair, pair.interval.low),
            high=_signed(pair, pair.interval.high),
            method=pair.interval_method or "",
        )
    yield _agreement(pair)
    if pair.detectable is not None:
        yield say(
            "items.detectable",
            "So many such items tell a difference of {detectable}" + unit + " apart (level {level}, power {power}).",
            detectable=_size(pair, pair.detectable),
            level=(LEVEL, numbers.share(LEVEL)),
            power=(POWER, numbers.share(POWER)),
        )
    yield from _left_out(pair)


def _ahead(pair: ItemPair, pairs: int) -> Sentence:
    """Who is ahead on the common items, or that neither can be told to be."""
    left, right = str(pair.left), str(pair.right)
    ahead, behind = (left, right) if pair.difference >= 0 else (right, left)
    one, other, _ = _difference(pair)
    means = (one, other) if pair.difference >= 0 else (other, one)
    if pair.adjusted > LEVEL:
        words = "On {items} of {benchmark} that both have, {ahead} ({one}) and {behind} ({other}) cannot be told apart"
        words += _though(pair)
    else:
        words = "On {items} of {benchmark} that both have, {ahead} is ahead: {one} against {other} for {behind}"
        words += "" if _leaves_out_zero(pair) else " by the test, though the interval of the difference has zero in it"
    return say(
        "items.ahead",
        f"{words}.",
        items=(pair.items, numbers.count(pair.items, "item")),
        benchmark=pair.benchmark,
        ahead=ahead,
        behind=behind,
        one=means[0],
        other=means[1],
        pairs=(pairs, numbers.count(pairs, "pair")),
    )


def _though(pair: ItemPair) -> str:
    """Why two are not told apart whose p or interval, looked at alone, says otherwise; empty where neither does."""
    if pair.p_value <= LEVEL:
        return " after Holm's correction for {pairs}"
    if pair.interval is not None and _leaves_out_zero(pair):
        return " by the test, though the interval of the difference leaves zero out"
    return ""


def _leaves_out_zero(pair: ItemPair) -> bool:
    """Whether zero is outside of the interval of the difference; also where there is none that could have it."""
    return pair.interval is None or pair.interval.low > 0 or pair.interval.high < 0


def _test(pair: ItemPair, pairs: int) -> Sentence:
    words = "By the {test} p is {p}"
    if pair.mid_p is not None and pair.p_value >= SMALLEST:
        words += ", mid-p {mid}"
    if pair.draws is not None:
        words += ", {draws}, seed {seed}"
    if pair.clusters is not None:
        words += ", items in {clusters}"
    if pairs > 1:
        words += "; {adjusted} after Holm's correction for {pairs}"
    return say(
        "items.test",
        f"{words}.",
        p=(pair.p_value, p_text(pair.p_value)),
        test=TESTS[pair.p_method],
        mid=(pair.mid_p, p_text(pair.mid_p or 0.0)),
        draws=(pair.draws, numbers.count(pair.draws or 0, "draw")),
        seed=(pair.seed, f"{pair.seed}"),
        clusters=(pair.clusters, numbers.count(pair.clusters or 0, "cluster")),
        adjusted=(pair.adjusted, p_text(pair.adjusted)),
        pairs=(pairs, numbers.count(pairs, "pair")),
    )


def _agreement(pair: ItemPair) -> Sentence:
    words = "They have the same outcome on {agreement}"
    if pair.both is not None:
        words += " (both solve {both}, neither {neither}); only {left} solves {left_only}, only {right} {right_only}"
    if pair.kappa is not None:
        words += "; kappa {kappa}"
    return say(
        "items.agreement",
        f"{words}.",
        agreement=(pair.agreement, value_text(pair.agreement, shares=True)),
        both=(pair.both, f"{pair.both or 0:,}"),
        neither=(pair.neither, f"{pair.neither or 0:,}"),
        left=str(pair.left),
        right=str(pair.right),
        left_only=(pair.left_only, f"{pair.left_only or 0:,}"),
        right_only=(pair.right_only, f"{pair.right_only or 0:,}"),
        kappa=(pair.kappa, numbers.correlation(pair.kappa or 0.0)),
    )


def _left_out(pair: ItemPair) -> Iterator[Sentence]:
    for system, items in ((pair.left, pair.left_only_items), (pair.right, pair.right_only_items)):
        if items:
            yield say(
                "items.alone",
                "Left out: {items} that only {system} has.",
                items=(items, numbers.count(items, "item")),
                system=str(system),
            )


def _apart(found: ItemsApart, names: Mapping[str, str]) -> Iterator[Sentence]:
    left, right = (_called(system, names) for system in (found.left, found.right))
    benchmark = names.get(found.benchmark, found.benchmark)
    if not found.differing:
        yield say(
            "items.same",
            "{left} and {right} have the same outcome on all {items} of {benchmark} that both have.",
            left=left,
            right=right,
            items=(found.items, numbers.count(found.items, "item")),
            benchmark=benchmark,
        )
        return
    yield say(
        "items.apart",
        "Of {items} of {benchmark} that both have, {differing} differ: "
        "{left} does better on {ahead}, {right} on {behind}.",
        items=(found.items, numbers.count(found.items, "item")),
        benchmark=benchmark,
        differing=(found.differing, f"{found.differing:,}"),
        left=left,
        right=right,
        ahead=(found.left_better, f"{found.left_better:,}"),
        behind=(found.right_better, f"{found.right_better:,}"),
    )


def _called(system: System, names: Mapping[str, str]) -> str:
    """`Tarn 2`, or `Tarn 2 (t=0)` where its configuration has to be said."""
    if not names:
        return str(system)
    name = names.get(system.model, system.model)
    return f"{name} ({system.configuration})" if system.configuration else name


def _difference(pair: ItemPair) -> tuple[Written, Written, Written]:
    """Both means and their difference, written so that the figures add up; shares in per cent and points."""
    if pair.shares:
        left, right, apart = numbers.set_apart(100.0 * pair.left_mean, 100.0 * pair.right_mean)
        texts = (f"{left}%", f"{right}%", apart)
    else:
        left, right, apart = (numbers.plain(_digits(one)) for one in (pair.left_mean, pair.right_mean, pair.difference))
        texts = (left, right, f"+{apart}" if pair.difference > 0 else apart)
    scale = 100.0 if pair.shares else 1.0
    return (pair.left_mean, texts[0]), (pair.right_mean, texts[1]), (scale * pair.difference, texts[2])


def _signed(pair: ItemPair, value: float) -> Written:
    return (100.0 if pair.shares else 1.0) * value, signed_text(value, shares=pair.shares)


def _size(pair: ItemPair, value: float) -> Written:
    return (100.0 * value, numbers.points(100.0 * value)) if pair.shares else (value, numbers.plain(_digits(value)))


def _digits(value: float) -> float:
    """Four significant digits."""
    return float(f"{value:.4g}")
