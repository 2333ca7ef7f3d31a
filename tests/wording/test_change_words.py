"""What is said of changes, read back by a reader who does not know the templates, against the records."""

import random
import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from evenhand.catalog.as_of import as_of
from evenhand.catalog.catalog import Catalog
from evenhand.changes.between import changes_between
from evenhand.changes.places import DayBoard, place_changes
from evenhand.records.as_of import View
from evenhand.records.changes import (
    KINDS,
    CatalogChanges,
    Change,
    DescriptionChange,
    PlaceChange,
    PriceChange,
    RejectionChange,
    ScoreChange,
    Span,
)
from evenhand.wording import numbers
from evenhand.wording.as_of import view_words
from evenhand.wording.changes import change_sentence, change_words, summary_words
from evenhand.wording.sentence import faults
from invented_catalogs import catalog_of, invented_catalog, score

NAME = "(input|cached input|cache write|output)"
MONEY = r"(\$[\d,.]*\d|free|unknown)"
PAIR = re.compile(rf"{NAME} from {MONEY} to {MONEY}(?: \(([+−][\d,.]+)%\))?")
SINGLE = re.compile(rf"{NAME} {MONEY}")


def money(text: str) -> float | None:
    """A price as a sentence writes it, back as a number."""
    return (
        {"unknown": None, "free": 0.0}.get(text)
        if text in {"unknown", "free"}
        else float(text.strip("$").replace(",", ""))
    )


def agrees(text: str, value: float | None) -> bool:
    """Whether a price was written as it is: to a cent, under ten cents to two digits."""
    read = money(text)
    if read is None or value is None:
        return read is value
    return abs(read - value) <= (0.0051 if value >= 0.0995 else 0.06 * value)


def complaints(change: Change, text: str, names: dict[str, str]) -> list[str]:
    """What a sentence says that the change does not."""
    if isinstance(change, PriceChange):
        return _price(change, text, names)
    if isinstance(change, ScoreChange):
        return _score(change, text, names)
    if isinstance(change, PlaceChange):
        return _place(change, text)
    if isinstance(change, RejectionChange):
        return [] if change.reason in text and change.name in text and "not admitted" in text else ["no such row"]
    return _description(change, text, names)


SPAN = r"(\d+)(?: \((\d+) to (\d+)\))?"


def _place(change: PlaceChange, text: str) -> list[str]:
    """Reads places, sizes of boards, the direction, and whether it is noise, all from the text."""
    if change.before is None or change.after is None:
        span, word = (change.after, "entered") if change.after else (change.before, "left")
        found = re.search(rf" {word} the board of .+ at place {SPAN} of (\d+)\.", text)
        assert span
        return (
            [] if found and _read(found.groups()) == (span.place, span.best, span.worst, span.of) else ["no such place"]
        )
    found = re.search(
        r"(?:In the order of the (\d+) models on both boards it )?(rose|fell) "
        rf"from (?:place )?{SPAN}.*? to (?:place )?{SPAN}[,: ]",
        text,
    )
    before, after = change.among or (change.before, change.after)
    if not found:
        return ["no form of a place"]
    said = _read((*found.groups()[2:5], before.of)), _read((*found.groups()[5:8], after.of))
    noise = "within noise" in text and "overlap" in text
    wrong = ["places"] if said != tuple((one.place, one.best, one.worst, one.of) for one in (before, after)) else []
    wrong += ["direction"] if (found[2] == "rose") != (after.place < before.place) else []
    wrong += ["noise"] if noise != (before.best <= after.worst and after.best <= before.worst) else []
    return wrong + (["size"] if found[1] and int(found[1]) != after.of else [])


def _read(said: tuple[object, ...]) -> tuple[int, ...]:
    """Place, best, worst and size; a place without an interval is sure."""
    place, best, worst, of = said
    return tuple(int(str(one)) for one in (place, best or place, worst or place, of))


