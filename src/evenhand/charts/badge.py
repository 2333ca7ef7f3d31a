"""A badge: two short texts side by side on one line, as wide as they need, for another site's page."""

from html import escape

from evenhand.charts.svg import number

HEIGHT = 20
PAD = 7
SIZE = 11
INK, PAPER = "#1b1f24", "#fff"
TONES = {"left": "#1d5cb8", "right": "#a6470a", "none": "#57606a"}
# Widths of the signs of an 11 pixel sans-serif letter, in pixels; `textLength` makes the words fit in any font.
NARROW, WIDE = "fijlrt.,:;!|'’()[] 1", "mwMWOQGD@%—"
WIDTHS = {**dict.fromkeys(NARROW, 4.2), **dict.fromkeys(WIDE, 9.2)}
USUAL, CAPITAL = 6.7, 7.6


def badge(label: str, message: str, tone: str = "none", *, source: str = "") -> str:
    """A picture of 20 pixels height; `tone` is the side whose colour the message stands on, or `none`.

    `source` says in the title whose words these are, by which rules and of which day.

    Raises:
        KeyError: no such tone.

    """
    first, second = text_width(label), text_width(message)
    edge = first + 2 * PAD
    width = edge + second + 2 * PAD
    title = escape(f"{label}: {message}" + (f" ({source})" if source else ""))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{number(width)}" height="{HEIGHT}" role="img"'
        f' aria-label="{title}"><title>{title}</title>'
        f'<rect width="{number(width)}" height="{HEIGHT}" rx="3" fill="{INK}"/>'
        f'<path fill="{TONES[tone]}" d="M{number(edge)} 0h{number(width - edge - 3)}a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3'
        f'H{number(edge)}z"/><g fill="{PAPER}" font-family="Verdana,DejaVu Sans,Geneva,sans-serif" font-size="{SIZE}">'
        f"{_words(label, PAD, first)}{_words(message, edge + PAD, second)}</g></svg>"
    )


def text_width(text: str) -> float:
    """About how wide a text is at this size, in pixels."""
    return sum(WIDTHS.get(sign, CAPITAL if sign.isupper() else USUAL) for sign in text)


def _words(text: str, x: float, width: float) -> str:
    return (
        f'<text x="{number(x)}" y="14" textLength="{number(width)}" lengthAdjust="spacingAndGlyphs">'
        f"{escape(text, quote=False)}</text>"
    )
