"""The few words of a badge: the answer of a comparison, the place of a model."""

from evenhand.records.comparison import Comparison
from evenhand.records.estimates import RankPlace
from evenhand.wording.names import names_of
from evenhand.wording.pick_strength import standing_text

NAMES = 44


def comparison_badge(comparison: Comparison) -> tuple[str, str, str]:
    """Label, message and whose colour it has: `Alder 1 v Birch 2`, `leans to Birch 2 (moderate pick)`, `right`."""
    message, tone = _answer(comparison)
    standing = standing_text(comparison)
    names = names_of(comparison)
    label = f"{short(names.left)} v {short(names.right)}"
    return label, f"{message} ({standing})" if standing else message, tone


def _answer(comparison: Comparison) -> tuple[str, str]:
    if comparison.relation == "same":
        return "one and the same model", "none"
    pick, why = comparison.verdict.pick, comparison.verdict.why
    if pick is None:
        return "no pick: one is retired" if why == "retired" else comparison.overall.state, "none"
    name = short(names_of(comparison).side(pick))
    words = {"leads": f"{name} leads", "leans": f"leans to {name}", "equal and cheaper": f"{name}, by price alone"}
    return words.get(why, name), pick


def place_badge(name: str, place: RankPlace | None) -> tuple[str, str]:
    """Label and message: `Birch 2`, `Evenhand: number 13 of 60, between 10 and 15`."""
    if place is None:
        return short(name), "Evenhand: unranked"
    between = "" if place.best == place.worst else f", between {place.best} and {place.worst}"
    return short(name), f"Evenhand: number {place.place} of {place.of}{between}"


def comparison_source(comparison: Comparison) -> str:
    """Whose words the badge of a comparison has: as `badge_source`."""
    seen = comparison.compared_by
    return badge_source(seen.ranking_name, seen.lane, seen.date)


def badge_source(ranking: str, lane: str, date: str) -> str:
    """Whose words a badge has, by which rules and of which day: `Evenhand, ranking Even, lane verified, 2026-11-20`."""
    return f"Evenhand, ranking {ranking}, lane {lane}, {date}"


def short(name: str) -> str:
    """A name cut where it would make a badge too wide."""
    return name if len(name) <= NAMES else f"{name[: NAMES - 1]}…"