def _price(change: PriceChange, text: str, names: dict[str, str]) -> list[str]:
    words = {
        "price change": " at ",
        "corrected price": "corrected:",
        "new offer": " offers ",
        "ended offer": " no more since ",
        "removed offer": " no longer lists ",
    }
    kind = "as removed, with no day of it" if change.end_unstated else words[change.kind]
    found = [] if kind in text else ["another kind"]
    for kind, table in (("model", change.model), ("provider", change.provider), ("source", change.source)):
        found += [] if names[f"{kind}/{table}"] in text else [f"no {kind}"]
    said = PAIR.findall(text) if change.kind in {"price change", "corrected price"} else SINGLE.findall(text)
    if len(said) != len(change.amounts):
        return [*found, f"{len(said)} prices of {len(change.amounts)}"]
    for amount, (name, *values) in zip(change.amounts, said, strict=True):
        held = (
            (amount.before, amount.after)
            if len(values) > 1
            else (amount.before if amount.after is None else amount.after,)
        )
        if name != amount.name or not all(agrees(one, value) for one, value in zip(values, held, strict=False)):
            found.append(f"{amount} is not {name} {values}")
        if len(values) > 1 and amount.percent is not None:
            read = float(values[2].replace("−", "-").replace(",", ""))
            found += [] if abs(read - amount.percent) <= max(0.5, 0.06 * abs(amount.percent)) else ["another per cent"]
    dated = change.kind not in {"removed offer", "corrected price"}
    return found + ([] if not dated or change.day in text else ["no day"])


def _score(change: ScoreChange, text: str, names: dict[str, str]) -> list[str]:
    values = {"before": change.before, "after": change.after}
    if change.kind == "other conditions":
        values.pop("before")
    missing = [name for name, value in values.items() if value is not None and numbers.plain(value) not in text]
    named = [names[f"model/{change.model}"], names[f"benchmark/{change.benchmark}"], *change.conditions]
    words = {
        "new score": "new from",
        "newer score": "in the place of",
        "corrected score": "is corrected to",
        "removed score": "no longer has",
        "other conditions": "now stands for",
    }
    return missing + [name for name in named if name not in text] + ([] if words[change.kind] in text else ["kind"])


def _description(change: DescriptionChange, text: str, names: dict[str, str]) -> list[str]:
    known = [names[f"{change.thing}/{change.id}"], change.before or "", change.field.replace("_", " ")]
    if change.kind == "retirement":
        known = [known[0], change.day, "is retired from"]
    if change.kind.endswith(("source", "model", "benchmark")):
        known = [known[0], "new" if change.kind.startswith("new") else "no longer"]
    return [one for one in known if one not in text]


def check(report: CatalogChanges) -> None:
    """Every sentence is sound, ends, and says its change."""
    words = change_words(report)
    assert len(words) == len(report.changes)
    for change, sentence in zip(report.changes, words, strict=True):
        assert faults(sentence) == (), sentence.text
        assert sentence.text.endswith("."), sentence.text
        assert complaints(change, sentence.text, report.names) == [], sentence.text
    for sentence in summary_words(report):
        assert faults(sentence) == (), sentence.text


@given(st.integers(0, 150), st.integers(0, 150))
@settings(max_examples=30, deadline=None)
def test_invented_changes_are_said_right(one: int, other: int) -> None:
    """Between any two invented catalogs every sentence says what its change holds."""
    check(changes_between(invented_catalog(one), invented_catalog(other)))


def test_shipped_changes_are_said_right(catalog: Catalog) -> None:
    """Between two days of the shipped catalog, forth and back, too."""
    early, late = as_of(catalog, "2025-12-31"), as_of(catalog, "2026-08-20")
    for older, newer in ((early, late), (late, early)):
        check(changes_between(older, newer))


