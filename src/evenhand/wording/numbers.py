"""How numbers are written: one format a kind, `N/A` for unknown."""

import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from math import floor, log10
from typing import Any

UNKNOWN = "N/A"
MINUS = "−"
NOT_ZERO = re.compile(r"[1-9]")
SIGNIFICANT = 4
STEPS = tuple(Decimal(1).scaleb(-places) for places in range(10))


@lru_cache(maxsize=8192)
def rounded(value: float, places: int) -> Decimal:
    """Half-up rounding of the decimal that is written, so that 77.75 reads 77.8."""
    return Decimal(repr(value)).quantize(STEPS[places], rounding=ROUND_HALF_UP)


def integer(value: float | None) -> str:
    """A whole number: `76`."""
    return UNKNOWN if value is None else _signless(rounded(value, 0))


def average(value: float | None) -> str:
    """One decimal, a trailing .0 dropped: `77.8`, `72`."""
    return UNKNOWN if value is None else _signless(rounded(value, 1)).removesuffix(".0")


def signed(value: float | None) -> str:
    """One decimal with its sign: `+11.4`, `−14.8`, `0.0`."""
    if value is None:
        return UNKNOWN
    number = rounded(value, 1)
    if number == 0:
        return "0.0"
    return f"+{number}" if number > 0 else f"{MINUS}{abs(number)}"


def subtracting(left: float, right: float) -> tuple[str, str, float, str]:
    """Two averages as written, and their difference, left minus right, as the written ones subtract.

    One decimal where that gives the rounded difference, else two: so the figures of a sentence add up, and the
    difference is the one that other sentences state.
    """
    places = 1 if rounded(left, 1) - rounded(right, 1) == rounded(left - right, 1) else 2
    one, other = rounded(left, places), rounded(right, places)
    difference = one - other
    sign = "+" if difference > 0 else MINUS if difference < 0 else ""
    return _signless(one), _signless(other), float(difference), f"{sign}{abs(difference)}"


def set_apart(left: float, right: float) -> tuple[str, str, str]:
    """Two averages as written, and their true difference, left minus right, with its sign.

    One decimal where the written figures add up so, two where only that does; where neither does, one decimal and the
    true difference all the same, never that of the rounded figures.
    """
    true = round(left - right, 9)
    for places in (1, 2, 1):
        one, other, difference = rounded(left, places), rounded(right, places), rounded(true, places)
        if one - other == difference:
            break
    sign = "+" if difference > 0 else MINUS if difference < 0 else ""
    return _signless(one), _signless(other), f"{sign}{abs(difference)}"


def points(value: float | None) -> str:
    """A size without sign, one decimal: `14.8`."""
    return UNKNOWN if value is None else str(abs(rounded(value, 1)))


def percent_chance(chance: float | None) -> str:
    """A probability that a word follows from: `90%`, `over 99%`; `just under 95%` where the word begins at 95%."""
    for edge in (0.80, 0.95):  # where a word begins, rounding must not carry a figure across
        if chance is not None and edge - 0.005 <= chance < edge:
            return f"just under {rounded(100 * edge, 0)}%"
    return probability(chance)


def probability(chance: float | None) -> str:
    """A probability as a whole percentage, never a false 0 or 100: `90%`, `over 99%`, `under 1%`."""
    if chance is None:
        return UNKNOWN
    if chance > 0.99:
        return "over 99%"
    return "under 1%" if chance < 0.01 else f"{rounded(100 * chance, 0)}%"


def percent_change(value: float | None) -> str:
    """A change in per cent with its sign: `−50%`, `+3.4%`, `+0.025%`; under ten two significant digits."""
    if value is None:
        return UNKNOWN
    size = f"{rounded(abs(value), 0):,}" if abs(value) >= 9.95 else f"{Decimal(f'{abs(value):.2g}'):f}"
    return f"{'+' if value > 0 else MINUS}{size}%" if value else "0%"


def money(value: float | None) -> str:
    """US dollars: `$0.40`, `$30.00`, `$1,250.00`; under ten cents two significant digits; zero is `free`."""
    if value is None:
        return UNKNOWN
    if value == 0:
        return "free"
    if value < 0.0995:
        written = f"${Decimal(f'{value:.2g}'):f}"
        return written if len(written) > len("$0.00") else f"${rounded(value, 2)}"
    return f"${rounded(value, 2):,}"


def amount(value: float | None) -> str:
    """US dollars that follow from prices and a workload: `$0.40`; zero is `$0.00`, for only a price is free."""
    return "$0.00" if value == 0 else money(value)


def money_each(value: float | None) -> str:
    """US dollars of one request: four significant digits where it takes them, so that many requests come out right.

    `$0.40`, `$0.124`, `$0.0003125`; from ten dollars on cents; `$0.00` for nothing.
    """
    if value is None or value == 0 or value >= 10:
        return amount(value)
    whole, _, part = f"{Decimal(f'{value:.4g}'):f}".partition(".")
    return f"${whole}.{part.rstrip('0'):0<2}"


