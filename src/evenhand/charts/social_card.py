"""Pictures of 1200 by 630 for those who share a link: a comparison, and a model, in the sides' colours by day.

A picture is made into a PNG elsewhere, so it knows no CSS and no other font than the one it names.
"""

from collections.abc import Iterable, Iterator

from evenhand.charts.compared import drawable
from evenhand.charts.letter_widths import Weight, fitting, lines_of
from evenhand.charts.svg import Attribute, Side, element, words
from evenhand.records.comparison import CategoryResult, Comparison, Snapshot
from evenhand.records.model_summary import ModelSummary
from evenhand.wording.names import category_label, names_of
from evenhand.wording.numbers import UNKNOWN, average, integer, measured_share, money, tokens
from evenhand.wording.social_card import headline, standing, support

WIDE, HIGH, EDGE = 1200, 630, 60
FONT = "Inter"
# Greys without a tint: their soft edges take a fifth less room in a PNG.
PAPER, INK, MUTED, LINE, LEFT, RIGHT = "#ffffff", "#1f1f1f", "#5c5c5c", "#dadada", "#1d5cb8", "#a6470a"
BARS_AT, BARS_TO, LABELS_AT = 850, 1050, 640
ROW, FIRST_ROW = 35, 306


def comparison_card(comparison: Comparison) -> str:
    """Two models: their names, the word and what it rests on, and each category that both can be compared in."""
    names = names_of(comparison)
    return _card(
        *_side("left", names.left, 154),
        *_side("right", names.right, 226),
        _rule(260),
        *_answer(comparison),
        *_categories(comparison),
        *_foot(comparison.compared_by),
    )


def model_card(model: ModelSummary, snapshot: Snapshot) -> str:
    """One model: its name and lab, place, score with interval, price, and a line of facts."""
    name, size = fitting(model.name, WIDE - 2 * EDGE, 84, 40, "bold")
    return _card(
        _words(name, EDGE, 190, size, "bold"),
        _words(f"by {model.lab_name}", EDGE, 240, 30, fill=MUTED),
        _rule(280),
        *_figure("Place", *_place(model), 0),
        *_figure("Score over all tests", *_score(model), 1),
        *_figure("Price per million tokens", *_price(model), 2),
        *_scale(model),
        _words(_facts(model), EDGE, 540, 26, fill=INK),
        *_foot(snapshot),
    )


def site_card(counts: Iterable[str], day: str) -> str:
    """The site itself: what it does, and how much it holds (`1,020 models`, …) on a day."""
    held = ", ".join(counts)
    lines = lines_of(
        "Put two language models side by side and get an answer you can check.", WIDE - 2 * EDGE, 68, 3, "bold"
    )
    return _card(
        *(_words(line, EDGE, 190 + row * 84, 68, "bold") for row, line in enumerate(lines)),
        _rule(470),
        _words(fitting(held, WIDE - 2 * EDGE, 28, 20)[0], EDGE, 530, 28),
        _words(f"{day}, every figure with its source and error", EDGE, 596, 20, fill=MUTED),
    )


def _card(*parts: str) -> str:
    stripe = element("path", d="M-1 5 5-1M-1 1 1-1M3 5 5 3", stroke=RIGHT, stroke_width=1.6)
    pattern = element("pattern", stripe, id="h", width=4, height=4, patternUnits="userSpaceOnUse")
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" width="{WIDE}" height="{HIGH}"'
        f' font-family="{FONT}">'
    )
    ground = element("rect", width=WIDE, height=HIGH, fill=PAPER)
    return f"{head}{element('defs', pattern)}{ground}{''.join((*_brand(), *parts))}</svg>"


def _brand() -> Iterator[str]:
    yield element("circle", cx=EDGE + 9, cy=50, r=9, fill=LEFT)
    yield element("path", d=_diamond(EDGE + 28, 50, 9), fill="none", stroke=RIGHT, stroke_width=4)
    yield _words("Evenhand", EDGE + 48, 59, 26, "bold")


def _foot(snapshot: Snapshot) -> Iterator[str]:
    said = f"{snapshot.date}, {snapshot.lane} lane, every figure with its source"
    yield _words(said, EDGE, 596, 20, fill=MUTED)


def _side(side: Side, name: str, y: float) -> Iterator[str]:
    text, size = fitting(name, WIDE - 2 * EDGE - 50, 64, 34, "bold")
    middle = y - 0.36 * size
    if side == "left":
        yield element("circle", cx=EDGE + 14, cy=middle, r=13, fill=LEFT)
    else:
        yield element("path", d=_diamond(EDGE + 14, middle, 15), fill="none", stroke=RIGHT, stroke_width=5)
    yield _words(text, EDGE + 46, y, size, "bold")


def _diamond(x: float, y: float, reach: float) -> str:
    return f"M{x - reach:g} {y:.1f} {x:g} {y - reach:.1f} {x + reach:g} {y:.1f} {x:g} {y + reach:.1f}z"


