"""Scores on a benchmark by the release of their model, and the line of the best on file."""

from html import escape
from math import ceil, floor, log10

from evenhand.charts.svg import COLOURS, LINE, MUTED, at, element, group, percent, picture, words
from evenhand.charts.time_axis import TimeAxis, time_axis
from evenhand.records.benchmark_history import BenchmarkHistory, DatedScore
from evenhand.wording.numbers import plain, significant

NAME = "score-over-time"
TOP, BOTTOM, HEIGHT = 16.0, 296.0, 324.0
LEFT = 10.0
PARTS = 6


def score_over_time(history: BenchmarkHistory) -> str:
    """A picture as wide as its column; empty where fewer than three scores have a day."""
    scores = history.scores
    if len(scores) < 3:
        return ""
    axis = time_axis([score.day for score in scores], LEFT)
    low, high, step = _span(scores)
    rest = [_point(score, axis, low, high) for score in scores if not score.best]
    best = [_point(score, axis, low, high) for score in scores if score.best]
    line = _best_line([score for score in scores if score.best], axis, low, high)
    title = f"Scores on {history.name} by the release of the model"
    drawn = (axis.drawn(TOP, BOTTOM), _values(low, high, step), *rest, line, *best)
    return picture(NAME, title, _description(history), *drawn, width="100%", height=HEIGHT)


def _span(scores: tuple[DatedScore, ...]) -> tuple[float, float, float]:
    """Round ends around all values, and the step of the lines between them."""
    values = [score.value for score in scores]
    width = (max(values) - min(values)) or abs(max(values)) or 1.0
    power = 10.0 ** floor(log10(width))
    step = next(digit * power for digit in (0.2, 0.5, 1.0, 2.0, 5.0) if width / (digit * power) <= PARTS)
    return step * floor(min(values) / step), step * ceil(max(values) / step + 1e-9), step


def _values(low: float, high: float, step: float) -> str:
    parts = []
    for number in range(round((high - low) / step) + 1):
        value = low + number * step
        y = _y(value, low, high)
        label = plain(float(f"{value:.6g}"))
        parts.append(element("line", x1=percent(LEFT - 1), x2="100%", y1=y, y2=y, stroke=LINE))
        parts.append(words(label, x=percent(LEFT - 2), y=y + 4, text_anchor="end", font_size=12, fill=MUTED))
    return group(*parts)


def _point(score: DatedScore, axis: TimeAxis, low: float, high: float) -> str:
    """A disc for a new best, a small ring for the others; the words and the interval show when it is pointed at."""
    said = element("title", escape(_said(score), quote=False))
    if score.best:
        mark = element("circle", r=4.5, fill=COLOURS["left"])
    else:
        mark = element("circle", r=3.5, fill="var(--paper,#fff)", stroke=MUTED, stroke_width=1.4)
    return at(percent(axis.x(score.day)), _y(score.value, low, high), group(said, mark))


def _best_line(best: list[DatedScore], axis: TimeAxis, low: float, high: float) -> str:
    parts = []
    for place, score in enumerate(best):
        start, y = percent(axis.x(score.day)), _y(score.value, low, high)
        after = best[place + 1] if place + 1 < len(best) else None
        end = percent(axis.x(after.day)) if after else percent(axis.right)
        parts.append(element("line", x1=start, x2=end, y1=y, y2=y))
        if after:
            parts.append(element("line", x1=end, x2=end, y1=y, y2=_y(after.value, low, high)))
    return group(*parts, stroke=COLOURS["left"], stroke_width=1.8)


def _said(score: DatedScore) -> str:
    reach = f", {plain(_short(score.interval.low))} to {plain(_short(score.interval.high))}" if score.interval else ""
    return f"{score.name}, {score.released}: {significant(score.value)}{reach}"


def _description(history: BenchmarkHistory) -> str:
    best = [score for score in history.scores if score.best]
    said = " ".join(f"{_said(score)}." for score in best)
    return f"{len(history.scores)} models. Best on file by release: {said}"


def _short(value: float) -> float:
    return float(f"{value:.3g}")


def _y(value: float, low: float, high: float) -> float:
    return BOTTOM - (BOTTOM - TOP) * (value - low) / (high - low)
