"""A brief for everybody: nothing of the changes is lost, the important comes first, and each line can be followed."""

from typing import Any

import pytest
from invented_weeks import FIRST, LAST, brief_of, every_line, every_sentence, invented_week, price, shift
from msgspec import json, structs

from evenhand.brief.composing.compose import compose
from evenhand.brief.composing.topics import BESIDE, KINDS_OF, SHOWN
from evenhand.brief.composing.weeks import week_of
from evenhand.catalog.catalog import Catalog
from evenhand.changes.between import counted
from evenhand.records.brief import Brief
from evenhand.records.changes import (
    Amount,
    CatalogChanges,
    Change,
    DescriptionChange,
    Edition,
    Evidence,
    PlaceChange,
    PriceChange,
    ScoreChange,
    Span,
)
from evenhand.records.facts import Model
from evenhand.wording.sentence import faults
from invented_catalogs import catalog_of, offer

SEEDS = range(8)


def section(brief: Brief, topic: str) -> list[str]:
    """What the shown lines of a topic say, with their details."""
    [found] = [one for one in brief.sections if one.topic == topic]
    return [" ".join(said.text for said in (line.words, *line.details)) for line in found.lines]


@pytest.mark.parametrize("seed", SEEDS)
def test_sections_count_every_change(seed: int) -> None:
    """Shown and counted changes of a section are all that there are; new models' entries stand with the models."""
    changes, older, newer = invented_week(seed)
    brief = compose(changes, older, newer)
    new = {one.id for one in changes.changes if isinstance(one, DescriptionChange) and one.kind == "new model"}
    entered = [one for one in changes.changes if one.kind == "entered board" and getattr(one, "model", "") in new]
    for topic, kinds in KINDS_OF.items():
        there = sum(changes.counts.get(kind, 0) for kind in kinds) - (len(entered) if topic == "places" else 0)
        found = [one for one in brief.sections if one.topic == topic]
        told = sum(line.changes for one in found for line in one.lines) + sum(one.left for one in found)
        assert told == there, topic
        assert all(len(one.lines) <= SHOWN for one in found)
        assert [one.left for one in found] == [sum(line.changes for line in one.rest) for one in found]
    assert brief.counts == changes.counts


@pytest.mark.parametrize("seed", SEEDS)
def test_every_figure_of_every_sentence_is_bound(seed: int) -> None:
    """No sentence of a brief states a number that it was not given, the headline included."""
    brief = compose(*invented_week(seed))
    assert [(one.text, wrong) for one in every_sentence(brief) if (wrong := faults(one))] == []


@pytest.mark.parametrize("seed", SEEDS)
def test_every_line_can_be_followed(seed: int) -> None:
    """Each line names a page of the site and where its value stands."""
    changes, older, newer = invented_week(seed)
    for line in every_line(compose(changes, older, newer)):
        assert line.path.startswith(("/models/", "/benchmarks/", "/sources/", "/changes", "/brief/"))
        assert line.evidence
        assert line.evidence.file or line.evidence.source
        assert line.path in {"/changes", f"/brief/{week_of(newer.date)}#by-model"} or line.path.rpartition("/")[2] in {
            *newer.models,
            *newer.benchmarks,
            *newer.sources,
        }


def test_a_brief_reads_back_from_its_record() -> None:
    """What is kept as JSON is the same brief again."""
    brief = compose(*invented_week(3))
    assert json.decode(json.encode(brief), type=Brief) == brief


def test_same_catalogs_make_a_brief_of_one_line() -> None:
    """Where nothing happened there is no section, and the headline says which days are meant."""
    brief = brief_of()
    assert brief.empty
    assert brief.headline.text == "No news from 24 June 2026 to 30 June 2026."
    assert (brief.id, brief.first, brief.last) == ("2026-W27", "2026-06-24", "2026-06-30")


