"""Score against the cost of the workload: every found model with its interval, and the line of those none beats."""

from evenhand.charts.scales import axis_of
from evenhand.charts.scatter import Dot, Scatter, scatter
from evenhand.records.find import Finding, FoundModel
from evenhand.wording.numbers import amount, integer, probability

NAME = "efficient-line"


def efficient_line(finding: Finding) -> str:
    """A picture as wide as its column; empty where fewer than two models have a score, a cost and draws."""
    rows = placed_models(finding)
    if len(rows) < 2:
        return ""
    dots = tuple(_dot(row) for row in rows)
    ends = [end for dot in dots for end in (dot.upright or (dot.y,))]
    return scatter(
        Scatter(
            name=NAME,
            title="Score against the cost of the workload a month",
            description=_description(rows),
            x=axis_of("Cost a month, log scale", "money", [dot.x for dot in dots], log=True),
            y=axis_of("Score", "score", ends),
            dots=dots,
            better="lower",
        )
    )


def placed_models(finding: Finding) -> tuple[FoundModel, ...]:
    """The models that have a place in the picture: those on the line first, cheapest first, then the others."""
    known = [row for row in finding.found if row.chance is not None and row.score is not None]
    return tuple(sorted(known, key=lambda row: (not row.on_line, row.per_month or 0.0, row.name)))


def _dot(row: FoundModel) -> Dot:
    reach = row.estimate.interval if row.estimate else None
    return Dot(
        name=row.name,
        x=row.per_month or 0.0,
        y=row.score or 0.0,
        upright=(reach.low, reach.high) if reach else None,
        said=_said(row),
        on_line=row.on_line,
    )


def _said(row: FoundModel) -> str:
    return (
        f"{row.name}: {amount(row.per_month)} a month, score {integer(row.score)}, "
        f"efficient with probability {probability(row.chance)}."
    )


def _description(rows: tuple[FoundModel, ...]) -> str:
    said = [_said(row) for row in rows if row.on_line]
    rest = len(rows) - len(said)
    return " ".join(said) + (f" {rest} more off the line." if rest else "")
