"""How high a comparison in a frame is, so that the code that others copy cuts nothing off."""

from math import ceil

from msgspec import Struct

from evenhand.charts.category_bars import bars_height
from evenhand.charts.letter_widths import Weight, lines_of
from evenhand.records.comparison import Comparison
from evenhand.records.wording import ComparisonWords
from evenhand.website.page import snapshot_line
from evenhand.website.rows.name_marks import column_names
from evenhand.website.rows.verdict_lines import verdict_lines
from evenhand.wording.pick_strength import standing_text

# The narrowest frame that the height is made for, less the margins of the page in it, in pixels.
ROOM = 360 - 2 * 20
# Margins and the line that leads to the whole page, with a line to spare; the margins and the words under the bars.
AROUND, UNDER = 104, 86
# A reader's letters may be so many times as wide as those whose widths are known.
WIDER = 1.15
MOST_LINES = 20


class Type(Struct, frozen=True):
    """How a text is set: the size of its letters and the height of its lines in pixels, and its weight."""

    size: float
    line: float
    weight: Weight = "regular"


HEAD, ANSWER = Type(20.0, 24.0, "bold"), Type(18.4, 24.0, "bold")
TEXT, NOTE = Type(14.4, 22.4), Type(12.8, 19.9)


def frame_height(comparison: Comparison, words: ComparisonWords) -> int:
    """In pixels, for frames from 360 pixels wide on; in a wider one some of it stays empty above the last lines."""
    left, right = column_names(comparison)
    answer = verdict_lines(comparison, words)
    texts = (
        (f"● {left} or ◇ {right}", HEAD),
        (f"●●● {standing}" if (standing := standing_text(comparison)) else "", TEXT),
        (answer.headline, ANSWER),
        (answer.rest, TEXT),
        (snapshot_line(comparison.compared_by), NOTE),
    )
    drawn = bars_height(comparison) + UNDER if comparison.overall.shared else 0.0
    return ceil(AROUND + drawn + sum(_height(text, kind) for text, kind in texts))


def _height(text: str, kind: Type) -> float:
    return kind.line * len(lines_of(text, ROOM / WIDER, kind.size, MOST_LINES, kind.weight))
