"""What your own runs of two models say, test by test, and what public sources say beside them."""

from collections.abc import Iterator

from evenhand.records.comparison import Comparison, OwnTest, Reading
from evenhand.records.facts import CONDITIONS, Speed
from evenhand.records.states import Side
from evenhand.records.wording import Sentence
from evenhand.wording import numbers
from evenhand.wording.intervals import paired_words
from evenhand.wording.names import Names, names_of
from evenhand.wording.sentence import Written, say

SIDES: tuple[Side, ...] = ("left", "right")


def own_words(comparison: Comparison) -> Iterator[Sentence]:
    """Every test of your own in the order of the comparison; nothing where there is none."""
    names = names_of(comparison)
    speeds = tuple(zip((names.left, names.right), comparison.own_speeds, strict=True))
    if comparison.own or any(rows for _, rows in speeds):
        yield say("own.apart", "Your own runs stand apart: they enter no score, no place and no verdict.")
    for test in comparison.own:
        yield from own_test_words(test, names)
    for name, rows in speeds:
        yield from (_speed(name, row) for row in rows)


def _speed(name: str, row: Speed) -> Sentence:
    """How fast it was when it was measured here, and how that was done."""
    rate, first = row.tokens_per_second, row.first_token_seconds
    parts = ["{rate} output"] if rate else []
    parts += ["{first} to the first token"] if first else []
    return say(
        "own.speed",
        "You measured {name}: " + " and ".join(parts or ["no answer"]) + " ({method}; {day}).",
        name=name,
        rate=(rate, numbers.speed(rate)),
        first=(first, numbers.seconds(first)),
        method=row.method or "method not stated",
        day=row.measured or row.retrieved,
    )


def own_test_words(test: OwnTest, names: Names) -> Iterator[Sentence]:
    """What was found on one test: the difference and how it was found, or why there is none; then the other runs."""
    if test.state == "compared":
        yield from _compared(test, names)
    elif test.state == "one side only":
        yield _one_side(test, names)
    else:
        yield _apart(test, names)
    for side in SIDES:
        yield from _several(test, side, names, ranged=test.state != "compared")
    yield from _public(test, names)


def _compared(test: OwnTest, names: Names) -> Iterator[Sentence]:
    found = test.test
    if found is None or found.difference is None:
        return
    if test.interval is None or test.probability is None:
        yield say(
            "own.identical",
            _where(test) + ", {left} and {right} solved the same questions: {one} each.",
            left=names.left,
            right=names.right,
            one=(found.left.scaled, numbers.average(found.left.scaled)),
            **_asked(test, names),
        )
        return
    side: Side = "right" if found.difference < 0 else "left"
    ahead, behind = (found.right, found.left) if side == "right" else (found.left, found.right)
    one, other, difference = numbers.set_apart(ahead.scaled or 0.0, behind.scaled or 0.0)
    ends = (test.interval.low, test.interval.high)
    low, high = ends if side == "left" else (-ends[1], -ends[0])
    chance = test.probability if side == "left" else 1.0 - test.probability
    common: dict[str, Written | str] = {
        **_asked(test, names),
        "leader": names.side(side),
        "one": (ahead.scaled, one),
        "other": (behind.scaled, other),
        "rival": names.across(side),
        "difference": (abs(found.difference), difference.removeprefix("+")),
        "level": (test.interval.level, numbers.share(test.interval.level)),
        "low": (low, numbers.signed(low)),
        "high": (high, numbers.signed(high)),
        "chance": (chance, numbers.probability(chance)),
    }
    level = float(difference.replace(numbers.MINUS, "-")) == 0.0
    opening = _where(test) + (
        ", {leader} and {rival} are level at {one}"
        if level
        else ", {leader} reaches {one} and {rival} {other}: {difference} points"
    )
    ending = "" if level else "; on questions of this kind {leader} is the better one with probability {chance}"
    yield say(
        "own.compared", opening + ", {level} interval {low} to {high} from the questions alone" + ending + ".", **common
    )
    if found.paired:
        yield from paired_words(found, names.test(test.benchmark), names.left, names.right)
    else:
        yield say(
            "own.unpaired",
            "Answers of both to the same questions of {test} are not on file, so this difference is unpaired.",
            test=names.test(test.benchmark),
        )


def _where(test: OwnTest) -> str:
    """On which test both are compared, and on how many of its questions where they did not answer the same ones."""
    if test.answered is None:
        return "On {test}, which you ran on both"
    return "On the {common} of {test} that both answered ({left_asked} asked of {first}, {right_asked} of {second})"


