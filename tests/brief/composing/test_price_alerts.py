"""Alerts on prices: thresholds in per cent, limits, models that are not watched."""

from typing import Any

import pytest
from invented_weeks import FIRST, LAST, price
from msgspec import structs

from evenhand.brief.composing.alerts import PriceAlerts
from evenhand.catalog.catalog import Catalog
from evenhand.changes.between import changes_between, counted
from evenhand.records.changes import Amount, CatalogChanges, Edition, PriceChange
from evenhand.records.facts import Offer
from evenhand.records.subscriptions import Preferences, Watched
from evenhand.wording.letters import alert_subject
from invented_catalogs import catalog_of, offer


def alerts(*changes: PriceChange) -> PriceAlerts:
    """The alerts of these changes between two catalogs without offers."""
    report = CatalogChanges(
        since=Edition(date=FIRST, version="a"), until=Edition(date=LAST, version="b"), changes=changes, counts={}
    )
    return PriceAlerts(counted(report), catalog_of(date=FIRST), catalog_of(date=LAST))


def of(model: str, percent: float = 10.0, below: float | None = None) -> Preferences:
    """A reader who watches a model."""
    return Preferences(watched=(Watched(model=model, below=below),), alert_percent=percent)


def sold(day: str, *offers: tuple[str, float], model: str = "ada") -> Catalog:
    """A catalog of a day on which these hosts sell the model at these output prices."""
    rows = [_row(model, host, out, day, line) for line, (host, out) in enumerate(offers, 2)]
    return catalog_of(date=day, offers=rows)


def _row(model: str, host: str, out: float, day: str, line: int) -> Offer:
    fields: dict[str, Any] = {"since": day, "file": f"prices/{host}-{day}.csv", "line": line}
    return offer(model, host, 1.0, out, **fields)


@pytest.mark.parametrize(
    ("before", "after", "percent", "told"),
    [(2.0, 1.8, 10.0, 1), (2.0, 1.81, 10.0, 0), (2.0, 2.2, 10.0, 1), (2.0, 2.19, 10.0, 0), (2.0, 1.99, 0.0, 1)],
)
def test_threshold_counts_up_and_down(before: float, after: float, percent: float, told: int) -> None:
    """A change of exactly the threshold is told, one of less is not, in both directions."""
    assert len(alerts(price("ada", before, after)).of(of("ada", percent))) == told


@pytest.mark.parametrize("terms", [{"mode": "batch"}, {"above_tokens": 200_000}, {"hours": "16:30-00:30"}])
def test_other_terms_of_a_price_count(terms: dict[str, Any]) -> None:
    """A small step of the standard price hides no large one of another mode, prompt length or hour of that day."""
    made = alerts(price("ada", 4.0, 3.9), price("ada", 2.0, 10.0, **terms))
    [line] = made.of(of("ada"))
    assert "output from $2.00 to $10.00 (+400%)" in line.words.text
    assert alert_subject(line, 0).text == "Price alert: ada at host (output +400%)"
    assert [one.text for one in line.details] == [
        "1 more price of it changed there, for other prompt lengths, modes or hours."
    ]
    assert line.changes == 2
    assert made.of(of("ada", 401.0)) == ()


def test_same_step_in_another_mode_is_counted_and_another_one_told() -> None:
    """Standard and batch at half the price are one line; a batch price that moved otherwise has its own."""
    half = alerts(price("ada", 4.0, 2.0), price("ada", 2.0, 1.0, mode="batch")).of(of("ada"))
    assert [("standard" in line.words.text, line.changes) for line in half] == [(False, 2)]
    apart = alerts(price("ada", 4.0, 2.0), price("ada", 2.0, 8.0, mode="batch"), price("ada", 2.0, 1.0, mode="flex"))
    assert [(line.words.text.split(":")[0], line.changes) for line in apart.of(of("ada"))] == [
        ("ada at host", 2),
        ("ada at host (batch)", 1),
    ]


def test_what_is_newly_stated_hides_no_change() -> None:
    """A price of the cache that became known in standard mode stands before no change of another one."""
    known = price("ada", None, 0.1, amounts=(Amount(name="cached input", before=None, after=0.1),))
    [line] = alerts(known, price("ada", 2.0, 6.0, above_tokens=200_000)).of(of("ada"))
    assert "(prompts above 200K tokens): output from $2.00 to $6.00 (+200%)" in line.words.text
    assert line.changes == 1


def test_alert_names_the_part_that_passed() -> None:
    """The subject names the price of the cache where that alone passed; else input and output, each its own way."""
    cached = Amount(name="cached input", before=0.1, after=0.4, percent=300.0)
    into = Amount(name="input", before=1.0, after=0.6, percent=-40.0)
    out = Amount(name="output", before=1.0, after=2.4, percent=140.0)
    small = structs.replace(into, after=0.98, percent=-2.0)
    for amounts, said in (
        ((small, cached), "cached input +300%"),
        ((into, out, cached), "input −40%, output +140%"),
        ((structs.replace(into, before=0.0, percent=None), cached), "input no longer free"),
    ):
        [line] = alerts(price("ada", 1.0, 2.0, amounts=amounts)).of(of("ada"))
        assert alert_subject(line, 0).text == f"Price alert: ada at host ({said})"