def test_new_scores_alone_are_no_news() -> None:
    """Scores that came are counted below a brief without news, and kept for readers who watch the model."""
    brief = brief_of(new_score("ada"))
    assert brief.empty
    assert [one.text for one in brief.notes] == ["Beside that, in the log of changes: 1 new score."]
    assert [line.models for line in brief.further] == [("ada",)]


def test_headline_names_the_first_of_each() -> None:
    """The leads of the first three sections are the headline, in their order."""
    brief = brief_of(
        price("bob", 2.0, 1.0), shift("ada", (6, 5, 7), (2, 1, 3)), new_benchmark("one"), new_benchmark("two"),
        new_model("ada"),
    )  # fmt: skip
    assert brief.headline.text == (
        "Ada is new; Ada rose from place 6 to 2; Bob at Host 24 has another price (output −50%)."
    )


def test_headline_names_no_undated_model_as_new() -> None:
    """A model without a day of release is no new one, whatever its place; the highest new one that entered is named."""
    models = {name: Model(id=name, lab="one", name=name.title()) for name in ("old", "low", "high")}
    came = [structs.replace(new_model(name), after=day) for name, day in (("old", None), ("low", LAST), ("high", LAST))]
    entered = [_entered("old", 1), _entered("low", 9), _entered("high", 4)]
    newer = catalog_of(date=LAST, models=models)
    assert _dated(newer, *came, *entered) == (
        "2 new models, High highest at place 4, 1 model first on file, with no day of release."
    )
    assert _dated(newer, *came[:2], *entered[:2]) == (
        "Low is new at place 9, 1 model first on file, with no day of release."
    )
    assert _dated(newer, *came[:2], entered[0]) == "Low is new, 1 model first on file, with no day of release."


def test_headline_of_a_price_points_the_way_it_went() -> None:
    """Where input and output moved in opposite directions, the headline says both."""
    into = Amount(name="input", before=0.5, after=0.3, percent=-40.0)
    out = Amount(name="output", before=0.25, after=0.6, percent=140.0)
    brief = brief_of(price("ada", 0.25, 0.6, amounts=(into, out)))
    assert brief.headline.text == "Ada at Host 24 has another price (input −40%, output +140%)."


def test_headline_of_a_shift_says_among_whom() -> None:
    """A model that stands lower on a longer board and rose among those of both boards is said to have risen there."""
    among = tuple(Span(place=place, best=place, worst=place, of=10) for place in (5, 2))
    brief = brief_of(shift("ada", (5, 5, 5), (7, 7, 7), among=among))
    assert brief.headline.text == "Ada rose from place 5 to 2 among the 10 models on both boards."


def test_shifts_within_noise_are_only_counted() -> None:
    """A move that the intervals leave open is no line, and is said to be there."""
    brief = brief_of(shift("ada", (3, 1, 5), (2, 1, 4), kind="shift within noise"))
    assert brief.empty
    assert brief.notes[0].text == "Beside that, in the log of changes: 1 shift within noise."


def test_higher_places_come_first() -> None:
    """A shift at the top stands before a larger one further down."""
    brief = brief_of(shift("ada", (12, 11, 12), (6, 5, 7)), shift("bob", (2, 2, 2), (1, 1, 1)))
    assert [line.split()[0] for line in section(brief, "places")] == ["Bob", "Ada"]


def test_month_of_a_changed_price_is_recomputed() -> None:
    """The usual example at the old and at the new price: 30,438 requests of 1,500 tokens in, 1,000 cached, 400 out."""
    older, newer = priced(was=2.0), priced(was=2.0, now=1.0)
    brief = brief_of(at_rows(2.0, 1.0), older=older, newer=newer)
    before, after = (30438 * (1500 * 1.0 + 400 * out) / 1e6 for out in (2.0, 1.0))
    assert f"costs ${after:.2f} there; before it cost ${before:.2f}." in section(brief, "prices")[0]
    [line] = next(one for one in brief.sections if one.topic == "prices").lines
    assert [one.preset for one in line.costs] == ["chat", "long-document", "code-agent", "batch-extraction"]