def _asked(test: OwnTest, names: Names) -> dict[str, Written | str]:
    """The values of `_where`."""
    found: dict[str, Written | str] = {"test": names.test(test.benchmark)}
    if test.answered is None or test.test is None:
        return found
    common = test.test.left.items or 0
    return found | {
        "common": (common, numbers.count(common, "question")),
        "left_asked": (test.answered[0], f"{test.answered[0]:,}"),
        "right_asked": (test.answered[1], f"{test.answered[1]:,}"),
        "first": names.left,
        "second": names.right,
    }


def _one_side(test: OwnTest, names: Names) -> Sentence:
    side: Side = "left" if test.left else "right"
    runs = test.left or test.right
    words, values = _ranged(runs, "value")
    error = runs[0].error if len(runs) == 1 else None
    return say(
        "own.alone",
        f"You ran {{test}} on {{name}} alone: {words}" + (" ± {error}" if error is not None else "") + ".",
        test=names.test(test.benchmark),
        name=names.side(side),
        error=(error, numbers.points(error)),
        **values,
    )


def _apart(test: OwnTest, names: Names) -> Sentence:
    """Both were run and nothing is subtracted: what differs, or that there is no common scale."""
    left, one = _ranged(test.left, "one")
    right, other = _ranged(test.right, "other")
    both: dict[str, Written | str] = {
        "test": names.test(test.benchmark),
        "left": names.left,
        "right": names.right,
        **one,
        **other,
    }
    values = f"{{left}} {left}, {{right}} {right}."
    if test.state == "no common scale":
        return say(
            "own.no scale",
            "You ran {test} on both: " + values + " It has no common scale, so no difference is drawn.",
            **both,
        )
    return say(
        "own.other conditions",
        "You ran {test} on both, and not alike ({differs}): " + values + " No difference is drawn.",
        differs=numbers.listed(differing(test.left[0], test.right[0])),
        **both,
    )


def _ranged(runs: tuple[Reading, ...], name: str) -> tuple[str, dict[str, Written | str]]:
    """What one run gave, or from where to where several went, none of which speaks for the others."""
    ends = sorted((_value(reading) for reading in runs), key=lambda written: written[0])
    least, most = ends[0], ends[-1]
    if len(runs) == 1:
        return f"{{{name}}}", {name: least}
    count: Written = (len(runs), numbers.count(len(runs), "run"))
    if least[1] == most[1]:
        return f"{{{name}}} in each of {{{name}_runs}}", {name: least, f"{name}_runs": count}
    words = f"from {{{name}_least}} to {{{name}_most}} in {{{name}_runs}}"
    return words, {f"{name}_least": least, f"{name}_most": most, f"{name}_runs": count}


def _several(test: OwnTest, side: Side, names: Names, *, ranged: bool) -> Iterator[Sentence]:
    """Several runs of one side are several results, never one mean; their range where it was not said."""
    runs = test.left if side == "left" else test.right
    if len(runs) < 2:
        return
    ends = sorted((reading.observation.value, _value(reading)) for reading in runs)
    differs = tuple(dict.fromkeys(name for run in runs[1:] for name in differing(runs[0], run)))
    yield say(
        "own.several",
        "You ran {test} {times} on {name}"
        + ("" if ranged else ", {least} each time" if ends[0][1][1] == ends[-1][1][1] else ", from {least} to {most}")
        + (", with another {differs}" if differs else ", under the same conditions")
        + "; they are listed and not averaged.",
        test=names.test(test.benchmark),
        times=(len(runs), f"{len(runs):,} times"),
        name=names.side(side),
        least=ends[0][1],
        most=ends[-1][1],
        differs=numbers.listed(differs, "or"),
    )


def _public(test: OwnTest, names: Names) -> Iterator[Sentence]:
    """The public scores of the same test, with who says so: beside yours, not against them."""
    for side, reading in (("left", test.public_left), ("right", test.public_right)):
        if reading is not None:
            yield say(
                "own.public",
                "Publicly {name} has {value} on {test}, from {source}; its conditions may be other than yours.",
                name=names.left if side == "left" else names.right,
                value=_value(reading),
                test=names.test(test.benchmark),
                source=names.known.get(reading.observation.source, reading.observation.source),
            )


def differing(one: Reading, other: Reading) -> tuple[str, ...]:
    """What two runs state differently; `tool` where nothing else does and another tool made them."""
    first, second = one.observation, other.observation
    found = tuple(name for name in CONDITIONS if getattr(first, name) != getattr(second, name))
    return found or (() if first.source == second.source else ("tool",))


def _value(reading: Reading) -> tuple[float, str]:
    value = reading.observation.value
    return value, numbers.reported(value, common=reading.scaled is not None)
