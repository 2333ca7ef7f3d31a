"""The same answers with long lists left out, since an agent pays for all that it reads."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

import msgspec

LEFT_OUT: Mapping[str, tuple[str, ...]] = {
    "compare": (
        "comparison.left_out",
        "comparison.benchmarks",
        "comparison.classic",
        "comparison.missing_tests",
        "comparison.joint_leads",
        "comparison.least_weights",
        "comparison.flips_tried",
        "comparison.operations.left.offers",
        "comparison.operations.right.offers",
        "comparison.overall.shared",
        "comparison.overall.left.estimate.soft",
        "comparison.overall.left.estimate.hard",
        "comparison.overall.right.estimate.soft",
        "comparison.overall.right.estimate.hard",
        "comparison.categories.left_average",
        "comparison.categories.right_average",
        "comparison.categories.left_estimate.soft",
        "comparison.categories.left_estimate.hard",
        "comparison.categories.right_estimate.soft",
        "comparison.categories.right_estimate.hard",
        "comparison.disagreements.left_tests",
        "comparison.disagreements.right_tests",
        "comparison.disagreements.shared",
        "words.categories.details",
        "words.questions",
        "words.classic_questions",
        "words.left_out",
        "words.classic",
        "words.flags",
        "words.paired",
        "words.further_flips",
    ),
    "find": (
        "missed",
        "found.lab_name",
        "found.estimate.score",
        "found.estimate.soft",
        "found.estimate.hard",
        "found.place.level",
        "found.place.first",
        "found.place.top3",
        "found.place.top10",
        "found.otherwise",
        "found.blended",
        "found.per_request",
        "found.beaten",
    ),
    "brief": ("sections.lines.costs", "sections.lead"),
    "explain": ("draws",),
}
CLASSIC = ("comparison.classic", "words.classic")
COUNTED: Mapping[str, tuple[str, ...]] = {"compare": ("comparison.shared",)}
KEPT: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "compare": {
        "comparison.shared": ("benchmark", "category", "counted", "left", "right", "difference", "error"),
        "comparison.shared.left": ("observation", "error"),
        "comparison.shared.right": ("observation", "error"),
        "comparison.shared.left.observation": ("value",),
        "comparison.shared.right.observation": ("value",),
    },
    "rank": {
        "rows": (
            "model",
            "name",
            "lab",
            "ranked",
            "why_unranked",
            "overall",
            "published",
            "estimate",
            "place",
            "input",
            "output",
            "context_window",
            "released",
            "retired",
        ),
        "rows.estimate": ("score", "interval", "measured", "withheld"),
        "rows.place": ("place", "best", "worst", "group"),
    },
}
FIGURES, NAMES, DRAWS = "figures", "names", "draws"


def shortened(tool: str, answer: msgspec.Struct, asked: Collection[str] = ()) -> dict[str, Any]:
    """An answer as JSON has it, less what `LEFT_OUT` names, figures inside sentences, and names not met.

    Of the tests in lists that `COUNTED` names those that count are left, of what `KEPT` names those fields. What
    `asked` names stays, since the question is about it.
    """
    found: dict[str, Any] = msgspec.to_builtins(answer)
    for place in (one for one in LEFT_OUT.get(tool, ()) if one not in asked):
        for part, last in _ends(found, place):
            part.pop(last, None)
    for place in COUNTED.get(tool, ()):
        for part, last in _ends(found, place):
            part[last] = [test for test in part[last] if test["counted"]]
    for place, names in KEPT.get(tool, {}).items():
        for part in _at(found, place.split(".")):
            for name in part.keys() - set(names):
                del part[name]
    _without_figures(found)
    _only_met(found, set(_texts(found)) - {""})
    return found


def _only_met(found: Any, met: set[str]) -> None:  # noqa: ANN401 - JSON
    """Tables of names keep the ids that the answer has; some of them are kept as `kind/id`."""
    if isinstance(found, dict):
        if isinstance(names := found.get(NAMES), dict):
            found[NAMES] = {key: name for key, name in names.items() if {key, key.partition("/")[2]} & met}
        for value in found.values():
            _only_met(value, met)


def _ends(found: dict[str, Any], place: str) -> Iterator[tuple[dict[str, Any], str]]:
    """The objects that hold what a place names, each with its last name."""
    *above, last = place.split(".")
    for part in _at(found, above):
        yield part, last


def _at(found: Any, place: list[str]) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - JSON
    """The objects at a place, those of each member where a list is on the way."""
    if isinstance(found, list | tuple):
        for one in found:
            yield from _at(one, place)
    elif isinstance(found, dict) and place:
        yield from _at(found.get(place[0]), place[1:])
    elif isinstance(found, dict):
        yield found


def _without_figures(found: Any) -> None:  # noqa: ANN401 - JSON
    """Sentences keep rule and text; the draws behind a category's score go too."""
    if isinstance(found, dict):
        if "rule" in found and "text" in found:
            found.pop(FIGURES, None)
        if "estimate" in found:
            found.pop(DRAWS, None)
        for value in found.values():
            _without_figures(value)
    elif isinstance(found, list | tuple):
        for value in found:
            _without_figures(value)


def _texts(found: Any) -> Iterator[str]:  # noqa: ANN401 - JSON
    """All texts, but those of tables of names."""
    if isinstance(found, dict):
        for key, value in found.items():
            if key != NAMES:
                yield from _texts(value)
                yield key
    elif isinstance(found, list | tuple):
        for value in found:
            yield from _texts(value)
    elif isinstance(found, str):
        yield found