@given(st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_places_are_said_right(dice: random.Random) -> None:
    """Between any two boards, each entry, exit, shift and shift within noise, of boards of one size and of two."""
    boards = []
    for day in ("2026-05-31", "2026-06-30"):
        names = dice.sample("abcdef", dice.randint(3, 6))
        spans = {
            name: Span(place=place, best=dice.randint(1, place), worst=dice.randint(place, len(names)), of=len(names))
            for place, name in enumerate(names, 1)
        }
        boards.append(DayBoard(day=day, ranking="even", lane="verified", basis="as of", spans=spans))
    for change in place_changes(boards[0], boards[1], {"a": 3}):
        sentence = change_sentence(change, {"model/a": "Alder 2.5"})
        assert faults(sentence) == (), sentence.text
        assert complaints(change, sentence.text, {}) == [], sentence.text
        assert ("3 scores of it" in sentence.text) == (change.model == "a")


def test_other_conditions_are_said_right() -> None:
    """A value that moved to other conditions names both, also where none are stated."""
    rows = score("ada", "exam", 61.0), score("ada", "exam", 61.0, effort="high")
    check(changes_between(catalog_of(rows[0]), catalog_of(rows[1])))
    check(changes_between(catalog_of(rows[1]), catalog_of(rows[0])))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: re.sub(r"\$(\d)", lambda found: f"${(int(found[1]) + 3) % 10}", text, count=1),
        lambda text: text.replace("offers", "at").replace("no more since", "from"),
        lambda text: text.replace("input", "output", 1),
        lambda text: re.sub(r"(\d)%", lambda found: f"{(int(found[1]) + 4) % 10}9%", text),
    ],
    ids=["price", "kind", "name", "per cent"],
)
def test_false_words_are_noticed(spoil: Callable[[str], str], catalog: Catalog) -> None:
    """The reader takes no sentence in which a price, kind, name or per cent was changed."""
    report = changes_between(as_of(catalog, "2026-01-31"), as_of(catalog, "2026-06-30"))
    noticed = 0
    for change, sentence in zip(report.changes, change_words(report), strict=True):
        worse = spoil(sentence.text)
        if isinstance(change, PriceChange) and worse != sentence.text:
            assert complaints(change, worse, report.names), worse
            noticed += 1
    assert noticed > 10


def test_every_kind_is_said() -> None:
    """Each kind of change has a sentence: those of descriptions, scores, prices, places and rejections are all read."""
    kinds = {kind for one in (DescriptionChange, ScoreChange, PriceChange, PlaceChange) for kind in _kinds(one)}
    assert kinds | {"new rejection"} == set(KINDS)


def _kinds(record: type) -> tuple[str, ...]:
    (field,) = [one for one in structs.fields(record) if one.name == "kind"]
    return tuple(field.type.__args__)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (-50.0, "−50%"),
        (3.41, "+3.4%"),
        (0.0251, "+0.025%"),
        (1213.2, "+1,213%"),
        (9.96, "+10%"),
        (0.0, "0%"),
        (None, "N/A"),
    ],
)
def test_per_cent(value: float | None, text: str) -> None:
    """A change in per cent keeps its sign and two digits."""
    assert numbers.percent_change(value) == text


@given(st.integers(0, 9_999), st.integers(0, 9_999), st.integers(0, 999))
def test_views_are_said_right(scores: int, undated: int, models: int) -> None:
    """A view says its day, the catalog's, how many scores there are and how many of them have no day."""
    view = View(day="2026-01-31", date="2026-11-21", scores=scores, undated=min(scores, undated), models=models)
    said = view_words(view)
    assert [faults(sentence) for sentence in said] == [()] * len(said)
    assert said[0].text.startswith("A view as of 2026-01-31 of the catalog of 2026-11-21")
    assert (len(said) > 1) is (view.undated > 0)
    if view.undated:
        assert f" {view.undated:,} state no day of their own" in said[1].text


def test_the_whole_is_said() -> None:
    """From the catalog's own day on it is the whole catalog."""
    (said,) = view_words(View(day="2026-11-22", date="2026-11-21", scores=1, undated=1, models=1))
    assert "the whole catalog" in said.text
    assert faults(said) == ()
