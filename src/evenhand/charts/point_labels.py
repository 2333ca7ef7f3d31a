"""Names beside points so that none covers another and each stands nearest to its own point, else with a line to it.

They are tried around each point in order, and left out where no place is free or none is clear.

Points stand at shares of a width, names keep their size. A set of names is placed for the narrowest width that it is
shown at and checked at a wider one, since the distance of two points grows with the width.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from math import hypot

from msgspec import Struct

LETTER, BOLD, LINE = 7.0, 8.0, 13.0
REACH = 5.0
TOP, BESIDE = 5.0, 9.0
# A name's letters above and below the line that they stand on, and how much nearer they are to their own point.
RISE, FALL, NEARER = 9.0, 2.0, 4.0
WIDER = 1.6
# Names on the line may reach into the margin of the upright axis, between its marks.
MARGIN, MARK_ABOVE, MARK_BELOW = 44.0, 6.0, 6.0
MOST = 250
# Boxes are looked up by the strips of the picture that they reach into.
STRIP = 26.0
NOWHERE = -1
# Points so near to each other look like one, and their names stand around it.
SAME = 1.5
# How many steps the search for places of all bold names takes at most.
TRIES = 4_000
# A line to a name is kept clear at so many places along it.
PARTS = 8


class Point(Struct, frozen=True):
    """A point: its share of the width (0 to 1), its y in pixels, its name, and how much it needs the name.

    `bold` names are wider, and are placed first: beside or above their point where they can, else further off.
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

    def met(self, box: Box) -> Iterator[Box]:
        """The boxes that a box meets, whosever they are."""
        strips = range(int(box.top // STRIP), int(box.bottom // STRIP) + 1)
        return (known for strip in strips for _, known in self.strips.get(strip, ()) if box.meets(known))


class Label(Struct, frozen=True):
    """A name beside its point: which point, pixels to the right and below of it, and how the text is anchored.

    `leader` says that it stands so far off that a line leads to it.
    """

    point: int
    dx: float
    dy: float
    anchor: str
    leader: bool = False

    @property
    def end(self) -> tuple[float, float]:
        """Where the line to the name ends, in pixels to the right and below of the point."""
        aside = {"start": 2.0, "end": -2.0}.get(self.anchor, 0.0)
        return self.dx + aside, self.dy + (FALL + 2.0 if self.dy < 0 else -RISE - 1.0)


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
SIDEWAYS = ((-1.0, "end"), (1.0, "start"))
# Names on the line are needed most: where nothing beside the point is free, a line leads to them.
ASIDE = (
    (0.0, "middle"),
    *((sign * dx, anchor) for dx in (8.0, 17.0, 26.0, 38.0, 50.0, 65.0, 80.0) for sign, anchor in SIDEWAYS),
)
FURTHER = sorted(
    (
        (dx, dy, anchor)
        for dy in (-20.0, -27.0, -34.0, -41.0, -48.0, -55.0, 30.0, 37.0, 44.0, 51.0, 58.0)
        for dx, anchor in ASIDE
    ),
    key=lambda where: hypot(where[0], where[1]),
)


class Room:
    """One width of the picture, with what stands in it so far."""

    def __init__(self, points: Sequence[Point], width: float, top: float, bottom: float, ground: Ground) -> None:
        self.width = width
        self.frame = Box(-MARGIN if ground.marks else 0.0, top, width, bottom)
        self.lines = _lines(ground, width)
        self.taken, self.centres = Strips(), Strips()
        for place, point in enumerate(points):
            self.taken.add(place, _disc(point, width))
            self.centres.add(place, _disc(point, width, 0.0))
        for y in ground.marks:
            self.taken.add(NOWHERE, Box(-MARGIN, y - MARK_ABOVE, 0.0, y + MARK_BELOW))

    def free(self, point: Point, label: Label) -> bool:
        """Whether a name meets nothing here, and whose it is can be seen."""
        box = _box(point, label, self.width)
        if not _within(box, self.frame) or self.taken.meets(label.point, box):
            return False
        if not point.bold and any(box.meets(line) for line in self.lines):
            return False
        if label.leader:
            return not any(self.taken.meets(label.point, part) for part in _leader(point, label, self.width))
        x, near = point.x * self.width, _nearness(point, label, self.width)
        return all(abs(one.left - x) < SAME and abs(one.top - point.y) < SAME for one in self.centres.met(near))

    def take(self, point: Point, label: Label) -> None:
        """Put a name in, with the line that leads to it."""
        self.taken.add(label.point, _box(point, label, self.width))
        for part in _leader(point, label, self.width) if label.leader else ():
            self.taken.add(label.point, part)


def point_labels(
    points: Sequence[Point], width: float, top: float, bottom: float, ground: Ground = BARE
) -> tuple[Label, ...]:
    """The names that have a place at this width (pixels) and above: bold ones first, then those needed most."""
    rooms = [Room(points, each, top, bottom, ground) for each in (width, WIDER * width)]
    order = sorted(range(len(points)), key=lambda place: -points[place].need)[:MOST]
    placed = _bold_labels(points, [place for place in order if points[place].bold], rooms)
    for place in order:
        if not points[place].bold and (found := next(_free(place, points[place], rooms), None)):
            placed.append(found)
            _take(points[place], found, rooms)
    return tuple(sorted(placed, key=lambda label: label.point))


def _bold_labels(points: Sequence[Point], bold: list[int], rooms: Sequence[Room]) -> list[Label]:
    """Names on the line: a first place for each that leaves a place to as many others as can be found in some tries."""
    choices = [tuple(_free(place, points[place], rooms)) for place in bold]
    choices = sorted((some for some in choices if some), key=len)
    found = Tries(choices, partial(_apart, points, rooms)).best()
    for label in found:
        _take(points[label.point], label, rooms)
    return found


class Tries:
    """A search for one label of each choice that are all apart from each other, given up after some tries."""

    def __init__(self, choices: Sequence[tuple[Label, ...]], apart: Callable[[Label, Label], bool]) -> None:
        self.choices, self.apart = choices, cache(apart)
        self.left, self.found = TRIES, list[Label]()

    def best(self) -> list[Label]:
        """The first that have a label of each choice, else the most that were found."""
        self._further([], 0)
        return self.found

    def _further(self, taken: list[Label], place: int) -> bool:
        """Whether all have a label from this choice on; a choice is left out where none of its labels fits."""
        self.left -= 1
        if len(taken) > len(self.found):
            self.found = list(taken)
        if place == len(self.choices):
            return len(taken) == place
        for label in self.choices[place]:
            fits = self.left > 0 and all(self.apart(label, other) for other in taken)
            if fits and self._further([*taken, label], place + 1):
                return True
        return self.left > 0 and self._further(taken, place + 1)


def _apart(points: Sequence[Point], rooms: Sequence[Room], one: Label, other: Label) -> bool:
    """Whether two names, with the lines to them, can stand in one picture."""
    for room in rooms:
        boxes = [_box(points[label.point], label, room.width) for label in (one, other)]
        lines = [_leader(points[label.point], label, room.width) if label.leader else () for label in (one, other)]
        if boxes[0].meets(boxes[1]) or any(map(boxes[0].meets, lines[1])) or any(map(boxes[1].meets, lines[0])):
            return False
    return True


def _free(place: int, point: Point, rooms: Sequence[Room]) -> Iterator[Label]:
    """The places around a point, best first, at which its name meets nothing at any of the widths."""
    tried = [Label(place, *where) for where in (ABOVE if point.bold else AROUND)]
    tried += [Label(place, *where, leader=True) for where in FURTHER] if point.bold else []
    return (label for label in tried if all(room.free(point, label) for room in rooms))


def _take(point: Point, label: Label, rooms: Sequence[Room]) -> None:
    for room in rooms:
        room.take(point, label)


def _lines(ground: Ground, width: float) -> list[Box]:
    """The lines as boxes of no thickness."""
    return [Box(min(x, x2) * width, min(y, y2), max(x, x2) * width, max(y, y2)) for (x, y), (x2, y2) in ground.lines]


def _within(box: Box, frame: Box) -> bool:
    across = frame.left <= box.left and box.right <= frame.right
    return across and frame.top <= box.top and box.bottom <= frame.bottom


def _disc(point: Point, width: float, reach: float = REACH) -> Box:
    x = point.x * width
    return Box(x - reach, point.y - reach, x + reach, point.y + reach)


def _nearness(point: Point, label: Label, width: float) -> Box:
    """All that is as near to a name's letters as its own point, and a little more."""
    box, base = _box(point, label, width), point.y + label.dy
    x, top, bottom = point.x * width, base - RISE, base + FALL
    own = NEARER + max(box.left - x, x - box.right, top - point.y, point.y - bottom)
    return Box(box.left - own, top - own, box.right + own, bottom + own)


def _leader(point: Point, label: Label, width: float) -> tuple[Box, ...]:
    """The line to a name as small boxes along it, from the edge of its point on."""
    x, y, (dx, dy) = point.x * width, point.y, label.end
    steps = [step / PARTS for step in range(2, PARTS + 1)]
    return tuple(Box(x + dx * one - 1.0, y + dy * one - 1.0, x + dx * one + 1.0, y + dy * one + 1.0) for one in steps)


def _box(point: Point, label: Label, width: float) -> Box:
    long = (BOLD if point.bold else LETTER) * len(point.name)
    start = {"start": 0.0, "middle": -0.5 * long, "end": -long}[label.anchor]
    left = point.x * width + label.dx + start
    base = point.y + label.dy
    return Box(left, base - LINE + TOP - 1.0, left + long, base + TOP - 1.0)
