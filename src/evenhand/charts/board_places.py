"""Places as a picture: for each ranked model of a board its place, and the places that its scores leave open."""

from evenhand.charts.svg import COLOURS, INK, LINE, MUTED, at, element, group, percent, picture, words
from evenhand.records.board import BoardRow
from evenhand.records.estimates import RankPlace

NAME = "board-places"
ROW, HEAD, AXIS = 34, 22, 24
FIRST, LAST = 1.5, 98.5
MOST = 20
STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
MOST_TICKS = 8


def board_places(rows: tuple[BoardRow, ...]) -> str:
    """A picture as wide as its column, of at most twenty ranked models; empty where fewer than two have a place."""
    drawn = [(row.name, row.place) for row in rows if row.ranked and row.place][:MOST]
    if len(drawn) < 2:
        return ""
    last = max(place.worst for _, place in drawn)
    height = HEAD + ROW * len(drawn)
    lines = [
        group(*_row(name, place, last), transform=f"translate(0 {HEAD + ROW * number})")
        for number, (name, place) in enumerate(drawn)
    ]
    title = f"Places of the first {len(drawn)} models with their {drawn[0][1].level:.0%} intervals"
    said = " ".join(f"{name}: {_said(place)}." for name, place in drawn)
    return picture(NAME, title, said, *_ticks(last, height), *lines, width="100%", height=height)


def tick_places(last: int) -> tuple[int, ...]:
    """The places that get a line: the first, and round ones up to the last."""
    step = next(one for one in STEPS if last / one <= MOST_TICKS or one == STEPS[-1])
    rounds = [place for place in range(step, last + 1, step) if place > max(1, step // 2)]
    return (1, *rounds)


def _ticks(last: int, height: float) -> list[str]:
    found = []
    for place in tick_places(last):
        x = percent(_x(place, last))
        anchor = "start" if place == 1 else "end" if place == last else "middle"
        found += [
            element("line", x1=x, x2=x, y1=HEAD - 4, y2=height, stroke=LINE),
            words(str(place), x=x, y=12, font_size=12, fill=MUTED, text_anchor=anchor),
        ]
    return found


def _row(name: str, place: RankPlace, last: int) -> list[str]:
    ends = [percent(_x(value, last)) for value in (place.best, place.worst)]
    bar = element("line", x1=ends[0], x2=ends[1], y1=AXIS, y2=AXIS)
    stops = [element("line", x1=end, x2=end, y1=AXIS - 4, y2=AXIS + 4) for end in ends]
    return [
        element("svg", words(name, y=13, fill=INK), width="70%", height=18, overflow="hidden"),
        words(_said(place), x="100%", y=13, text_anchor="end", font_size=13, fill=INK),
        group(bar, *stops, stroke=COLOURS["left"], stroke_width=1.8),
        at(percent(_x(place.place, last)), AXIS, element("circle", r=4.5, fill=COLOURS["left"])),
    ]


def _said(place: RankPlace) -> str:
    return str(place.place) if place.best == place.worst else f"{place.place} ({place.best}–{place.worst})"


def _x(place: int, last: int) -> float:
    return FIRST + (LAST - FIRST) * (place - 1) / max(last - 1, 1)
