"""What changed between two catalogs: every kind told once, with its day and evidence, and nothing else."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from evenhand.catalog.as_of import as_of
from evenhand.catalog.catalog import Catalog
from evenhand.changes.between import changes_between, chosen, model_of
from evenhand.comparison.rank import rank
from evenhand.records.board import Board
from evenhand.records.changes import KINDS, Change, PlaceChange
from evenhand.records.estimates import RankPlace
from evenhand.records.facts import REMOVED, Benchmark, Model, Rejection, Source, Statement
from invented_catalogs import CLASSIC, DAY, EVEN, catalog_of, invented_catalog, offer, score

LATER = "2026-07-31"


def told(older: Catalog, newer: Catalog) -> list[Change]:
    """The changes between two catalogs."""
    return list(changes_between(older, newer).changes)


def only(older: Catalog, newer: Catalog) -> Any:
    """The one change between two catalogs."""
    (change,) = told(older, newer)
    return change


def prices(*rows: Any, **fields: Any) -> Catalog:
    """A catalog of these offers on the later day."""
    return catalog_of(date=LATER, offers=rows, **fields)


OLD = offer("ada", "host", 1.0, 2.0, since="2026-01-01", file="prices/host.csv", line=2)


@given(st.integers(0, 200))
@settings(max_examples=25, deadline=None)
def test_nothing_changes_in_one_catalog(seed: int) -> None:
    """A catalog against itself, its rows in another order, file and line, has no change."""
    catalog = invented_catalog(seed)
    moved = {
        name: [
            structs.replace(row, file="elsewhere.csv", line=row.line + 7) for row in reversed(getattr(catalog, name))
        ]
        for name in ("observations", "offers", "speeds")
    }
    report = changes_between(catalog, structs.replace(catalog, **moved))
    assert (report.changes, report.counts, report.checked_again, report.restated) == ((), {}, 0, 0)


@given(st.integers(0, 200), st.integers(0, 200))
@settings(max_examples=25, deadline=None)
def test_what_came_is_what_goes_the_other_way(one: int, other: int) -> None:
    """Exchanging the two catalogs exchanges what is new and what is removed."""
    first, second = invented_catalog(one), structs.replace(invented_catalog(other), date=DAY)
    forth, back = changes_between(first, second).counts, changes_between(second, first).counts
    for came, went in (("new score", "removed score"), ("new model", "removed model"), ("new offer", "removed offer")):
        assert forth.get(came, 0) == back.get(went, 0)


@given(st.integers(0, 200), st.integers(0, 200))
@settings(max_examples=25, deadline=None)
def test_scores_add_up(one: int, other: int) -> None:
    """The older scores without those removed, with those that are new, are as many as the newer ones."""
    first, second = invented_catalog(one), invented_catalog(other)
    counts = changes_between(first, second).counts
    balance = counts.get("new score", 0) - counts.get("removed score", 0)
    assert len(first.observations) + balance == len(second.observations)


def test_order_and_counts() -> None:
    """The newest day comes first, the most important kind first within a day, and the counts are of these kinds."""
    report = changes_between(invented_catalog(3), invented_catalog(4))
    days = [change.day for change in report.changes]
    assert days == sorted(days, reverse=True)
    for one, other in zip(report.changes, report.changes[1:], strict=False):
        assert one.day != other.day or KINDS.index(one.kind) <= KINDS.index(other.kind)
    assert sum(report.counts.values()) == len(report.changes)
    assert list(report.counts) == [kind for kind in KINDS if kind in report.counts]


def test_new_and_removed_score() -> None:
    """A score that came has the day of its publication, one that went that of the newer catalog; each its evidence."""
    row = score("ada", "exam", 61.0, published="2026-05-02", effort="high", file="scores/card/one.csv", line=9)
    change = only(catalog_of(), catalog_of(row))
    assert (change.kind, change.day, change.before, change.after) == ("new score", "2026-05-02", None, 61.0)
    assert (change.now.file, change.now.line, change.now.link) == ("scores/card/one.csv", 9, row.link)
    assert change.conditions == ("high",)
    gone = only(catalog_of(row), catalog_of(date=LATER))
    assert (gone.kind, gone.day, gone.before, gone.after, gone.now) == ("removed score", LATER, 61.0, None, None)
    assert gone.was.line == 9


def test_corrected_score() -> None:
    """Another value under the same identity is a correction, on the day on which the source was read."""
    was = score("ada", "exam", 61.0, published="2026-05")
    now = structs.replace(was, value=16.0, retrieved="2026-07-02", file="other.csv")
    change = only(catalog_of(was), catalog_of(now))
    assert (change.kind, change.day, change.before, change.after) == ("corrected score", "2026-07-02", 61.0, 16.0)


def test_newer_score() -> None:
    """Another value that the source dates later is a newer score and no correction."""
    was = score("ada", "arena", 1300.0, measured="2026-05-01", link="https://example.invalid/may")
    now = score("ada", "arena", 1310.0, measured="2026-06-01", link="https://example.invalid/june")
    change = only(catalog_of(was), catalog_of(now))
    assert (change.kind, change.day) == ("newer score", "2026-06-01")


def test_scores_of_several_links_are_not_mixed_up() -> None:
    """Of two scores under the same conditions the one whose link stayed is the one that is corrected."""
    was = [score("ada", "exam", value, link=f"https://example.invalid/{value}") for value in (50.0, 60.0)]
    now = [was[0], structs.replace(was[1], value=61.0)]
    change = only(catalog_of(*was), catalog_of(*reversed(now)))
    assert (change.kind, change.before, change.after) == ("corrected score", 60.0, 61.0)


def test_other_conditions() -> None:
    """The same value of the same source under conditions that are now stated otherwise is neither new nor removed."""
    was, now = score("ada", "exam", 61.0), score("ada", "exam", 61.0, tools="none")
    change = only(catalog_of(was), catalog_of(now))
    assert (change.kind, change.earlier_conditions, change.conditions) == ("other conditions", (), ("tools none",))


def test_checked_again() -> None:
    """A score and a price of which only the day of reading moved are counted and are no change."""
    was, price = score("ada", "exam", 61.0, retrieved="2026-06-01"), offer("ada", "host", 1.0, 2.0)
    older = catalog_of(was, offers=[structs.replace(price, checked="2026-06-01")])
    report = changes_between(older, catalog_of(structs.replace(was, retrieved=DAY), offers=[price]))
    assert (report.changes, report.checked_again, report.restated) == ((), 2, 0)


def test_restated() -> None:
    """The same value of another tier is counted as restated."""
    was = score("ada", "exam", 61.0)
    report = changes_between(catalog_of(was), catalog_of(structs.replace(was, tier="C")))
    assert (report.changes, report.restated) == ((), 1)


def test_price_change_by_a_dated_row() -> None:
    """A new dated row is a change from the row before it, with both evidences and the per cent of each price."""
    ended = structs.replace(OLD, until="2026-07-10")
    new = offer("ada", "host", 0.5, 3.0, since="2026-07-10", file="prices/host.csv", line=3)
    change = only(catalog_of(offers=[OLD]), prices(ended, new))
    assert (change.kind, change.day, change.undated) == ("price change", "2026-07-10", False)
    assert [(one.name, one.before, one.after, one.percent) for one in change.amounts] == [
        ("input", 1.0, 0.5, -50.0),
        ("output", 2.0, 3.0, 50.0),
    ]
    assert (change.was.line, change.now.line) == (2, 3)


def test_each_step_of_a_chain() -> None:
    """Several new dated rows are one change each, and one at the same price is none."""
    days = ("2026-07-01", "2026-07-05", "2026-07-09")
    rows = [offer("ada", "host", value, 2.0, since=day) for day, value in zip(days, (0.9, 0.9, 0.8), strict=True)]
    found = told(catalog_of(offers=[OLD]), prices(OLD, *rows))
    assert [(one.kind, one.day) for one in found] == [("price change", days[2]), ("price change", days[0])]


def test_undated_price_change() -> None:
    """A source without first days has another price: a change on the day on which it was first seen so."""
    was = offer("ada", "host", 0.0, 2.0, seen="2026-06-01")
    change = only(catalog_of(offers=[was]), prices(offer("ada", "host", 3.0, 2.0, seen="2026-07-20")))
    assert (change.kind, change.day, change.undated) == ("price change", "2026-07-20", True)
    assert change.amounts[0].percent is None


def test_corrected_price() -> None:
    """Another price from the same day on is a correction, in an ended row too."""
    for until in (None, "2026-03-01"):
        row = structs.replace(OLD, until=until)
        change = only(catalog_of(offers=[row]), prices(structs.replace(row, input=1.5)))
        assert (change.kind, change.amounts[0].before, change.amounts[0].after) == ("corrected price", 1.0, 1.5)


def test_offers_come_and_end() -> None:
    """A new offer, one with a stated last day, one that is no longer listed, one that began again after a gap."""
    assert only(catalog_of(), prices(OLD)).kind == "new offer"
    ended = only(catalog_of(offers=[OLD]), prices(structs.replace(OLD, until="2026-07-04")))
    assert (ended.kind, ended.day, ended.amounts[0].before) == ("ended offer", "2026-07-04", 1.0)
    assert only(catalog_of(offers=[OLD]), prices()).kind == "removed offer"
    again = offer("ada", "host", 1.0, 2.0, since="2026-07-20")
    found = told(catalog_of(offers=[OLD]), prices(structs.replace(OLD, until="2026-07-04"), again))
    assert [one.kind for one in found] == ["new offer", "ended offer"]


def test_offer_that_its_source_marks_as_removed() -> None:
    """Its end is no stated day: a removal without a day, once, also where a later reading moves the day read."""
    read = {"until": "2026-07-30", "checked": "2026-07-30"}
    marked = structs.replace(OLD, basis=f"documented; {REMOVED}", **read)
    change = only(catalog_of(offers=[OLD]), prices(marked))
    assert (change.kind, change.day, change.undated, change.end_unstated) == ("removed offer", "2026-07-30", True, True)
    stated = only(catalog_of(offers=[OLD]), prices(structs.replace(marked, basis="documented")))
    assert (stated.kind, stated.undated, stated.end_unstated) == ("ended offer", False, False)
    later = structs.replace(marked, until="2026-08-15", checked="2026-08-15")
    for day in ("2026-07-30", "2026-08-10"):
        assert told(catalog_of(date=day, offers=[marked]), catalog_of(date="2026-08-20", offers=[later])) == []


def test_history_learned_later_is_no_change() -> None:
    """Rows of a time before what was known, ended before it was first seen or not, change nothing."""
    before = offer("ada", "host", 5.0, 9.0, since="2025-01-01", until="2026-01-01")
    undated = offer("ada", "host", 7.0, 9.0, seen="2026-06-20", until="2025-01-01")
    assert told(catalog_of(offers=[OLD]), prices(undated, before, OLD)) == []


def test_modes_and_lengths_are_apart() -> None:
    """A price of another mode, prompt length, hour or source is another offer."""
    for field, value in (("mode", "batch"), ("above_tokens", 200_000), ("hours", "16:30-00:30"), ("source", "page")):
        change = only(catalog_of(offers=[OLD]), prices(OLD, structs.replace(OLD, input=9.0, **{field: value})))
        assert (change.kind, str(getattr(change, field))) == ("new offer", str(value))


def test_models_and_benchmarks() -> None:
    """A model and a benchmark that came or went are told, a model by the day of its release."""
    more = catalog_of()
    cy = Model(id="cy", lab="one", name="Cy", released="2026-05")
    test = Benchmark(id="new", name="New", category="math", measures="")
    newer = structs.replace(
        more, models={**more.models, "cy": cy}, benchmarks={**more.benchmarks, "new": test}, date=LATER
    )
    assert {(one.kind, one.id, one.day) for one in told(more, newer)} == {
        ("new model", "cy", "2026-05"),
        ("new benchmark", "new", LATER),
    }
    assert {(one.kind, one.id) for one in told(newer, more)} == {("removed model", "cy"), ("removed benchmark", "new")}


def test_retirement() -> None:
    """A last day that is newly stated, or that has passed between the two catalogs, is a retirement."""
    catalog = catalog_of()
    ended = {**catalog.models, "ada": structs.replace(catalog.models["ada"], retired="2026-07-15")}
    stated = structs.replace(catalog, models=ended)
    assert (only(catalog, stated).kind, only(catalog, stated).day) == ("retirement", "2026-07-15")
    assert told(stated, stated) == []
    assert only(stated, structs.replace(stated, date=LATER)).kind == "retirement"


def test_changed_description() -> None:
    """Each field that changed is told with who states it now and when that was checked."""
    catalog = catalog_of()
    said = Statement(fields=("context_window",), source="card", checked="2026-06-20", link="https://example.invalid/c")
    ada = structs.replace(catalog.models["ada"], context_window=400_000, open_weights=True, stated=(said,))
    found = told(catalog, structs.replace(catalog, models={**catalog.models, "ada": ada}))
    assert {(one.field, one.before, one.after, one.day) for one in found} == {
        ("context_window", None, "400,000", "2026-06-20"),
        ("open_weights", None, "yes", DAY),
    }
    (window,) = [one for one in found if one.field == "context_window"]
    assert (window.now.file, window.now.source, window.now.link) == ("models/one/ada.toml", "card", said.link)


def test_sources() -> None:
    """A source that came or went is told with the rows that it has."""
    row = score("ada", "exam", 61.0, source="hall")
    hall = Source(
        id="hall",
        name="Hall",
        publisher="Hall",
        kind="operator",
        link="https://example.invalid",
        licence="none",
        licence_class="open",
        retrieved="2026-06-11",
    )
    older = catalog_of()
    newer = catalog_of(row, sources={**older.sources, "hall": hall}, offers=[structs.replace(OLD, source="hall")])
    (came,) = [one for one in told(older, newer) if one.kind == "new source"]
    assert (came.day, came.scores, came.offers, came.now.file) == ("2026-06-11", 1, 1, "sources/hall.toml")
    assert "removed source" in changes_between(newer, older).counts


def test_new_rejections() -> None:
    """Rows that are newly in the ledger are told, as often as they stand there more than before."""
    row = Rejection(source="card", date="2026-06-03", reason="no link", name="Ada", benchmark="Exam", value="61")
    later = structs.replace(row, date="2026-06-20", line=40)
    found = told(catalog_of(rejections=[row]), catalog_of(rejections=[later, later]))
    assert [(one.kind, one.day, one.reason, one.now.line) for one in found] == [
        ("new rejection", "2026-06-20", "no link", 40)
    ]


def board(**places: tuple[int, int]) -> Board:
    """The board of an invented catalog with these places in the place of its own."""
    models = {name: Model(id=name, lab="one", name=name.title()) for name in places}
    found = rank(catalog_of(version=f"invented-{'-'.join(places)}", models=models))
    made = {
        name: RankPlace(
            place=(best + worst) // 2,
            best=best,
            worst=worst,
            of=len(places),
            level=0.9,
            first=0,
            top3=0,
            top10=1,
            group=1,
        )
        for name, (best, worst) in places.items()
    }
    return structs.replace(found, rows=tuple(structs.replace(row, place=made[row.model]) for row in found.rows))


def test_boards_are_compared() -> None:
    """A move counts the scores of the model that are new; a board that was computed for it is no reconstruction."""
    older = catalog_of()
    newer = catalog_of(score("ada", "exam", 50.0), date=LATER)
    boards = board(ada=(3, 3), bob=(1, 1), cy=(2, 2)), board(ada=(1, 1), bob=(2, 3), cy=(2, 3))
    (shift, noise) = (one for one in changes_between(older, newer, boards).changes if isinstance(one, PlaceChange))
    assert (shift.kind, shift.model, shift.scores, shift.since, shift.day) == ("rank shift", "ada", 1, DAY, LATER)
    assert (noise.kind, noise.model, noise.scores, noise.was_basis) == ("rank shift", "bob", 0, "computed")


def test_other_rules_are_said() -> None:
    """Boards under other rules of their ranking are marked; another ranking and words about it are no such rules."""
    older = catalog_of()
    boards = board(ada=(1, 1)), board(ada=(1, 1))
    changed = {"eligibility": structs.replace(EVEN.eligibility, benchmarks=7)}
    for even, classic, other in (
        (structs.replace(EVEN, **changed), CLASSIC, True),
        (EVEN, structs.replace(CLASSIC, **changed), False),
        (structs.replace(EVEN, name="Level", about="other"), CLASSIC, False),
        (EVEN, CLASSIC, False),
    ):
        newer = structs.replace(older, rankings={"even": even, "classic": classic})
        assert changes_between(older, newer, boards).other_rules is other


def test_choice() -> None:
    """One model's changes, and some kinds, are all of these and no others, with their own counts."""
    report = changes_between(invented_catalog(5), invented_catalog(6))
    of_one = chosen(report, "m3")
    assert of_one.changes == tuple(one for one in report.changes if model_of(one) == "m3")
    kinds = ("price change", "new score")
    assert set(chosen(report, kinds=kinds).counts) <= set(kinds)
    assert chosen(report) == report


def test_a_year_of_the_shipped_catalog(catalog: Catalog) -> None:
    """The shipped catalog against itself a year before has price changes in plenty."""
    report = changes_between(as_of(catalog, "2025-11-21"), catalog)
    assert report.counts["price change"] > 20
