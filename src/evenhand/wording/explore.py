"""Two measures of models in words: how each is called and written, what the line is, and how the ranks go together."""

from collections.abc import Iterator

from evenhand.records.explore import Exploration, Measure, PlotPoint, Value
from evenhand.records.wording import Sentence
from evenhand.wording import numbers
from evenhand.wording.names import category_label
from evenhand.wording.numbers import UNKNOWN
from evenhand.wording.sentence import say

MOST_NAMED = 8
SERVED = {"": "", "no": " that are not retired", "only": " that are retired"}
LACKS = {"no_x": "no {x}", "no_y": "no {y}", "neither": "neither"}


def measure_name(measure: Measure) -> str:
    """A measure's name: `Coding score`, `Blended price`, `GPQA Diamond`."""
    if measure.group != "scores":
        return measure.name
    return "Score" if measure.name == "overall" else f"{category_label(measure.name)} score"


def inside(measure: Measure) -> str:
    """A measure's name inside a sentence: `blended price`, `coding score`, `GPQA Diamond`."""
    name = measure_name(measure)
    return name if measure.group == "tests" else f"{name[:1].lower()}{name[1:]}"


def axis_text(measure: Measure) -> str:
    """A measure with its unit, as an axis has it."""
    return f"{measure_name(measure)}, {measure.unit}" if measure.unit else measure_name(measure)


def value_text(measure: Measure, value: Value | None) -> str:
    """A value with its interval where known: `76 (73 to 79)`, `$0.40`, `128K`, `2026-01`."""
    if value is None:
        return UNKNOWN
    if measure.kind == "date":
        return value.text
    if measure.kind == "score":
        write = numbers.integer if measure.group == "scores" else numbers.average
        reach = "" if value.low is None else f" ({write(value.low)} to {write(value.high)})"
        return f"{write(value.value)}{reach}"
    return _plain_text(measure, value.value)


def _plain_text(measure: Measure, value: float) -> str:
    if measure.kind == "money":
        return numbers.money(value)
    if measure.kind == "tokens":
        return numbers.tokens(round(value))
    if measure.kind == "seconds":
        return numbers.seconds(value)
    if measure.kind == "share":
        return numbers.share(value / 100.0)
    return numbers.average(value) if measure.kind == "rate" else numbers.plain(value)


def chance_text(point: PlotPoint) -> str:
    """The probability to be on the line where one is known, else whether the model is on it."""
    if point.chance is not None:
        return numbers.probability(point.chance)
    return "yes" if point.on_line else "retired" if point.retired else "no"


def explore_words(found: Exploration) -> tuple[Sentence, ...]:
    """How many models have both and what the others lack, what the line joins, how the ranks go together."""
    return (*_counted(found), *_line(found), *_correlation(found))


def _names(found: Exploration) -> dict[str, str]:
    return {"x": inside(found.x), "y": inside(found.y)}


def _counted(found: Exploration) -> Iterator[Sentence]:
    """How many have both, and what the others lack: parts that add up to all of them."""
    lacks = {
        "no_x": found.without_x - found.without_both,
        "no_y": found.without_y - found.without_both,
        "neither": found.without_both,
    }
    count, rest = len(found.points), found.considered - len(found.points)
    yield say(
        "explore.counted",
        f"{{count}} of {{all}}{SERVED[found.asked.retired]} {{have}} both{_others(lacks, count)}.",
        count=(count, f"{count:,}" if count else "None"),
        all=(found.considered, numbers.count(found.considered, "model" if found.asked.unranked else "ranked model")),
        have=_have(count),
        rest=(rest, f"{rest:,}"),
        **{name: (number, f"{number:,}") for name, number in lacks.items()},
        **_names(found),
    )
    retired = sum(1 for one in found.points if one.retired)
    if retired and not found.asked.retired:
        yield say(
            "explore.retired",
            "{retired} of the models shown {are} retired and can no longer be had.",
            retired=(retired, f"{retired:,}"),
            are="is" if retired == 1 else "are",
        )


def _others(lacks: dict[str, int], shown: int) -> str:
    """The end of a template: what the models that are not shown lack."""
    some = {name: number for name, number in lacks.items() if number}
    parts = tuple(f"{{{name}}} {_have(number)} {LACKS[name]}" for name, number in some.items())
    if not parts:
        return ""
    if not shown:
        return f": {numbers.listed(parts)}"
    if len(parts) > 1:
        return f". Of the other {{rest}}, {numbers.listed(parts)}"
    (name, number), *_ = some.items()
    return f"; the other {'{rest} have' if number > 1 else 'one has'} {LACKS[name]}"


def _have(number: int) -> str:
    return "has" if number in (0, 1) else "have"


def _line(found: Exploration) -> Iterator[Sentence]:
    on = sorted((one for one in found.points if one.on_line), key=lambda one: one.x.value)
    if not found.lined:
        side = found.x if not found.x.better else found.y
        yield say("explore.no line", "No line is drawn: neither end of {name} is the better one.", name=inside(side))
    elif on:
        shown, rest = tuple(one.name for one in on[:MOST_NAMED]), len(on) - MOST_NAMED
        that = " that can be had" if not found.asked.retired and any(one.retired for one in found.points) else ""
        names = numbers.listed((*shown, f"{rest} more") if rest > 0 else shown)
        yield say(
            "explore.line",
            f"On the line {{are}} {{names}}: no other model shown{that} is as good in both and better in one.",
            are="is" if len(on) == 1 else "are",
            names=names,
        )
        yield _better(found)


def _better(found: Exploration) -> Sentence:
    """Which end of each axis is taken as better."""
    words = {("date", "lower"): "earlier", ("date", "higher"): "later", ("tokens", "higher"): "larger"}
    sides = tuple(f"{words.get((one.kind, one.better), one.better)} {inside(one)}" for one in (found.x, found.y))
    return say("explore.better", "Better means {sides}.", sides=numbers.listed(sides))


def _correlation(found: Exploration) -> Iterator[Sentence]:
    known = found.correlation
    if known is None:
        return
    yield say(
        "explore.correlation",
        "Ranks by the two go together at {value} (Spearman; {level} interval {low} to {high}; {count}):"
        " that describes these models and says nothing of a cause.",
        value=(known.value, _two(known.value)),
        level=(known.level, numbers.share(known.level)),
        low=(known.low, _two(known.low)),
        high=(known.high, _two(known.high)),
        count=(known.n, numbers.count(known.n, "model")),
    )


def _two(value: float) -> str:
    return str(numbers.rounded(value, 2)).replace("-", numbers.MINUS)
