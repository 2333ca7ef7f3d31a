"""Finding models: every model is found or missed with its reasons, and the chances follow from the draws."""

from typing import Any

import pytest
from msgspec import structs

from evenhand.catalog.catalog import Catalog
from evenhand.charts.efficient_line import efficient_line, placed_models
from evenhand.comparison.cost import model_cost
from evenhand.comparison.find import find, wanted_of, with_chances
from evenhand.comparison.pricing import pricing
from evenhand.errors import BadSetting, UnknownCategory, UnknownLab
from evenhand.records.estimates import Estimate
from evenhand.records.facts import Model
from evenhand.records.find import Finding, FoundModel, Wanted
from evenhand.records.operations import Workload
from evenhand.wording.find import find_words
from evenhand.wording.pricing import pricing_words, row_notes
from evenhand.wording.sentence import faults
from invented_catalogs import catalog_of, offer, same_catalog

LIMITS = (
    Workload(),
    Workload(max_price=2.0, stated=True),
    Workload(min_context=200_000, open_weights=True, stated=True),
    Workload(max_first_token_seconds=2.0, max_answer_seconds=20.0, min_tokens_per_second=30.0, stated=True),
)


def checked(catalog: Catalog, finding: Finding) -> None:
    """What holds of every search."""
    names = [one.model for one in (*finding.found, *finding.missed)]
    assert sorted(names) == sorted(catalog.models)
    assert all(one.fails or one.unknown for one in finding.missed)
    assert sum(finding.fails.values()) == sum(len(one.fails) for one in finding.missed)
    assert sum(finding.unknown.values()) == sum(len(one.unknown) for one in finding.missed if not one.fails)
    day = finding.snapshot.date
    found = [catalog.models[row.model] for row in finding.found]
    ended = [model for model in found if (model.retired or "9999") <= day]
    hosted = {row.model for row in finding.found if row.offer_kind == "host"}
    assert all(model.open_weights or model.id in hosted for model in ended)
    assert [fault for sentence in find_words(finding) for fault in faults(sentence)] == []
    for row in finding.found:
        assert (row.chance is None) is bool(row.why_no_chance)


@pytest.mark.parametrize("seed", [0, 1])
def test_no_model_is_dropped(seed: int) -> None:
    """Found and missed are all models, once each; what is found keeps every limit by its known facts."""
    catalog = same_catalog(seed)
    for work in LIMITS:
        finding = find(catalog, work, Wanted(min_score=20.0 if seed else None))
        checked(catalog, finding)
        for row in finding.found:
            assert work.max_price is None or (row.blended is not None and row.blended <= work.max_price)
            assert work.min_context is None or (row.context_window or 0) >= work.min_context
            assert not work.open_weights or row.open_weights is True
            assert work.max_first_token_seconds is None or (row.first_token_seconds or 99) <= 2.0


def test_lab_day_and_names() -> None:
    """A lab goes by id or name, an unknown one and an unknown category are refused."""
    catalog = same_catalog(1)
    lab = next(iter(catalog.labs.values()))
    found = find(catalog, Workload(), Wanted(lab=lab.name.upper(), released_after="2026-01-31"))
    checked(catalog, found)
    assert {row.lab for row in found.found} <= {lab.id}
    assert all((row.released or "") > "2026-01-31" for row in found.found)
    with pytest.raises(UnknownLab):
        find(catalog, Workload(), Wanted(lab="nobody"))
    with pytest.raises(UnknownCategory):
        find(catalog, Workload(), Wanted(category="gardening"))


@pytest.mark.parametrize(
    ("asked", "after"), [("2026", "2025-12-31"), ("2026-03", "2026-02-28"), ("2026-03-05", "2026-03-05"), ("", "")]
)
def test_a_month_or_year_counts_from_its_first_day(asked: str, after: str) -> None:
    """All of its days are after the day that is kept."""
    assert wanted_of("overall", "", asked, None, "").released_after == after