def test_what_was_free_is_always_told() -> None:
    """From free to a price has no per cent, and is told whatever the threshold; to free is a fall of all."""
    assert len(alerts(price("ada", 0.0, 1.0)).of(of("ada", 100.0))) == 1
    assert len(alerts(price("ada", 1.0, 0.0)).of(of("ada", 100.0))) == 1


def test_what_is_newly_known_is_no_change() -> None:
    """A price that was unknown before gives no alert, even to who wants every change."""
    assert alerts(price("ada", None, 1.0)).of(of("ada", 0.0)) == ()


def test_only_watched_models_are_told() -> None:
    """A reader hears of no other model, and in the order of their own list."""
    made = alerts(price("ada", 2.0, 1.0), price("bob", 2.0, 1.0))
    assert made.models == {"ada", "bob"}
    assert [line.models for line in made.of(of("bob"))] == [("bob",)]
    both = Preferences(watched=(Watched(model="bob"), Watched(model="ada")))
    assert [line.models for line in made.of(both)] == [("bob",), ("ada",)]
    assert made.of(Preferences()) == ()


@pytest.mark.parametrize(("limit", "told"), [(1.5, 1), (1.95, 1), (1.4, 0)])
def test_fall_to_a_limit_is_told_whatever_the_per_cent(limit: float, told: int) -> None:
    """The cheapest output price is told when it comes to the limit, and how far it fell."""
    older, newer = sold(FIRST, ("host", 2.0), ("hut", 3.0)), sold(LAST, ("host", 1.5), ("hut", 3.0))
    lines = PriceAlerts(changes_between(older, newer), older, newer).of(of("ada", 99.0, limit))
    assert len(lines) == told
    if told:
        assert "cheapest output price is now $1.50 per million tokens" in lines[0].details[0].text


def test_fall_to_a_limit_is_told_once() -> None:
    """Of several changes at the cheapest offer, the one that brought its price tells of the limit."""
    rows = [
        structs.replace(_row("ada", "host", 2.0, "2026-06-01", 2), cached_input=0.5),
        structs.replace(_row("ada", "host", 1.0, "2026-06-26", 3), cached_input=0.5),
        structs.replace(_row("ada", "host", 1.0, "2026-06-28", 4), cached_input=0.1),
    ]
    ends = ("2026-06-26", "2026-06-28", None)
    rows = [structs.replace(row, until=until, file="prices/host.csv") for row, until in zip(rows, ends, strict=True)]
    older, newer = catalog_of(date=FIRST, offers=rows[:1]), catalog_of(date=LAST, offers=rows)
    lines = PriceAlerts(changes_between(older, newer), older, newer).of(of("ada", 10.0, 1.5))
    said = [[one.rule for one in line.details if one.rule == "brief.below"] for line in lines]
    assert sorted(map(len, said)) == [0, 1]
    [told] = [line for line in lines if line.details and line.details[0].rule == "brief.below"]
    assert "output from $2.00 to $1.00 (−50%) per million tokens, from 2026-06-26 on" in told.words.text


def test_limit_that_was_kept_before_is_not_told_again() -> None:
    """Word is given once, when the limit is reached."""
    older, newer = sold(FIRST, ("host", 1.4)), sold(LAST, ("host", 1.3))
    assert PriceAlerts(changes_between(older, newer), older, newer).of(of("ada", 99.0, 1.5)) == ()


def test_new_offer_below_the_limit_is_told_alone() -> None:
    """A new host that is cheaper than the limit is told; a new host as such is no alert."""
    older, newer = sold(FIRST, ("host", 2.0)), sold(LAST, ("host", 2.0), ("hut", 1.0))
    changes = changes_between(older, newer)
    [line] = PriceAlerts(changes, older, newer).of(of("ada", 0.0, 1.5))
    assert (line.kind, line.provider) == ("new offer", "hut")
    assert PriceAlerts(changes, older, newer).of(of("ada", 0.0)) == ()


def test_a_correction_is_told_as_one() -> None:
    """A figure that was put right is no change of price: no month before it, nothing of what was known late."""
    older, newer = sold("2026-06-01", ("host", 2.0)), sold("2026-06-01", ("host", 1.0))
    older, newer = structs.replace(older, date=FIRST), structs.replace(newer, date=LAST)
    changes = changes_between(older, newer)
    [line] = PriceAlerts(changes, older, newer).of(of("ada"))
    assert line.kind == "corrected price"
    assert ", corrected: output from $2.00 to $1.00 (−50%) per million tokens" in line.words.text
    assert [one.rule for one in line.details] == ["brief.figure_corrected"]
    assert line.costs == ()
    assert alert_subject(line, 0).text.startswith("Price on file corrected: ")


def test_another_hosts_change_does_not_stand_for_the_limit() -> None:
    """Where the cheapest fell, a small change of a dearer host is not told with it."""
    older, newer = sold(FIRST, ("host", 2.0), ("hut", 3.0)), sold(LAST, ("host", 1.0), ("hut", 2.99))
    lines = PriceAlerts(changes_between(older, newer), older, newer).of(of("ada", 99.0, 1.5))
    assert [line.provider for line in lines] == ["host"]