def _answer(comparison: Comparison) -> Iterator[str]:
    room, y = LABELS_AT - EDGE - 50, 322.0
    for line in lines_of(headline(comparison).text, room, 36, 2, "bold"):
        yield _words(line, EDGE, y, 36, "bold")
        y += 44
    for line in lines_of(standing(comparison), room, 22, 2):
        yield _words(line, EDGE, y - 4, 22, fill=MUTED)
        y += 32
    y += 2
    for line in lines_of(support(comparison).text, room, 26, 4):
        yield _words(line, EDGE, y, 26, fill=INK)
        y += 36


def _categories(comparison: Comparison) -> Iterator[str]:
    """Bars where both sides have a mean on shared tests; all others by name, under what stands in the way."""
    y, others = float(FIRST_ROW), dict[str, list[str]]()
    for result in comparison.categories:
        if drawable(result):
            yield from _category(result, y)
            y += ROW
        else:
            others.setdefault(result.state, []).append(category_label(result.id))
    for state, names in others.items():
        said = f"{state[:1].upper()}{state[1:]}: {', '.join(names)}"
        for line in lines_of(said, WIDE - EDGE - LABELS_AT, 19, 3):
            yield _words(line, LABELS_AT, y + 6, 19, fill=MUTED)
            y += 27
        y += 6


def _category(result: CategoryResult, y: float) -> Iterator[str]:
    yield _words(fitting(category_label(result.id), BARS_AT - LABELS_AT - 14, 21, 16)[0], LABELS_AT, y + 6, 21)
    left, right = result.left_mean or 0.0, result.right_mean or 0.0
    fills: tuple[dict[str, str], ...] = ({"fill": LEFT}, {"fill": "url(#h)", "stroke": RIGHT})
    for value, top, fill in zip((left, right), (-11, 2), fills, strict=True):
        long = max(value, 0.0) / 100 * (BARS_TO - BARS_AT)
        yield element("rect", x=BARS_AT, y=y + top, width=max(long, 1.0), height=10, **fill)
    yield _words(f"{average(left)} / {average(right)}", WIDE - EDGE, y + 6, 19, text_anchor="end")


def _figure(label: str, large: str, small: str, column: int) -> Iterator[str]:
    x, room = EDGE + column * 370, 330
    yield _words(label, x, 326, 22, fill=MUTED)
    text, size = fitting(large, room, 60, 26, "bold")
    yield _words(text, x, 392, size, "bold")
    for number, line in enumerate(lines_of(small, room, 22, 2)):
        yield _words(line, x, 430 + number * 28, 22, fill=MUTED)


def _place(model: ModelSummary) -> tuple[str, str]:
    if model.place is None:
        return "unranked", model.why_unranked
    return str(model.place.place), f"{model.place.best} to {model.place.worst} of {model.place.of} ranked"


def _score(model: ModelSummary) -> tuple[str, str]:
    found = model.estimate
    measured = f"{measured_share(found.measured)} measured"
    if found.score is None or found.interval is None:
        return UNKNOWN, measured
    return integer(found.score), f"{integer(found.interval.low)} to {integer(found.interval.high)}, {measured}"


def _price(model: ModelSummary) -> tuple[str, str]:
    if model.input is None or model.output is None:
        return UNKNOWN, "no price is known"
    return f"{money(model.input)} / {money(model.output)}", "input / output"


def _scale(model: ModelSummary) -> Iterator[str]:
    """The score on the line from 0 to 100, with its interval."""
    found = model.estimate
    if found.score is None or found.interval is None:
        return
    start, long, y = EDGE + 370, 300, 474
    yield element("rect", x=start, y=y - 1, width=long, height=2, fill=LINE)
    low, high = (start + bound / 100 * long for bound in (found.interval.low, found.interval.high))
    yield element("rect", x=low, y=y - 4, width=max(high - low, 2.0), height=8, fill=LEFT, opacity=0.4)
    yield element("circle", cx=start + found.score / 100 * long, cy=y, r=8, fill=LEFT)


def _facts(model: ModelSummary) -> str:
    weights = {True: "open weights", False: "closed weights"}
    said = (
        f"context {tokens(model.context_window)}" if model.context_window else "",
        f"released {model.released}" if model.released else "",
        weights.get(model.open_weights, "") if model.open_weights is not None else "",
        "retired" if model.retired else "",
    )
    return _fit_list(part for part in said if part)


def _fit_list(parts: Iterable[str]) -> str:
    text = ", ".join(parts)
    return fitting(f"{text[:1].upper()}{text[1:]}", WIDE - 2 * EDGE, 26, 26)[0]


def _rule(y: float) -> str:
    return element("rect", x=EDGE, y=y, width=WIDE - 2 * EDGE, height=2, fill=LINE)


def _words(text: str, x: float, y: float, size: float, weight: Weight = "regular", **more: Attribute) -> str:
    bold: dict[str, Attribute] = {"font_weight": 700} if weight == "bold" else {}
    return words(text, **{"x": x, "y": y, "font_size": size, "fill": INK, **bold, **more})
