"""A reliability diagram as SVG: what was said across, what came true up, the diagonal where both agree."""

from bench.accuracy.metrics import Calibration
from evenhand.charts.svg import element, group, words

SIZE, LEFT, TOP, RIGHT, BOTTOM = 300.0, 52.0, 34.0, 14.0, 46.0
TICKS = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
# The picture stands on a page of its own: plain colours that read on light and dark paper.
INK, FAINT, MARK, PAPER = "#1b1f24", "#d5dae0", "#1d5cb8", "#ffffff"
LARGEST, SMALLEST = 11.0, 3.0


def reliability_diagram(title: str, found: Calibration) -> str:
    """The diagram; the area of a disc is its bin's share of all predictions."""
    width, height = LEFT + SIZE + RIGHT, TOP + SIZE + BOTTOM
    return element(
        "svg",
        element("title", title),
        element("rect", width=width, height=height, fill=PAPER),
        words(title, x=LEFT, y=20.0, font_size=14, fill=INK),
        *(_tick(value) for value in TICKS),
        element(
            "path", d=f"M{_x(0.5):.1f} {_y(0.5):.1f}L{_x(1.0):.1f} {_y(1.0):.1f}", stroke=INK, stroke_dasharray="4 4"
        ),
        *(_disc(found, place) for place in range(len(found.bins))),
        words("said", x=_x(0.75), y=height - 10, font_size=12, text_anchor="middle", fill=INK),
        words("came true", x=14.0, y=_y(0.75), font_size=12, text_anchor="middle", fill=INK, transform=_upright()),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width:g} {height:g}",
        width=width,
        height=height,
        font_family="system-ui, sans-serif",
        role="img",
    )


def _tick(value: float) -> str:
    """A grid line across and one up, with their numbers."""
    across = element("path", d=f"M{_x(0.5):.1f} {_y(value):.1f}H{_x(1.0):.1f}", stroke=FAINT)
    up = element("path", d=f"M{_x(value):.1f} {_y(0.5):.1f}V{_y(1.0):.1f}", stroke=FAINT)
    below = words(f"{value:.1f}", x=_x(value), y=_y(0.5) + 16, font_size=11, text_anchor="middle", fill=INK)
    beside = words(f"{value:.1f}", x=_x(0.5) - 8, y=_y(value) + 4, font_size=11, text_anchor="end", fill=INK)
    return group(across, up, below, beside)


def _disc(found: Calibration, place: int) -> str:
    part = found.bins[place]
    heaviest = max(one.weight for one in found.bins)
    radius = max(SMALLEST, LARGEST * (part.weight / heaviest) ** 0.5)
    about = element("title", f"said {part.said:.3f}, came true {part.came:.3f}, {part.weight:.1%} of the predictions")
    return element("circle", about, cx=_x(part.said), cy=_y(part.came), r=radius, fill=MARK, fill_opacity=0.75)


def _x(value: float) -> float:
    return LEFT + SIZE * (value - 0.5) * 2.0


def _y(value: float) -> float:
    """Below 0.5 a bin stands on the lower edge."""
    return TOP + SIZE * (1.0 - (max(value, 0.5) - 0.5) * 2.0)


def _upright() -> str:
    return f"rotate(-90 14 {_y(0.75):.1f})"