def test_month_is_left_out_where_the_price_does_not_apply() -> None:
    """A tier for long prompts says nothing of short requests, and a price of some hours nothing of a month."""
    older, newer = priced(was=2.0, above_tokens=32_000), priced(was=2.0, now=1.0, above_tokens=32_000)
    brief = brief_of(at_rows(2.0, 1.0, above_tokens=32_000), older=older, newer=newer)
    [line] = next(one for one in brief.sections if one.topic == "prices").lines
    assert [one.preset for one in line.costs] == ["long-document", "code-agent"]
    assert line.details == ()
    older, newer = priced(was=2.0, hours="16:30-00:30"), priced(was=2.0, now=1.0, hours="16:30-00:30")
    brief = brief_of(at_rows(2.0, 1.0, hours="16:30-00:30"), older=older, newer=newer)
    assert next(one for one in brief.sections if one.topic == "prices").lines[0].costs == ()


def test_one_change_told_by_two_sources_is_one_line() -> None:
    """The source that states the day tells it, the other is named; what it states otherwise stands for itself."""
    same = brief_of(price("ada", 2.0, 1.0), price("ada", 2.0, 1.0, source="page", undated=True))
    assert len(section(same, "prices")) == 1
    assert section(same, "prices")[0].endswith("by Card. Page tells of it too.")
    other = brief_of(price("ada", 2.0, 1.0), price("ada", 2.0, 1.5, source="page", undated=True))
    assert len(section(other, "prices")) == 2


def test_second_opinions_do_not_count_beside_another_source() -> None:
    """Prices of a source that is held against others are told only where no other source knows the model there."""
    sources = catalog_of().sources
    second = {**sources, "page": structs.replace(sources["page"], opinion="second")}
    alone = catalog_of(date=LAST, sources=second)
    told = price("ada", 2.0, 1.0, source="page")
    assert len(section(brief_of(told, newer=alone), "prices")) == 1
    beside = catalog_of(date=LAST, sources=second, offers=[offer("ada", "host", 1.0, 2.0)])
    left_out = brief_of(told, newer=beside)
    assert left_out.empty
    assert "1 change of price that second opinions tell" in left_out.notes[0].text


def test_other_modes_of_a_price_are_counted_in_its_line() -> None:
    """A price of standard mode stands for those of other modes and prompt lengths of that day."""
    brief = brief_of(
        price("ada", 2.0, 1.0, mode="batch"), price("ada", 4.0, 2.0), price("ada", 4.0, 3.0, day="2026-06-28")
    )
    assert len(section(brief, "prices")) == 2
    assert "$4.00 to $2.00" in section(brief, "prices")[0]
    assert "1 more price of it changed there" in section(brief, "prices")[0]
    assert [line.words.text.split(" (")[1][:5] for line in brief.further] == ["batch"]


def test_what_is_newly_stated_is_no_change_of_price() -> None:
    """Prices of the cache that were unknown before come together, after prices that moved, and out of the headline."""
    stated = [price(f"m{n}", None, 0.1, amounts=(cached(None, 0.1),)) for n in range(5)]
    brief = brief_of(*stated, price("ada", 2.0, 2.1))
    assert brief.headline.text == "Ada at Host 24 has another price (output +5%)."
    assert section(brief, "prices")[1] == (
        "Card states other parts of 5 prices of 5 models than before; no price known before moved."
    )


def test_what_was_learned_late_comes_last_and_says_so() -> None:
    """A price that had changed before the older catalog, and was not known there, stands after what is new."""
    brief = brief_of(price("ada", 9.0, 1.0, day="2026-05-01"), price("bob", 2.0, 1.9))
    assert [line.split()[0] for line in section(brief, "prices")] == ["Bob", "Ada"]
    assert "On 23 June 2026 this was not known here." in section(brief, "prices")[1]


