"""Dollars a day against tokens a day: a line for the host, steps for the machines that one would rent."""

from math import ceil

from evenhand.charts.scales import Axis, axis_of
from evenhand.charts.svg import COLOURS, LINE, MUTED, at, element, group, marker, percent, picture, words
from evenhand.records.self_hosting import AgainstHost, SelfHosting
from evenhand.wording.self_hosting import dollars, many, span_text

NAME = "hosting-cost"
TOP, BOTTOM, HEIGHT = 16.0, 196.0, 240.0
LEFT, RIGHT = 15.0, 97.0
MOST_STEPS = 24
DASHED = "5 4"


def hosting_cost(found: SelfHosting) -> str:
    """A picture as wide as its column; empty where no break-even or no speed is known."""
    host = found.host
    if host is None or not host.volumes:
        return ""
    last = host.volumes[-1]
    x = axis_of("Tokens a day", "tokens", [0.0, last.tokens_a_day])
    y = axis_of("Dollars a day", "money", [0.0, *(one.own_per_day.low for one in host.volumes), last.host_per_day])
    drawn = (
        _scale_x(x),
        _scale_y(y),
        *_machines(found, host, x, y),
        _host_line(host, x, y),
        _crossing(found, host, x, y),
    )
    title = f"Hosting {found.name} yourself against the cheapest host, dollars a day by tokens a day"
    return picture(NAME, title, _description(host), *drawn, width="100%", height=HEIGHT)


def _x(axis: Axis, value: float) -> float:
    return LEFT + (RIGHT - LEFT) * axis.place(value)


def _y(axis: Axis, value: float) -> float:
    return BOTTOM - (BOTTOM - TOP) * axis.place(value)


def _scale_x(axis: Axis) -> str:
    parts = []
    for number, (place, _) in enumerate(axis.marks()):
        value = axis.least + place * (axis.most - axis.least)
        x = percent(LEFT + (RIGHT - LEFT) * place)
        hidden = {"class_": "wide-only"} if number % 2 else {}
        parts.append(element("line", x1=x, x2=x, y1=BOTTOM, y2=BOTTOM + 5, stroke=LINE))
        text = many(value) if value > 0.5 else "0"
        parts.append(words(text, x=x, y=BOTTOM + 20, text_anchor="middle", font_size=12, fill=MUTED, **hidden))
    parts.append(words(axis.label, x=percent(RIGHT), y=BOTTOM + 38, text_anchor="end", font_size=12, fill=MUTED))
    return group(*parts)


def _scale_y(axis: Axis) -> str:
    parts = []
    for place, label in axis.marks():
        y = BOTTOM - (BOTTOM - TOP) * place
        said = "$0" if place <= 0 else label
        parts.append(element("line", x1=percent(LEFT - 1), x2="100%", y1=y, y2=y, stroke=LINE))
        parts.append(words(said, x=percent(LEFT - 2), y=y + 4, text_anchor="end", font_size=12, fill=MUTED))
    return group(*parts)


def _machines(found: SelfHosting, host: AgainstHost, x: Axis, y: Axis) -> list[str]:
    """The steps of the machines at the fastest, and dashed at the slowest where that differs and fits."""
    run = found.running
    if run is None or run.requests_a_day is None:
        return []
    tokens = found.workload.input + found.workload.output
    last = host.volumes[-1].tokens_a_day
    best, worst = run.requests_a_day.high * tokens, run.requests_a_day.low * tokens
    fastest = group(*_steps(best, run.per_day, last, x, y), stroke=COLOURS["left"], stroke_width=2)
    if worst == best:
        return [fastest]
    slowest = _steps(worst, run.per_day, last, x, y)
    return [group(*slowest, stroke=COLOURS["left"], stroke_width=2, stroke_dasharray=DASHED), fastest]


def _steps(able: float, per_day: float, last: float, x: Axis, y: Axis) -> list[str]:
    """One machine after the other, up to the top of the picture; a straight line where the steps are too small."""
    count = ceil(last / able)
    if count > MOST_STEPS:
        end = min(last, able * y.most / per_day)
        return [_line(x, y, (0.0, 0.0), (end, end / able * per_day))]
    parts = []
    for number in range(1, count + 1):
        cost, start, end = number * per_day, (number - 1) * able, min(number * able, last)
        if cost <= y.most:
            parts.append(_line(x, y, (start, cost), (end, cost)))
            if number < count and cost + per_day <= y.most:
                parts.append(_line(x, y, (end, cost), (end, cost + per_day)))
    return parts


def _line(x: Axis, y: Axis, start: tuple[float, float], end: tuple[float, float]) -> str:
    ends = {"x1": percent(_x(x, start[0])), "x2": percent(_x(x, end[0]))}
    return element("line", **ends, y1=_y(y, start[1]), y2=_y(y, end[1]))


def _host_line(host: AgainstHost, x: Axis, y: Axis) -> str:
    last = host.volumes[-1]
    line = _line(x, y, (0.0, 0.0), (last.tokens_a_day, last.host_per_day))
    return group(line, stroke=COLOURS["right"], stroke_width=2)


def _crossing(found: SelfHosting, host: AgainstHost, x: Axis, y: Axis) -> str:
    """Where both cost the same, if a machine can get there."""
    if host.verdict not in ("surely", "perhaps") or host.tokens_a_day is None or found.running is None:
        return ""
    said = element("title", f"From {many(host.tokens_a_day)} tokens a day on the machine costs less")
    return at(percent(_x(x, host.tokens_a_day)), _y(y, found.running.per_day), group(said, marker("right", 6)))


def _description(host: AgainstHost) -> str:
    return " ".join(
        f"{many(one.tokens_a_day)} tokens a day: {dollars(one.host_per_day)} at the host,"
        f" {span_text(one.own_per_day, dollars)} yourself."
        for one in host.volumes
    )
