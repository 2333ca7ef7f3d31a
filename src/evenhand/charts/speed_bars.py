"""Output speed by model and provider: a bar at the median, a thin line over what the regions spread."""

from math import ceil

from evenhand.charts.letter_widths import fitting
from evenhand.charts.svg import COLOURS, INK, LINE, MUTED, element, group, percent, picture, words
from evenhand.records.speed_board import SpeedRow
from evenhand.wording.numbers import integer
from evenhand.wording.speed_board import provider_text, spread_text

NAME = "speed-bars"
ROW, HEAD, BAR = 36, 24, 9
LETTERS, NARROW = 13, 205
MOST = 20
STEPS = (10, 20, 50, 100, 200, 500, 1000, 2000, 5000)


def speed_bars(rows: tuple[SpeedRow, ...]) -> str:
    """A picture as wide as its column, of at most twenty rows that have a rate; empty where fewer than two have one."""
    drawn = drawn_rows(rows)
    if len(drawn) < 2:
        return ""
    most = max(row.tokens_per_second.high for row in drawn if row.tokens_per_second)
    step = next((size for size in STEPS if most / size <= 6), STEPS[-1])
    end = float(step * ceil(most / step))
    height = HEAD + ROW * len(drawn)
    lines = [group(*_row(row, end), transform=f"translate(0 {HEAD + ROW * place})") for place, row in enumerate(drawn)]
    title = f"Output speed of {len(drawn)} models at providers, tokens a second"
    return picture(NAME, title, _description(drawn), *_ticks(end, step, height), *lines, width="100%", height=height)


def drawn_rows(rows: tuple[SpeedRow, ...]) -> tuple[SpeedRow, ...]:
    """The rows that the picture shows: the first ones with a rate."""
    return tuple(row for row in rows if row.tokens_per_second)[:MOST]


def _ticks(end: float, step: int, height: float) -> list[str]:
    found = []
    for tick in range(0, round(end) + 1, step):
        x = percent(100.0 * tick / end)
        anchor = "start" if tick == 0 else "end" if tick == end else "middle"
        found += [
            element("line", x1=x, x2=x, y1=HEAD - 6, y2=height, stroke=LINE),
            words(f"{tick:,}", x=x, y=12, font_size=12, fill=MUTED, text_anchor=anchor),
        ]
    return found


def _row(row: SpeedRow, end: float) -> list[str]:
    """Name and figure above the bar: filled where the speed counts, hollow where it is old."""
    spread = row.tokens_per_second
    if spread is None:
        return []
    label = element("svg", *_label(f"{row.name}, {provider_text(row)}"), width="72%", height=18, overflow="hidden")
    said = f"{integer(spread.middle)}{'' if row.counts else f', in {row.measured[:4]}'}"
    figure = words(said, x="100%", y=13, text_anchor="end", font_size=13, fill=INK if row.counts else MUTED)
    filled = {"fill": COLOURS["left"]} if row.counts else {"fill": "none", "stroke": MUTED, "stroke_width": 1.2}
    bar = element("rect", x=0, y=18, width=percent(100.0 * spread.middle / end), height=BAR, **filled)
    if spread.low == spread.high:
        return [label, figure, bar]
    ends = [percent(100.0 * value / end) for value in (spread.low, spread.high)]
    middle = 18 + BAR / 2
    reach = element("line", x1=ends[0], x2=ends[1], y1=middle, y2=middle, stroke=INK, stroke_width=1.4)
    return [label, figure, bar, reach]


def _label(name: str) -> list[str]:
    """The name, and where it is too long for a phone's column a shorter form that the style sheet shows there."""
    shorter, _ = fitting(name, NARROW, LETTERS, LETTERS)
    if shorter == name:
        return [words(name, y=13, font_size=LETTERS, fill=INK)]
    return [
        words(name, y=13, font_size=LETTERS, fill=INK, class_="wide-only"),
        words(shorter, y=13, font_size=LETTERS, fill=INK, class_="narrow-only"),
    ]


def _description(rows: tuple[SpeedRow, ...]) -> str:
    return " ".join(
        f"{row.name}, {provider_text(row)}: {spread_text(row.tokens_per_second, seconds=False)} tokens a second,"
        f" {row.measured}."
        for row in rows
    )