def test_models_of_a_month_are_found_by_it(catalog: Catalog) -> None:
    """A model of a month or year has nothing against it there, and the answer says from which day on."""
    model = catalog.models["gpt-5.5"]
    for asked in (model.released[:4], model.released[:7]):
        found = find(catalog, Workload(), wanted_of("overall", "", asked, None, ""))
        assert model.id in {row.model for row in found.found}
        assert f"Wanted are models released after {found.wanted.released_after}." in [
            sentence.text for sentence in find_words(found)
        ]
    day = find(catalog, Workload(), wanted_of("overall", "", model.released, None, ""))
    assert model.id not in {row.model for row in day.found}


def test_without_limits_nothing_is_broken(catalog: Catalog) -> None:
    """Where nothing was asked, who is left out is retired or a moving name, and no clause counts what is nobody."""
    free, limited = (find(catalog, work) for work in (Workload(), Workload(max_price=3.0, stated=True)))
    retired, moving = free.fails["retired"], free.fails["moving name"]
    said = [sentence.text for sentence in find_words(free)]
    assert said[0].endswith(f"meet every constraint; {retired} are retired and {moving} are moving names.")
    assert "stands against" not in " ".join(said)
    assert " break one or more, and of " in find_words(limited)[0].text


@pytest.mark.parametrize("price", ["own", "cheapest"])
def test_each_price_says_whose_it_is(price: str, catalog: Catalog) -> None:
    """A price is the lab's own or a host's; where the other of them asks another price, that stands beside it."""
    found = find(catalog, Workload(), wanted_of("overall", "", "", None, "", price)).found
    labs = {name: one.lab for name, one in catalog.providers.items()}
    for one in found:
        own = labs.get(one.provider) == one.lab
        assert one.offer_kind == ("none" if not one.provider else "lab" if own else "host")
        if one.otherwise:
            assert (labs[one.otherwise.provider] == one.lab) is not own
            assert one.otherwise.per_month not in (None, one.per_month)
            offers = model_cost(catalog, catalog.models[one.model], Workload()).offers
            assert any(row.per_month == one.otherwise.per_month for row in offers)
    differ = [one for one in found if one.otherwise]
    said = next(
        one for one in find_words(find(catalog, Workload(), Wanted(price="cheapest"))) if one.rule == "find.elsewhere"
    )
    assert len(differ) > 20
    assert faults(said) == ()


def test_prices_at_a_provider_are_that_providers(catalog: Catalog) -> None:
    """Where a provider is asked for, its name is said and no other price is set beside it."""
    found = find(catalog, Workload(), Wanted(provider="openai"))
    assert {one.otherwise for one in found.found} == {None}
    assert "price of OpenAI" in " ".join(one.text for one in find_words(found))


def test_classic_has_no_draws() -> None:
    """A classic average knows no uncertainty, so no chance is made up."""
    catalog = same_catalog(1)
    assert {row.chance for row in find(catalog, Workload(), ranking="classic").found} <= {None}


@pytest.mark.parametrize("bad", [("", "x"), ("not a day", ""), ("2026-13", "")])
def test_bad_texts(bad: tuple[str, str]) -> None:
    """No such axis, and no such day."""
    with pytest.raises(BadSetting):
        wanted_of("overall", "", bad[0], None, bad[1])


def row(name: str, cost: float | None, score: float | None, **fields: Any) -> FoundModel:
    """A ranked model by its cost and score."""
    given = {"ranked": True, "estimate": Estimate(score=score), **fields}
    return FoundModel(model=name, name=name.title(), lab="one", lab_name="One", per_month=cost, score=score, **given)


DRAWS = {"a": (40.0, 60.0), "b": (50.0, 50.0), "c": (70.0, 70.0)}


def test_chances_and_what_is_missing() -> None:
    """Chances over joint draws by hand; unknown costs, withheld scores and unranked models say so and beat nobody."""
    rows = (
        row("c", 9.0, 70.0),
        row("b", 2.0, 50.0),
        row("a", 1.0, 50.0),
        row("d", None, 99.0),
        row("e", 0.0, None),
        row("f", 0.0, 99.0, ranked=False),
    )
    found = {one.model: one for one in with_chances(rows, {**DRAWS, "d": (99.0, 99.0)}, "")}
    assert [found[name].chance for name in "abc"] == [1.0, 0.5, 1.0]
    assert (found["b"].beaten_by, found["b"].beaten) == ("a", 0.5)
    assert [found[name].why_no_chance for name in "def"] == ["cost unknown", "score withheld", "unranked"]
    assert [found[name].on_line for name in "abcdef"] == [True, False, True, False, False, False]


