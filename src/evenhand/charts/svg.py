"""Small pieces of SVG text: elements, escaped words, the two sides' colours and shapes.

Horizontal places may be percentages, so that a picture stretches with its column while its words keep their size.
Colours are CSS variables with the light theme's value as fallback: a picture follows the page into the dark.
"""

from functools import cache
from html import escape
from typing import Literal

Side = Literal["left", "right"]
Attribute = str | float

INK = "var(--ink,#1b1f24)"
MUTED = "var(--muted,#57606a)"
LINE = "var(--line,#d5dae0)"
COLOURS: dict[str, str] = {"left": "var(--left,#1d5cb8)", "right": "var(--right,#a6470a)"}


def number(value: float) -> str:
    """At most two decimals, no trailing zeros, no negative zero."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def percent(value: float) -> str:
    """A share of the picture's width: `86.4%`."""
    return f"{number(value)}%"


def element(name: str, *children: str, **attributes: Attribute) -> str:
    """One element; `text_anchor` becomes text-anchor and `class_` class. Children are finished SVG."""
    written = "".join([f' {_attribute(key)}="{_value(value)}"' for key, value in attributes.items()])
    inside = "".join(children)
    return f"<{name}{written}>{inside}</{name}>" if inside else f"<{name}{written}/>"


def words(text: str, **attributes: Attribute) -> str:
    """A text element; the text is escaped."""
    return element("text", escape(text, quote=False), **attributes)


def group(*children: str, **attributes: Attribute) -> str:
    """A `g` element."""
    return element("g", *children, **attributes)


def at(x: str, y: float, *children: str) -> str:
    """Children drawn around a point whose x is a percentage: a nested viewport without clipping."""
    return element("svg", *children, x=x, y=y, width=1, height=1, overflow="visible")


@cache
def marker(side: Side, size: float = 6) -> str:
    """The side's mark around the origin: a filled disc for the left side, a hollow diamond for the right."""
    if side == "left":
        return element("circle", r=size - 0.5, fill=COLOURS["left"])
    reach = number(size)
    return element(
        "path",
        d=f"M-{reach} 0 0-{reach} {reach} 0 0 {reach}z",
        fill="var(--paper,#fff)",
        stroke=COLOURS["right"],
        stroke_width=2.2,
    )


@cache
def hatch(name: str) -> str:
    """The right side's fill: stripes in its colour, so that the sides differ without colour too."""
    stripe = element("path", d="M-1 5 5-1M-1 1 1-1M3 5 5 3", stroke=COLOURS["right"], stroke_width=1.6)
    pattern = element("pattern", stripe, id=name, width=4, height=4, patternUnits="userSpaceOnUse")
    return element("defs", pattern)


def picture(name: str, title: str, description: str, *children: str, **attributes: Attribute) -> str:
    """A whole picture with its title and description for those who do not see it. `name` is its id on the page."""
    head = (
        f'<svg class="chart {name}" role="img" aria-labelledby="{name}-title {name}-desc" '
        'font-family="inherit" font-size="14" fill="currentColor"'
    )
    written = "".join(f' {_attribute(key)}="{_value(value)}"' for key, value in attributes.items())
    label = f'<title id="{name}-title">{escape(title)}</title><desc id="{name}-desc">{escape(description)}</desc>'
    return f"{head}{written}>{label}{''.join(children)}</svg>"


@cache
def _attribute(key: str) -> str:
    return key if key.startswith(("viewBox", "pattern")) else key.rstrip("_").replace("_", "-")


def _value(value: Attribute) -> str:
    return escape(value) if isinstance(value, str) else number(value)
