"""The overall state of some tests under some weights, worked out again with numpy and scipy alone."""

import numpy as np
from scipy.special import ndtr, stdtr

from evenhand.records.comparison import SharedTest
from evenhand.records.ranking import Ranking

Applied = tuple[str, str | None]


def applied(tests: list[SharedTest], ranking: Ranking, weights: dict[str, float]) -> Applied:
    """The state and leader of these counted tests; not comparable where none has weight."""
    names = [name for name in ranking.categories if weights[name] > 0 and any(test.category == name for test in tests)]
    if not names:
        return "not comparable", None
    share = np.array([weights[name] for name in names]) / sum(weights[name] for name in names)
    parts = np.array([_category([test for test in tests if test.category == name], name, ranking) for name in names])
    difference, error = share @ parts[:, 0], np.sqrt(share**2 @ parts[:, 1] ** 2)
    expected, pieces = share @ parts[:, 2], share**2 * parts[:, 3] ** 2
    freedom = pieces.sum() ** 2 / (pieces**2 / parts[:, 4]).sum()
    chance = float(stdtr(freedom, expected / np.sqrt(pieces.sum())))
    count = sum(test.category in names for test in tests)
    return _word(float(difference), float(error), float(expected), chance, count)


def effect(base: Applied, then: Applied) -> str | None:
    """What a change does: reverses, weakens, decides, or nothing worth saying."""
    if base[1] is None:
        return "decides" if then[1] else None
    if then[1] not in (None, base[1]):
        return "reverses"
    return "weakens" if then[1] is None or (base[0], then[0]) == ("leads", "leans") else None


def _category(tests: list[SharedTest], name: str, ranking: Ranking) -> tuple[float, ...]:
    rule, prior = ranking.categories[name], ranking.thresholds.prior_tests
    weight = np.array([test.weight for test in tests])
    gaps, errors = (np.array([getattr(test, field) for test in tests]) for field in ("difference", "error"))
    shifts, spreads = (np.array([getattr(test, field) for test in tests]) for field in ("logit", "logit_error"))
    freedom = prior + len(tests) - 1
    variance = (prior * rule.between_tests**2 + ((shifts - shifts.mean()) ** 2).sum()) / freedom
    precisions = 1 / (variance + spreads**2)
    precision = 1 / rule.between_pairs**2 + precisions.sum()
    return (
        float(weight @ gaps / weight.sum()),
        float(np.sqrt(weight**2 @ errors**2) / weight.sum()),
        float(precisions @ shifts / precision),
        float(np.sqrt(1 / precision + variance)),
        float(freedom),
    )


def _word(difference: float, error: float, expected: float, chance: float, tests: int) -> Applied:
    if ndtr((1 - difference) / error) - ndtr((-1 - difference) / error) >= 0.9:
        return "practically equal", None
    sure = max(chance, 1 - chance)
    if sure < 0.8 or difference * expected <= 0:
        return "too close to call", None
    return ("leads" if sure >= 0.95 and tests >= 2 else "leans"), "left" if expected > 0 else "right"