def cost_each(value: float | None) -> str:
    """Money of one request after the word `costs`: nothing where it is free."""
    return "nothing" if value == 0 else money_each(value)


def cost(value: float | None) -> str:
    """Money after the word `costs`: nothing where it is free."""
    return "nothing" if value == 0 else money(value)


def tokens(value: int | None) -> str:
    """`16K`, `256K` (262,144: binary where it divides and a thousand does not), `400K`, `1M`, `1.05M`."""
    if value is None:
        return UNKNOWN
    if value % 1024 == 0 and value % 1000 and value < 1_000_000:
        return f"{value // 1024}K"
    if value >= 999_500:
        return f"{rounded(value / 1_000_000, 2).normalize():f}M"
    if value >= 1000:
        return f"{rounded(value / 1000, 0)}K"
    return str(value)


def seconds(value: float | None) -> str:
    """Two decimals: `7.50 s`."""
    return UNKNOWN if value is None else f"{rounded(value, 2)} s"


def speed(value: float | None) -> str:
    """Whole output tokens per second: `73 tokens/s`."""
    return UNKNOWN if value is None else f"{rounded(value, 0)} tokens/s"


def ratio(value: float | None) -> str:
    """How many times: `5.0 times`."""
    return UNKNOWN if value is None else f"{rounded(value, 1)} times"


def share(value: float) -> str:
    """A share of one as a whole percentage: `47%`; never a false 0 or 100."""
    if 0 < value < 0.005:
        return "under 1%"
    return "over 99%" if 0.995 <= value < 1 else f"{rounded(100 * value, 0)}%"


def measured_share(value: float) -> str:
    """How much of a score is measured: `41%`; `just under 30%` where a score begins to be shown, and under 60%."""
    for edge in (0.30, 0.60):  # where a word begins, rounding must not carry a figure across
        if edge - 0.005 <= value < edge:
            return f"just under {rounded(100 * edge, 0)}%"
    return share(value)


def pair(write: Callable[[Any], str], one: float | None, other: float | None) -> tuple[str, str]:
    """Two values that a sentence sets against each other; where rounding hides the difference, all their digits."""
    texts = write(one), write(other)
    if texts[0] != texts[1] or one == other or one is None or other is None:
        return texts
    before, after = re.split(r"\d[\d,.]*[KM]?", texts[0], maxsplit=1)
    return f"{before}{_full(one)}{after}", f"{before}{_full(other)}{after}"


def _full(value: float) -> str:
    return f"{Decimal(f'{value:.9g}'):,f}"


def count(number: int, noun: str, plural: str = "") -> str:
    """`1 test`, `2 tests`, `1,200 tests`, `no tests`, `4 categories`."""
    word = noun if number == 1 else plural or f"{noun}s"
    return f"{number:,} {word}" if number else f"no {word}"


def listed(names: tuple[str, ...], conjunction: str = "and") -> str:
    """`A`, `A and B`, `A, B and C`; names that hold a comma are kept apart by semicolons."""
    if len(names) < 2:
        return "".join(names)
    if any("," in name for name in names):
        return f"{'; '.join(names[:-1])}; {conjunction} {names[-1]}"
    return f"{', '.join(names[:-1])} {conjunction} {names[-1]}"


def _signless(number: Decimal) -> str:
    return unsigned_zero(str(number)).replace("-", MINUS)


def unsigned_zero(text: str) -> str:
    """A written number that says zero, without a sign: `-0.00` is `0.00`."""
    return text.removeprefix("-") if text.startswith("-") and not NOT_ZERO.search(text) else text


def correlation(value: float) -> str:
    """Two decimals: `0.62`, `−0.10`, and `0.00` for what rounds to it."""
    return _signless(rounded(value, 2))


def reported(value: float, *, common: bool) -> str:
    """A value as it was reported; on a common scale, where 34 of 55 is 61.818..., with two decimals at most."""
    return plain(float(rounded(value, 2 if abs(value) > 1 else 4))) if common else significant(value)


def significant(value: float) -> str:
    """A score in its own unit, to four significant digits and no whole digit lost: `137.3`, `0.03979`, `14,320`.

    Past these a score says nothing: what a source wrote in full is shown as written.
    """
    places = min(max(SIGNIFICANT - 1 - floor(log10(abs(value))), 0), len(STEPS) - 1) if value else 0
    return plain(float(rounded(value, places)))


def score(value: float, unit: str) -> str:
    """A score in a table, without its unit: `78.8` per cent, `$5,478.00`, else to four significant digits."""
    if unit == "percent":
        return average(value)
    return (money(value) if value else "$0") if unit == "usd" else significant(value)


def plain(value: float) -> str:
    """A value as it was reported, in whatever unit: `78.8`, `0.164`, `1,432`."""
    return unsigned_zero(f"{value:,.10g}").replace("-", MINUS)