def test_new_and_retired_models_share_the_room() -> None:
    """Where there are many of both, half of the lines are for each, and the rest is counted."""
    models = {f"m{n}": Model(id=f"m{n}", lab="one", name=f"M{n}") for n in range(20)}
    newer = catalog_of(date=LAST, models=models)
    changes = [*(new_model(f"m{n}") for n in range(10)), *(retired(f"m{n}") for n in range(10, 20))]
    brief = brief_of(*changes, newer=newer)
    [found] = brief.sections
    assert [line.kind for line in found.lines] == ["new model"] * 4 + ["retirement"] * 4
    assert found.left == 12
    assert brief.headline.text == "10 new models, 10 models retired."


def test_beside_kinds_are_in_no_section() -> None:
    """What is only counted belongs to no topic's own kinds."""
    assert not set(BESIDE) & {kind for kinds in KINDS_OF.values() for kind in kinds}


def new_score(model: str) -> ScoreChange:
    """A new score of a model."""
    return ScoreChange(kind="new score", day=LAST, model=model, benchmark="fix", source="card", after=50.0, now=AT)


def corrected(model: str) -> ScoreChange:
    """A corrected score of a model."""
    return structs.replace(new_score(model), kind="corrected score", before=40.0)


def new_model(model: str) -> DescriptionChange:
    """A model that came."""
    return DescriptionChange(kind="new model", day=LAST, thing="model", id=model, now=AT)


def _entered(model: str, place: int) -> PlaceChange:
    """A model that entered the board."""
    at = Span(place=place, best=place, worst=place, of=12)
    given: dict[str, Any] = {"ranking": "even", "lane": "provisional", "since": FIRST}
    return PlaceChange(kind="entered board", day=LAST, model=model, after=at, **given)


def _dated(catalog: Catalog, *changes: Change) -> str:
    """The models' lead of a brief of a past week."""
    report = CatalogChanges(
        since=Edition(date=FIRST, version="a"), until=Edition(date=LAST, version="a"), changes=changes, counts={},
        names={f"model/{name}": model.name for name, model in catalog.models.items()} | {"ranking/even": "Even"},
    )  # fmt: skip
    [lead] = [one.lead for one in compose(counted(report), catalog, catalog, dated=True).sections if one.lead]
    return lead.text


def retired(model: str) -> DescriptionChange:
    """A model that was retired."""
    return DescriptionChange(kind="retirement", day=LAST, thing="model", id=model, after=LAST, now=AT)


def new_benchmark(name: str) -> DescriptionChange:
    """A benchmark that came."""
    return DescriptionChange(kind="new benchmark", day=LAST, thing="benchmark", id=name, now=AT)


def cached(before: float | None, after: float | None) -> Amount:
    """A price of cached input."""
    return Amount(name="cached input", before=before, after=after)


AT = Evidence(file="scores/card/one.csv", line=2, source="card", link="https://example.invalid", day=LAST)


def priced(was: float, now: float | None = None, **terms: Any) -> Catalog:
    """A catalog whose model has an output price, and with `now` another one from the last day on."""
    ends = LAST if now is not None else None
    rows = [offer("ada", "host", 1.0, was, since="2026-01-01", until=ends, file="prices/host.csv", line=2, **terms)]
    if now is not None:
        rows.append(offer("ada", "host", 1.0, now, since=LAST, file="prices/host.csv", line=3, **terms))
    return catalog_of(date=FIRST if now is None else LAST, offers=rows)


def at_rows(before: float, after: float, **terms: Any) -> PriceChange:
    """The change between the rows of these catalogs."""
    at = Evidence(file="prices/host.csv", line=2, source="card", link="", day="2026-01-01")
    return price("ada", before, after, was=at, now=structs.replace(at, line=3, day=LAST), **terms)
