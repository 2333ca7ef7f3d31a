"""How numbers are written: one format a kind, and never the same text for two values that a sentence sets apart."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.wording import numbers
from evenhand.wording.numbers import MINUS


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (128_000, "128K"),
        (131_072, "128K"),
        (262_144, "256K"),
        (400_000, "400K"),
        (1_000_000, "1M"),
        (1_047_576, "1.05M"),
        (1_048_576, "1.05M"),
        (2_000_000, "2M"),
        (10_000_000, "10M"),
        (999_900, "1M"),
        (999_000, "999K"),
        (16_000, "16K"),
        (204_800, "200K"),
        (8192, "8K"),
        (512, "512"),
        (None, "N/A"),
    ],
)
def test_tokens(value: int | None, text: str) -> None:
    """Sizes in K and M; binary sizes divide by 1,024 where a thousand does not divide them."""
    assert numbers.tokens(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.4, "$0.40"),
        (30, "$30.00"),
        (1250, "$1,250.00"),
        (0.0, "free"),
        (None, "N/A"),
        (0.0004, "$0.0004"),
        (0.00123, "$0.0012"),
        (0.0125, "$0.013"),
        (0.01, "$0.01"),
        (0.05, "$0.05"),
        (0.0996, "$0.10"),
        (0.1, "$0.10"),
        (4.375, "$4.38"),
    ],
)
def test_money(value: float | None, text: str) -> None:
    """Dollars with cents; two significant digits under ten cents; free is zero and unknown is not."""
    assert numbers.money(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "N/A"),
        (0.0, "$0.00"),
        (0.4, "$0.40"),
        (0.124, "$0.124"),
        (0.0003125, "$0.0003125"),
        (1 / 3, "$0.3333"),
        (2.0, "$2.00"),
        (9.99999, "$10.00"),
        (12.3456, "$12.35"),
    ],
)
def test_money_of_one_request(value: float | None, text: str) -> None:
    """Cents at least, and four significant digits where the amount has them."""
    assert numbers.money_each(value) == text


def test_costs_nothing() -> None:
    """After `costs` a free thing costs nothing, an unknown one N/A."""
    assert [numbers.cost(value) for value in (0, 0.4, None)] == ["nothing", "$0.40", "N/A"]
    assert [numbers.cost_each(value) for value in (0, 0.124, None)] == ["nothing", "$0.124", "N/A"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.9, "90%"),
        (0.991, "over 99%"),
        (1.0, "over 99%"),
        (0.009, "under 1%"),
        (0.0, "under 1%"),
        (0.99, "99%"),
        (0.01, "1%"),
        (0.505, "51%"),
        (None, "N/A"),
    ],
)
def test_chance(value: float | None, text: str) -> None:
    """Whole percents, never a false certainty."""
    assert numbers.percent_chance(value) == text


@pytest.mark.parametrize(
    ("value", "text"), [(0.0, "0%"), (0.001, "under 1%"), (0.47, "47%"), (0.996, "over 99%"), (1.0, "100%")]
)
def test_share(value: float, text: str) -> None:
    """A share is 0% or 100% only when it is none or all."""
    assert numbers.share(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(11.4, "+11.4"), (-14.8, f"{MINUS}14.8"), (0.0, "0.0"), (-0.04, "0.0"), (0.05, "+0.1"), (None, "N/A")],
)
def test_signed(value: float | None, text: str) -> None:
    """One decimal with a true minus sign; what rounds to zero has no sign."""
    assert numbers.signed(value) == text


@pytest.mark.parametrize(
    ("value", "text"), [(77.75, "77.8"), (72.0, "72"), (72.04, "72"), (-3.25, f"{MINUS}3.3"), (None, "N/A")]
)
def test_average(value: float | None, text: str) -> None:
    """One decimal half up, a trailing .0 dropped."""
    assert numbers.average(value) == text


def test_other_formats() -> None:
    """Whole numbers, sizes, waits, speeds and ratios."""
    assert numbers.integer(76.5) == "77"
    assert numbers.integer(-1) == f"{MINUS}1"
    assert numbers.points(-14.84) == "14.8"
    assert numbers.seconds(7.5) == "7.50 s"
    assert numbers.speed(72.5) == "73 tokens/s"
    assert numbers.ratio(4.96) == "5.0 times"
    writers: tuple[Callable[[float | None], str], ...] = (
        numbers.integer,
        numbers.points,
        numbers.seconds,
        numbers.speed,
        numbers.ratio,
    )
    assert {write(None) for write in writers} == {"N/A"}


@pytest.mark.parametrize(("number", "text"), [(0, "no tests"), (1, "1 test"), (2, "2 tests"), (12, "12 tests")])
def test_counts_agree_with_their_noun(number: int, text: str) -> None:
    """One test, two tests, no tests."""
    assert numbers.count(number, "test") == text


def test_counts_with_a_plural_of_their_own() -> None:
    """One category, four categories."""
    assert [numbers.count(k, "category", "categories") for k in (1, 4)] == ["1 category", "4 categories"]


def test_listed() -> None:
    """Commas and one conjunction; semicolons where a name holds a comma."""
    assert numbers.listed(()) == ""
    assert numbers.listed(("A",)) == "A"
    assert numbers.listed(("A", "B")) == "A and B"
    assert numbers.listed(("A", "B", "C"), "or") == "A, B or C"
    assert numbers.listed(("A, tier 1", "B", "C")) == "A, tier 1; B; and C"


def test_values_set_apart_are_written_apart() -> None:
    """Where rounding hides a difference, both values are written with all their digits."""
    assert numbers.pair(numbers.tokens, 131_072, 128_000) == ("131,072", "128,000")
    assert numbers.pair(numbers.money, 0.4012, 0.3999) == ("$0.4012", "$0.3999")
    assert numbers.pair(numbers.seconds, 0.761, 0.764) == ("0.761 s", "0.764 s")
    assert numbers.pair(numbers.speed, 73.2, 73.4) == ("73.2 tokens/s", "73.4 tokens/s")
    assert numbers.pair(numbers.money, 3.0, 2.0) == ("$3.00", "$2.00")
    assert numbers.pair(numbers.money, None, 2.0) == ("N/A", "$2.00")
    assert numbers.pair(numbers.tokens, 128_000, 128_000) == ("128K", "128K")


@given(st.floats(0, 100), st.floats(0, 100))
def test_a_written_difference_is_true(left: float, right: float) -> None:
    """It is the true difference, rounded; where scores have two decimals they add up to it."""
    one, other, text = numbers.set_apart(left, right)
    written = float(text.replace(MINUS, "-"))
    decimals = len(text.partition(".")[2])
    assert decimals in (1, 2)
    assert abs(left - right - written) <= 0.51 * 10.0**-decimals
    if decimals == 2:
        assert float(one) - float(other) == pytest.approx(written, abs=1e-9)


def test_zero_has_no_sign() -> None:
    """What rounds to zero is zero; long shares have two decimals, and what has fewer keeps them."""
    assert (numbers.correlation(-0.001), numbers.correlation(-0.1)) == ("0.00", f"{MINUS}0.10")
    assert (numbers.plain(-0.0), numbers.average(-0.04)) == ("0", "0")
    assert [numbers.reported(value, common=True) for value in (3400 / 55, 75.0, 61.8)] == ["61.82", "75", "61.8"]
    assert numbers.reported(0.123456, common=False) == "0.1235"


@given(st.floats(1e-4, 1e5), st.floats(1.0001, 1.5))
def test_any_two_prices_are_written_apart(price: float, factor: float) -> None:
    """Two prices that differ are never written alike."""
    one, other = numbers.pair(numbers.money, price, price * factor)
    assert one != other


@given(st.floats(0, 1e7, allow_nan=False))
def test_money_reads_back(value: float) -> None:
    """A written amount is within half a unit of its last digit of the value."""
    text = numbers.money(value)
    if text != "free":
        digits = text.removeprefix("$").replace(",", "")
        step = 10.0 ** -len(digits.partition(".")[2])
        assert abs(float(digits) - value) <= 0.51 * step + 1e-9 * value
        assert re.fullmatch(r"\$\d{1,3}(,\d{3})*\.\d{2,}|\$\d\.\d+", text)
    else:
        assert value == 0


@pytest.mark.parametrize(
    ("value", "unit", "written"),
    [
        (44.58762887, "percent", "44.6"),
        (137.3185, "minutes", "137.3"),
        (0.039792, "minutes", "0.03979"),
        (-0.039792, "nats", "−0.03979"),
        (14320.7, "elo", "14,321"),
        (0.0, "points", "0"),
        (1e-12, "points", "0"),
        (9.99996, "points", "10"),
        (5478.0, "usd", "$5,478.00"),
        (0.0, "usd", "$0"),
    ],
)
def test_a_score_has_no_digit_that_says_nothing(value: float, unit: str, written: str) -> None:
    """A decimal per cent, four significant digits elsewhere, and no whole digit lost."""
    assert numbers.score(value, unit) == written


def test_a_measured_share_is_not_rounded_across_a_limit() -> None:
    """Scores are withheld under 30% and flagged under 60%: what is under that reads so."""
    shares = {0.2949: "29%", 0.2983: "just under 30%", 0.3: "30%", 0.598: "just under 60%", 0.6: "60%", 0.04: "4%"}
    assert {value: numbers.measured_share(value) for value in shares} == shares
