"""Models by two measures, with intervals where known and the line of those that no other beats."""

from evenhand.charts.scales import Axis, Kind, axis_of
from evenhand.charts.scatter import Dot, Scatter, Span, scatter
from evenhand.records.explore import Exploration, Measure, MeasureKind, PlotPoint, Scale, Value
from evenhand.wording.explore import axis_text, inside, measure_name, value_text

NAME = "explore-plot"
KINDS: dict[MeasureKind, Kind] = {
    "score": "score",
    "share": "share",
    "money": "money",
    "tokens": "tokens",
    "seconds": "seconds",
    "date": "date",
}


def explore_plot(found: Exploration) -> str:
    """A picture as wide as its column; empty with fewer than two models."""
    if len(found.points) < 2:
        return ""
    title = f"{measure_name(found.y)} against {inside(found.x)}"
    return scatter(
        Scatter(
            name=NAME,
            title=title,
            description=_description(found),
            x=_axis(found.x, found.x_scale, [point.x for point in found.points]),
            y=_axis(found.y, found.y_scale, [point.y for point in found.points]),
            dots=tuple(_dot(found, point) for point in found.points),
            better=found.x.better if found.lined else "",
            low_is_good=found.y.better == "lower",
        )
    )


def _axis(measure: Measure, scale: Scale, values: list[Value]) -> Axis:
    log = scale == "log"
    ends = [end for one in values for end in (one.value, one.low, one.high) if end is not None and (end > 0 or not log)]
    ends += [one.value for one in values]
    label = f"{axis_text(measure)}{', log scale' if log else ''}"
    return axis_of(label, KINDS.get(measure.kind, "number"), ends, log=log)


def _dot(found: Exploration, point: PlotPoint) -> Dot:
    return Dot(
        name=point.name,
        x=point.x.value,
        y=point.y.value,
        across=_span(point.x, found.x_scale),
        upright=_span(point.y, found.y_scale),
        said=_said(found, point),
        on_line=point.on_line,
        past=bool(point.retired),
    )


def _span(value: Value, scale: Scale) -> Span | None:
    if value.low is None or value.high is None or (scale == "log" and value.low <= 0):
        return None
    return value.low, value.high


def _said(found: Exploration, point: PlotPoint) -> str:
    retired = f" (retired {point.retired})" if point.retired else ""
    return f"{point.name}{retired}: {value_text(found.x, point.x)}; {value_text(found.y, point.y)}."


def _description(found: Exploration) -> str:
    """The models on the line by name, the others counted; their figures stand in the table."""
    on = [point for point in found.points if point.on_line]
    said = " ".join(_said(found, point) for point in on)
    rest = len(found.points) - len(on)
    more = f"{rest} {'more ' if on else ''}{'model' if rest == 1 else 'models'}, listed in the table." if rest else ""
    return f"{measure_name(found.x)} across, {inside(found.y)} upright. {said} {more}".strip()
