"""Which of several leads hold together: Holm's step-down over categories (Holm 1979; statistics 1.6).

"A leads in c1, c2 and c3" is three claims at once. With p = 1 - P(leader ahead), sorted, the i-th smallest of m is
multiplied by m - i + 1 and never falls below the one before it. The chance that any of the claims that survive is
wrong is then at most 1 - level, whatever the dependence between categories.
"""

from collections.abc import Mapping

from evenhand.records.joint_leads import JointLead


def holm(ahead: Mapping[str, float], *, level: float = 0.95, examined: int | None = None) -> tuple[JointLead, ...]:
    """The leads in order of certainty, the surest first, equals by name; whoever leads, P is that leader's.

    `ahead` gives P(leader ahead), 0 to 1, of each category. `examined` is how many categories were looked at in all,
    when it is more than are given: leads are claimed after seeing all of them, so all of them count.

    Raises:
        ValueError: a probability outside [0, 1], or fewer examined than given.

    """
    family = len(ahead) if examined is None else examined
    _check(ahead, family)
    leads: list[JointLead] = []
    worst, standing = 0.0, True
    for place, (category, chance) in enumerate(sorted(ahead.items(), key=lambda one: (-one[1], one[0]))):
        steps = family - place
        worst = max(worst, min(1.0, steps * (1.0 - chance)))
        needed = 1.0 - (1.0 - level) / steps
        standing = standing and chance >= needed
        leads.append(
            JointLead(category=category, probability=chance, adjusted=1.0 - worst, needed=needed, survives=standing)
        )
    return tuple(leads)


def surviving(ahead: Mapping[str, float], *, level: float = 0.95, examined: int | None = None) -> frozenset[str]:
    """The categories whose leads hold jointly at this level.

    Raises:
        ValueError: as `holm`.

    """
    return frozenset(one.category for one in holm(ahead, level=level, examined=examined) if one.survives)


def _check(ahead: Mapping[str, float], family: int) -> None:
    outside = [name for name, chance in ahead.items() if not 0.0 <= chance <= 1.0]
    if outside or family < len(ahead):
        message = f"probabilities lie in [0, 1] and all categories count: {outside or family}"
        raise ValueError(message)