def test_waiting_as_an_axis_needs_a_known_wait() -> None:
    """A model whose wait is not known cannot be placed; a quick one is on the line though it is dear and poor."""
    rows = (
        row("a", 1.0, 50.0, first_token_seconds=9.0),
        row("b", 2.0, 40.0, first_token_seconds=1.0),
        row("c", 3.0, 70.0),
    )
    found = {one.model: one for one in with_chances(rows, {**DRAWS, "b": (10.0, 10.0)}, "first token")}
    assert (found["b"].chance, found["c"].why_no_chance) == (1.0, "first token unknown")


def test_the_picture_has_every_placed_model() -> None:
    """The line from the cheapest, free apart from the scale, and words in it escaped."""
    catalog = same_catalog(1)
    base = find(catalog, Workload())
    rows = with_chances(
        (row("c", 9.0, 70.0), row("b", 0.0, 50.0), row("a<", 1.0, 45.0)), {**DRAWS, "a<": (1.0, 2.0)}, ""
    )
    drawn = structs.replace(base, found=rows)
    placed = placed_models(drawn)
    assert [(one.model, one.on_line) for one in placed] == [("b", True), ("c", True), ("a<", False)]
    picture = efficient_line(drawn)
    assert picture.count("<circle") == 3
    assert ">free<" in picture
    assert "<title" in picture
    assert "nan" not in picture
    assert efficient_line(structs.replace(base, found=rows[:1])) == ""


def test_second_opinions_and_peak_hours_are_named() -> None:
    """Whose price is known from a second opinion alone, and whose is another at some hours; on the search and board."""
    first = catalog_of().sources["card"]
    sources = {"card": first, "other": structs.replace(first, id="other", name="Other prices", opinion="second")}
    peak = offer("bob", "one", 1.0, 1.0, basis="documented; 2 times this at 01:00-04:00 UTC on some days")
    catalog = catalog_of(
        offers=(structs.replace(offer("ada", "host", 1.0, 1.0), source="other"), peak), sources=sources
    )
    told = {
        "The price of Ada is known from a second opinion alone, of Other prices.",
        "Bob costs 2 times as much at 01:00-04:00 UTC on some days.",
    }
    board = pricing(catalog, Workload())
    for said in (find_words(find(catalog, Workload())), pricing_words(board).load):
        assert told <= {one.text for one in said}
        assert [fault for one in said for fault in faults(one)] == []
    notes = {row.model: row_notes(row) for row in board.rows}
    assert notes == {"ada": ("a second opinion",), "bob": ("2 times as much at 01:00-04:00 UTC on some days",)}


@pytest.mark.parametrize("number", [1, 4])
def test_found_models_that_their_lab_has_ended_are_told(number: int) -> None:
    """How many of the found ones their lab has ended, three by name; one that nobody serves is retired, not told."""
    ended = {
        name: Model(id=name, lab="one", name=name.title(), retired="2026-01-05", open_weights=True)
        for name in ("ann", "bea", "cat", "dot")[:number]
    }
    gone = Model(id="gone", lab="one", name="Gone", retired="2026-01-05", open_weights=False)
    served = Model(id="bob", lab="one", name="Bob")
    finding = find(catalog_of(models={**ended, "gone": gone, "bob": served}), Workload())
    assert {row.model: row.still_had for row in finding.found} == {**dict.fromkeys(ended, "open weights"), "bob": ""}
    said = next(one for one in find_words(finding) if one.rule == "find.still had")
    assert (
        said.text
        == {
            1: "1 of the found models was retired by its lab, and others have listed it since or can serve it: Ann.",
            4: "4 of the found models were retired by their labs, and others have listed them since or can serve them: "
            "Ann, Bea, Cat and 1 more.",
        }[number]
    )
    assert not faults(said)
    none = find(catalog_of(models={"gone": gone, "bob": served}), Workload())
    assert "find.still had" not in [one.rule for one in find_words(none)]
