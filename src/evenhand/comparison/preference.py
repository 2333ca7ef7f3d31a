"""Which of several observations stands for a cell: one order of criteria, the first that differs decides.

Trust tier, then conditions nearest to what the ranking counts and the benchmark prescribes, then fewer special
settings, then what the model can do at most (thinking, the highest effort), then the newest, then a fixed order; so the
choice never depends on the order of rows.
"""

import re
from collections.abc import Callable
from operator import attrgetter

from evenhand.records.explanation import Criterion, Decided
from evenhand.records.facts import CONDITIONS, Benchmark, Observation
from evenhand.records.ranking import Counted

SPECIAL = ("harness", "prompting", "trials", "judge")
USUAL = {"trials": re.compile(r"(mean|avg|average)\b.*")}
EFFORTS = ("max", "xhigh", "high", "", "default", "medium", "low", "minimal")
MODES = ("thinking", "", "non-thinking")
LAST = chr(0x10FFFF)
FIXED = attrgetter(
    "link",
    "raw",
    "value",
    "source",
    "measured_by",
    *CONDITIONS,
    "called",
    "origin",
    "at",
    "model",
)

Key = tuple[object, ...]


def preference(seen: Observation, benchmark: Benchmark, spec: Counted | None = None) -> Key:
    """A sort key, least for the preferred observation; `spec` is what the ranking counts of the benchmark, if any."""
    return (*(measure(seen, benchmark, spec) for measure in MEASURES.values()), *_fixed(seen))


def decided(one: Observation, other: Observation, benchmark: Benchmark, spec: Counted | None = None) -> Decided:
    """By which criterion `one` stands before `other`, with what each has there."""
    for name, measure in MEASURES.items():
        if measure(one, benchmark, spec) != measure(other, benchmark, spec):
            return Decided(by=name, here=_shown(name, one, benchmark), there=_shown(name, other, benchmark))
    return Decided(by="fixed order")


def special_settings(seen: Observation) -> tuple[str, ...]:
    """Stated settings that are not the usual ones, by name; a mean over runs is usual, effort and mode stand apart."""
    stated = ((name, getattr(seen, name)) for name in SPECIAL)
    return tuple(name for name, value in stated if value and not (name in USUAL and USUAL[name].fullmatch(value)))


def off_conditions(seen: Observation, benchmark: Benchmark) -> int:
    """How many conditions are not the plain ones: a subset, other tools, a form that has to be stated and is not."""
    return _open_form(seen, benchmark) + _in_part(seen, benchmark) + _with_tools(seen, benchmark)


def effort_spent(seen: Observation) -> tuple[int, int, int]:
    """Sorts thinking first, the largest budget and the highest effort first; what is unstated stands between."""
    mode, _, budget = seen.mode.partition(" ")
    thousands = re.match(r"\d+", budget)
    return (
        MODES.index(mode) if mode in MODES else 1,
        -int(thousands[0]) if thousands else 0,
        EFFORTS.index(seen.effort) if seen.effort in EFFORTS else EFFORTS.index(""),
    )


def newest(seen: Observation) -> str:
    """Sorts the newest day first: the measuring day, else the publishing day; none is oldest.

    The day on which a source was read says nothing of when the score was made.
    """
    return "".join(chr(0x10FFFF - ord(letter)) for letter in _day(seen)) + LAST


def _day(seen: Observation) -> str:
    return seen.measured or seen.published or ""


def _off_ranking(name: str) -> Callable[[Observation, Benchmark, Counted | None], bool]:
    return lambda seen, _, spec: spec is not None and getattr(spec, name) not in ("", getattr(seen, name))


def _open_form(seen: Observation, benchmark: Benchmark) -> bool:
    """Whether the version or context length, of which the benchmark has several, is left open."""
    return (len(benchmark.versions) > 1 and not seen.version) or (bool(benchmark.contexts) and not seen.context)


def _in_part(seen: Observation, _: Benchmark) -> bool:
    return bool(seen.subset)


def _with_tools(seen: Observation, benchmark: Benchmark) -> bool:
    return seen.tools not in ("", benchmark.tools)


# The ranking's own version and context come before the tier: another version is no cell of the ranking at all.
MEASURES: dict[Criterion, Callable[[Observation, Benchmark, Counted | None], object]] = {
    "version": _off_ranking("version"),
    "context": _off_ranking("context"),
    "tier": lambda seen, *_: seen.tier,
    "stated form": lambda seen, benchmark, _: _open_form(seen, benchmark),
    "subset": lambda seen, benchmark, _: _in_part(seen, benchmark),
    "tools": lambda seen, benchmark, _: _with_tools(seen, benchmark),
    "settings": lambda seen, *_: len(special_settings(seen)),
    "effort": lambda seen, *_: effort_spent(seen),
    "newer": lambda seen, *_: newest(seen),
}


def _shown(name: Criterion, seen: Observation, benchmark: Benchmark) -> str:
    if name == "settings":
        return ", ".join(f"{each} {getattr(seen, each)}" for each in special_settings(seen))
    if name == "effort":
        return ", ".join(part for part in (seen.mode, seen.effort) if part)
    if name == "stated form":
        return seen.version or seen.context
    if name == "newer":
        return _day(seen)
    return str(getattr(seen, name)) or (benchmark.tools if name == "tools" else "")


def _fixed(seen: Observation) -> Key:
    return (FIXED(seen), seen.measured or "", seen.published or "")
