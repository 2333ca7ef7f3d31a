"""The same answers with long lists left out, since an agent pays for all that it reads."""

from collections.abc import Iterator, Mapping
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
        "words.questions",
        "words.classic_questions",
        "words.left_out",
        "words.classic",
        "words.flags",
        "words.paired",
        "words.notes",
    ),
    "find": ("missed",),
    "explain": ("draws",),
}
FIGURES, NAMES, DRAWS = "figures", "names", "draws"


def shortened(tool: str, answer: msgspec.Struct) -> dict[str, Any]:
    """An answer as JSON has it, without what `LEFT_OUT` names, the figures inside sentences, and names not met."""
    found: dict[str, Any] = msgspec.to_builtins(answer)
    for place in LEFT_OUT.get(tool, ()):
        _drop(found, place.split("."))
    _without_figures(found)
    _only_met(found, set(_texts(found)))
    return found


def _only_met(found: Any, met: set[str]) -> None:  # noqa: ANN401 - JSON
    """Tables of names keep the ids that the answer has; some of them are kept as `kind/id`."""
    if isinstance(found, dict):
        if isinstance(names := found.get(NAMES), dict):
            found[NAMES] = {key: name for key, name in names.items() if {key, key.partition("/")[2]} & met}
        for value in found.values():
            _only_met(value, met)


def _drop(found: Any, place: list[str]) -> None:  # noqa: ANN401 - JSON
    for part in place[:-1]:
        found = found.get(part) or {}
    found.pop(place[-1], None)


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
