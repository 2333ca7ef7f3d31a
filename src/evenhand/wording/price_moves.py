"""Which prices of an offer moved and by how much, as short as a headline needs it: `input −67%, output +140%`."""

from collections.abc import Mapping

from evenhand.wording import numbers
from evenhand.wording.sentence import Written

# By the name of the price its change in per cent; None of one that was free and is not.
Percents = Mapping[str, float | None]


def moves(percents: Percents) -> tuple[str, dict[str, Written | str]]:
    """Template and values of the moves of some prices, each named; those that are written alike come together.

    Empty for none. The values are named apart from all others that a sentence may have.
    """
    together: dict[str, list[str]] = {}
    for name, percent in percents.items():
        said = "no longer free" if percent is None else numbers.percent_change(percent)
        together.setdefault(said, []).append(name)
    parts: list[str] = []
    given: dict[str, Written | str] = {}
    for number, (said, names) in enumerate(together.items()):
        prices = numbers.listed(tuple(names))
        percent = percents[names[0]]
        if percent is None:
            parts.append(f"{prices} {said}")
            continue
        parts.append(f"{prices} {{percent{number}}}")
        given[f"percent{number}"] = (percent, said)
    return ", ".join(parts), given
