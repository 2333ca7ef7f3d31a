"""Names beside points so that none covers another: tried around each point in order, left out where nothing is free.

Points stand at shares of a width, names keep their size. A set of names is placed for the narrowest width that it is
shown at and checked at a wider one, since the distance of two points grows with the width.
"""

from collections.abc import Sequence

from msgspec import Struct

LETTER, BOLD, LINE = 7.0, 8.0, 13.0
REACH = 5.0
TOP, BESIDE = 5.0, 9.0
WIDER = 1.6
# Names on the line may reach into the margin of the upright axis, between its marks.
MARGIN, MARK_ABOVE, MARK_BELOW = 44.0, 6.0, 6.0
MOST = 250
# Boxes are looked up by the strips of the picture that they reach into.
STRIP = 26.0
NOWHERE = -1


class Point(Struct, frozen=True):
    """A point: its share of the width (0 to 1), its y in pixels, its name, and how much it needs the name.

    `bold` names are wider, and stand above their point where they can, clear of the line that it is on.
    """

    x: float
    y: float
    name: str
    need: float = 0.0
    bold: bool = False


class Box(Struct, frozen=True):
    """A rectangle in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Whether the two have a place in common."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


class Ground(Struct, frozen=True):
    """What names keep clear of beside points: heights of the upright axis' marks, and lines as two ends each.

    An end is a share of the width and a height in pixels. Names on the line cover it, the others do not.
    """

    marks: tuple[float, ...] = ()
    lines: tuple[tuple[tuple[float, float], tuple[float, float]], ...] = ()


BARE = Ground()


class Strips:
    """Boxes with the number of their point, found by where they stand in the height."""

    def __init__(self) -> None:
        self.strips: dict[int, list[tuple[int, Box]]] = {}

    def add(self, place: int, box: Box) -> None:
        """Take a box in."""
        for strip in range(int(box.top // STRIP), int(box.bottom // STRIP) + 1):
            self.strips.setdefault(strip, []).append((place, box))

    def meets(self, place: int, box: Box) -> bool:
        """Whether a box of a point meets one of another point."""
        strips = range(int(box.top // STRIP), int(box.bottom // STRIP) + 1)
        return any(
            other != place and box.meets(known) for strip in strips for other, known in self.strips.get(strip, ())
        )


class Label(Struct, frozen=True):
    """A name beside its point: which point, pixels to the right and below of it, and how the text is anchored."""

    point: int
    dx: float
    dy: float
    anchor: str


AROUND = (
    (BESIDE, 4.0, "start"),
    (-BESIDE, 4.0, "end"),
    (0.0, -9.0, "middle"),
    (0.0, 18.0, "middle"),
    (6.0, -7.0, "start"),
    (6.0, 15.0, "start"),
    (-6.0, -7.0, "end"),
    (-6.0, 15.0, "end"),
)
ABOVE = (AROUND[6], AROUND[2], AROUND[4], AROUND[3], AROUND[5], AROUND[7], AROUND[0], AROUND[1])
# Names on the line are needed most: where nothing beside the point is free, they may stand a line further off.
FURTHER = (
    (6.0, -8.0, "start"),
    (0.0, -22.0, "middle"),
    (6.0, -22.0, "start"),
    (-6.0, -22.0, "end"),
    (6.0, 28.0, "start"),
    (-6.0, 28.0, "end"),
)


def point_labels(
    points: Sequence[Point], width: float, top: float, bottom: float, ground: Ground = BARE
) -> tuple[Label, ...]:
    """The names that have a place at this width (pixels) and above, those that are needed most placed first."""
    widths = (width, WIDER * width)
    frames = [Box(-MARGIN if ground.marks else 0.0, top, each, bottom) for each in widths]
    lines = [_lines(ground, each) for each in widths]
    taken = [Strips() for _ in widths]
    marks = [Box(-MARGIN, y - MARK_ABOVE, 0.0, y + MARK_BELOW) for y in ground.marks]
    for boxes, each in zip(taken, widths, strict=True):
        for place, point in enumerate(points):
            boxes.add(place, _disc(point, each))
        for mark in marks:
            boxes.add(NOWHERE, mark)
    placed: list[Label] = []
    for place in sorted(range(len(points)), key=lambda place: -points[place].need)[:MOST]:
        found = _free(place, points[place], widths, frames, taken, lines)
        if found:
            placed.append(found)
            for each, boxes in zip(widths, taken, strict=True):
                boxes.add(place, _box(points[place], found, each))
    return tuple(sorted(placed, key=lambda label: label.point))


def _free(
    place: int,
    point: Point,
    widths: Sequence[float],
    frames: Sequence[Box],
    taken: Sequence[Strips],
    lines: Sequence[Sequence[Box]],
) -> Label | None:
    """The first position around a point at which its name meets nothing at any of the widths."""
    for dx, dy, anchor in (*ABOVE, *FURTHER) if point.bold else AROUND:
        label = Label(place, dx, dy, anchor)
        boxes = [_box(point, label, width) for width in widths]
        inside = all(_within(box, frame) for box, frame in zip(boxes, frames, strict=True))
        clear = point.bold or not any(box.meets(line) for box, of in zip(boxes, lines, strict=True) for line in of)
        if inside and clear and not any(others.meets(place, box) for box, others in zip(boxes, taken, strict=True)):
            return label
    return None


def _lines(ground: Ground, width: float) -> list[Box]:
    """The lines as boxes of no thickness."""
    return [Box(min(x, x2) * width, min(y, y2), max(x, x2) * width, max(y, y2)) for (x, y), (x2, y2) in ground.lines]


def _within(box: Box, frame: Box) -> bool:
    across = frame.left <= box.left and box.right <= frame.right
    return across and frame.top <= box.top and box.bottom <= frame.bottom


def _disc(point: Point, width: float) -> Box:
    x = point.x * width
    return Box(x - REACH, point.y - REACH, x + REACH, point.y + REACH)


def _box(point: Point, label: Label, width: float) -> Box:
    long = (BOLD if point.bold else LETTER) * len(point.name)
    start = {"start": 0.0, "middle": -0.5 * long, "end": -long}[label.anchor]
    left = point.x * width + label.dx + start
    base = point.y + label.dy
    return Box(left, base - LINE + TOP - 1.0, left + long, base + TOP - 1.0)
