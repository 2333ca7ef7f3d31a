"""A model's price at one provider over time, as steps: input and output on one scale of dollars from zero."""

from itertools import pairwise
from math import floor, log10

from evenhand.charts.svg import COLOURS, LINE, MUTED, Side, at, element, group, marker, percent, picture, words
from evenhand.charts.time_axis import TimeAxis, time_axis
from evenhand.records.facts import Offer
from evenhand.records.price_history import PriceHistory
from evenhand.wording.numbers import money

NAME = "price-steps"
TOP, BOTTOM, HEIGHT = 16.0, 186.0, 214.0
LEFT = 13.0
FIELDS: dict[Side, str] = {"left": "input", "right": "output"}
DASHED = "6 4"


def price_steps(history: PriceHistory) -> str:
    """A picture as wide as its column; empty where the price is not known to have changed."""
    if len(history.offers) < 2:
        return ""
    axis = time_axis([*(offer.since or "" for offer in history.offers), history.until], LEFT)
    prices = [price for offer in history.offers for price in (offer.input, offer.output) if price is not None]
    step = _step(max(prices, default=0.0) or 1.0)
    top = step * (floor(max(prices, default=1.0) / step) + 1)
    steps = [_steps(history, side, axis, top) for side in FIELDS]
    title = f"Price of {history.name} at {history.provider_name} over time"
    drawn = (axis.drawn(TOP, BOTTOM), _dollars(step, top), *steps)
    return picture(NAME, title, _description(history), *drawn, width="100%", height=HEIGHT)


def _step(most: float) -> float:
    """A round step that divides the prices into two to five parts."""
    power = 10.0 ** floor(log10(most))
    return next(digit * power for digit in (0.2, 0.25, 0.5, 1.0, 2.0, 2.5) if most / (digit * power) <= 5)


def _dollars(step: float, top: float) -> str:
    parts = []
    for number in range(round(top / step) + 1):
        y = _y(number * step, top)
        label = money(number * step) if number else "$0"
        parts.append(element("line", x1=percent(LEFT - 1), x2="100%", y1=y, y2=y, stroke=LINE))
        parts.append(words(label, x=percent(LEFT - 2), y=y + 4, text_anchor="end", font_size=12, fill=MUTED))
    return group(*parts)


def _steps(history: PriceHistory, side: Side, axis: TimeAxis, top: float) -> str:
    ends = [*(offer.since or "" for offer in history.offers[1:]), history.until]
    parts, marks = [], []
    for offer, end in zip(history.offers, ends, strict=True):
        price, start = getattr(offer, FIELDS[side]), offer.since or ""
        if price is None:
            continue
        until = min(offer.until, end) if offer.until else end
        y = _y(price, top)
        parts.append(element("line", x1=percent(axis.x(start)), x2=percent(axis.x(until)), y1=y, y2=y))
        said = element("title", f"{FIELDS[side]} {money(price)} from {start}")
        marks.append(at(percent(axis.x(start)), y, group(said, marker(side, 5))))
    dash = {"stroke_dasharray": DASHED} if side == "right" else {}
    risers = _risers(history.offers, side, axis, top)
    return group(*parts, *risers, stroke=COLOURS[side], stroke_width=2, **dash) + group(*marks)


def _risers(offers: tuple[Offer, ...], side: Side, axis: TimeAxis, top: float) -> list[str]:
    found = []
    for one, after in pairwise(offers):
        before, then = getattr(one, FIELDS[side]), getattr(after, FIELDS[side])
        if before is not None and then is not None and not (one.until and one.until < (after.since or "")):
            x = percent(axis.x(after.since or ""))
            found.append(element("line", x1=x, x2=x, y1=_y(before, top), y2=_y(then, top)))
    return found


def _description(history: PriceHistory) -> str:
    said = (
        f"From {offer.since}: input {money(offer.input)}, output {money(offer.output)} per million tokens."
        for offer in history.offers
    )
    return " ".join(said)


def _y(price: float, top: float) -> float:
    return BOTTOM - (BOTTOM - TOP) * price / top
