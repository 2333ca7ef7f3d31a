"""How wide each letter of the pictures' font is, so that words can be fitted before anything is drawn.

Widths are thousandths of the font's size, of the signs from space to tilde (Inter, as it lies in `website/fonts`).
"""

from typing import Literal

Weight = Literal["regular", "bold"]
FIRST = " "
OTHER = 660
# fmt: off
WIDTHS: dict[Weight, tuple[int, ...]] = {
    "regular": (
        281, 288, 466, 633, 642, 982, 644, 300, 365, 365, 501, 662, 288, 460, 288, 360, 631, 407, 610,
        618, 646, 593, 620, 566, 619, 620, 288, 302, 662, 662, 662, 511, 966, 690, 654, 730, 722, 601,
        590, 746, 743, 269, 571, 672, 565, 903, 753, 765, 639, 765, 644, 642, 646, 744, 690, 985, 682,
        679, 629, 365, 360, 365, 471, 456, 323, 562, 612, 571, 612, 583, 370, 613, 591, 242, 242, 549,
        242, 876, 591, 600, 612, 612, 376, 528, 327, 591, 562, 818, 546, 562, 552, 426, 333, 426, 662,
    ),
    "bold": (
        237, 338, 552, 649, 655, 1016, 672, 339, 377, 377, 559, 679, 334, 468, 334, 388, 674, 431, 630,
        646, 676, 622, 649, 582, 651, 649, 334, 343, 679, 679, 679, 560, 1016, 747, 662, 740, 722, 607,
        587, 750, 747, 281, 584, 719, 565, 932, 762, 771, 648, 777, 657, 655, 667, 732, 747, 1038, 738,
        731, 664, 377, 388, 377, 487, 476, 365, 581, 630, 588, 630, 596, 398, 632, 623, 271, 271, 580,
        271, 913, 623, 613, 630, 630, 407, 560, 366, 623, 600, 850, 580, 602, 573, 469, 372, 469, 679,
    ),
}
# fmt: on


def width(text: str, size: float, weight: Weight = "regular") -> float:
    """How wide a text is at a size, in the units of the size; a sign that is not listed counts as a wide one."""
    widths = WIDTHS[weight]
    places = (ord(sign) - ord(FIRST) for sign in text)
    return sum(widths[place] if 0 <= place < len(widths) else OTHER for place in places) * size / 1000


def fitting(text: str, room: float, largest: float, smallest: float, weight: Weight = "regular") -> tuple[str, float]:
    """The text and the size at which it fits into the room; cut with dots where even the smallest size is too large."""
    size = min(largest, largest * room / max(width(text, largest, weight), 1.0))
    if size >= smallest:
        return text, round(size, 1)
    shorter = text
    while shorter and width(f"{shorter}…", smallest, weight) > room:
        shorter = shorter[:-1]
    return f"{shorter.rstrip()}…", smallest


def lines_of(text: str, room: float, size: float, most: int, weight: Weight = "regular") -> tuple[str, ...]:
    """The text in lines that fit into the room, at most so many; the last one is cut with dots."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size, weight) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > most:
        rest = " ".join(lines[most - 1 :])
        lines = [*lines[: most - 1], fitting(rest, room, size, size, weight)[0]]
    return tuple(lines)
