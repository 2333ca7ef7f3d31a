"""The brief of one reader: everything about watched models first, the chosen topics after, the own workload."""

from collections import Counter
from typing import Any

import pytest
from invented_weeks import FIRST, LAST, brief_of, every_line, every_sentence, invented_week, price, shift
from msgspec import json, structs

from evenhand.brief.composing.archive import shown_only
from evenhand.brief.composing.compose import compose
from evenhand.brief.composing.personal import PersonalBriefs, personal
from evenhand.brief.composing.topics import SHOWN
from evenhand.changes.between import counted, model_of
from evenhand.records.brief import TOPICS, Brief, CheapestOutput, MonthlyCost
from evenhand.records.changes import Amount, CatalogChanges, DescriptionChange, Edition
from evenhand.records.subscriptions import Preferences, Watched
from evenhand.wording.brief import EFFECT
from evenhand.wording.sentence import faults
from invented_catalogs import catalog_of, offer

SEEDS = range(6)
PRICE = "Ada at Host 24: output from $2.00 to $1.00 (−50%) per million tokens, from 2026-06-30 on, by Card."


def watching(*models: str, **more: Any) -> Preferences:
    """A reader who watches these models."""
    return Preferences(watched=tuple(Watched(model=one) for one in models), **more)


def own_lines(brief: Brief) -> list[str]:
    """What stands under the watched models."""
    return [line.words.text for section in brief.sections if section.topic == "watched" for line in section.lines]


@pytest.mark.parametrize("seed", SEEDS)
def test_watchers_get_every_change_of_their_model(seed: int) -> None:
    """Whatever was cut or came together with others is told to who watches: all changes of a model, each once."""
    changes, older, newer = invented_week(seed)
    everybody = PersonalBriefs(compose(changes, older, newer))
    new = {model_of(one) for one in changes.changes if one.kind == "new model"}
    for model in newer.models.keys() | older.models.keys():
        there = [one for one in changes.changes if model_of(one) == model]
        mine = [one for one in there if not (model in new and one.kind == "entered board")]
        told = [one for one in everybody.of(watching(model)).sections if one.topic == "watched"]
        lines = [line for section in told for line in section.lines]
        found = Counter[str]()
        for line in lines:
            found[line.kind] += 1 if line.kind == "price change" else line.changes
        assert found == Counter(one.kind for one in mine), model
        assert [one.lead.figures[0].value for one in told if one.lead] == ([len(mine)] if mine else [])


@pytest.mark.parametrize("seed", SEEDS)
def test_no_change_of_a_watched_model_is_told_twice(seed: int) -> None:
    """What stands first stands in no topic again, and what a topic left out is counted less."""
    brief = compose(*invented_week(seed))
    mine = personal(brief, watching("m1", "m4", "m7"))
    topics = [line for section in mine.sections if section.topic != "watched" for line in section.lines]
    assert not [line for line in topics if line.models in {("m1",), ("m4",), ("m7",)}]
    for whole in brief.sections:
        every = (*whole.lines, *whole.rest)
        kept = tuple(one for one in every if one.models not in {("m1",), ("m4",), ("m7",)})
        left = sum(line.changes for line in kept[SHOWN:])
        told = [(one.lines, one.left) for one in mine.sections if one.topic == whole.topic]
        assert told == ([(kept[:SHOWN], left)] if kept else [])


@pytest.mark.parametrize("number", [1, 7, 8])
def test_what_had_no_room_takes_the_place_of_watched_lines(number: int) -> None:
    """Who watches the models of shown lines gets the next ones, and the others counted, led and linked."""
    brief = brief_of(*(price(f"x{place:02}", 4.0, 1.0 + place / 100) for place in range(20)))
    [_, prices] = personal(brief, watching(*(f"x{place:02}" for place in range(number)))).sections
    assert [line.models[0] for line in prices.lines] == [f"x{place:02}" for place in range(number, number + 8)]
    assert prices.left == 20 - number - 8
    assert prices.lead
    assert prices.lead.text.startswith(f"{20 - number} price changes, first x{number:02} at Host 24 ")


def test_a_section_of_which_only_a_number_is_known_stays() -> None:
    """Of a brief that is only shown, what it counts and links is kept where all its lines are watched."""
    brief = shown_only(brief_of(*(price(f"x{number:02}", 4.0, 1.0 + number / 100) for number in range(20))))
    mine = personal(brief, watching(*(f"x{number:02}" for number in range(8))))
    assert [(one.topic, len(one.lines), one.left, one.more) for one in mine.sections] == [
        ("watched", 8, 0, ""),
        ("prices", 0, 12, "/brief/2026-W27#prices-more"),
    ]


def test_a_key_holds_the_workload_of_lines_that_moved_up() -> None:
    """An example of a workload counts where its costs stand in a line that was not shown to everybody."""
    brief = brief_of(*(price(f"x{number:02}", 4.0, 1.0 + number / 100) for number in range(9)))
    costs = tuple(MonthlyCost(preset=name, before=8.0, after=4.0) for name in ("chat", "code-agent"))
    [section] = brief.sections
    rest = (structs.replace(section.rest[0], costs=costs),)
    everybody = PersonalBriefs(structs.replace(brief, sections=(structs.replace(section, rest=rest),)))
    loads = ("chat", "code-agent")
    assert len({everybody.content_key(Preferences(workload=one)) for one in loads}) == 1
    assert len({everybody.content_key(watching("x00", workload=one)) for one in loads}) == 2
    assert everybody.of(watching("x00", workload="code-agent")).sections[1].lines[-1].details[0].rule == EFFECT


def test_a_group_of_one_model_is_one_line() -> None:
    """Many offers of one model and source are told by the model's name, to everybody and to who watches it, once."""
    modes = ("standard", "batch", "flex", "priority")
    amounts = (Amount(name="output", before=None, after=2.0),)
    brief = brief_of(*(price("ada", None, 2.0, kind="new offer", mode=mode, amounts=amounts) for mode in modes))
    [section] = brief.sections
    told = ["Ada has 4 prices at Host 24, new by Card."]
    assert [line.words.text for line in section.lines] == told
    mine = personal(brief, watching("ada"))
    assert own_lines(mine) == told
    assert [one.topic for one in mine.sections] == ["watched"]
    assert mine.headline.text == "4 changes of models that you watch, first: Ada has 4 prices at Host 24, new by Card."


def test_what_is_newly_stated_of_one_model_is_told_in_full_to_its_watchers() -> None:
    """Everybody gets one line that names the model; who watches it each price, and not that line beside them."""
    amounts = (Amount(name="cached input", before=None, after=0.1),)
    modes = ("standard", "batch", "flex", "priority")
    brief = brief_of(*(price("ada", None, 0.1, mode=mode, amounts=amounts) for mode in modes))
    assert [line.words.text for section in brief.sections for line in section.lines] == [
        "Card states other parts of 4 prices of Ada than before; no price known before moved."
    ]
    mine = personal(brief, watching("ada"))
    assert [one.topic for one in mine.sections] == ["watched"]
    assert len(own_lines(mine)) == 4
    assert mine.headline.text == "4 changes of models that you watch."


def test_a_models_description_takes_no_others_along() -> None:
    """Where one of many descriptions is of a model, its watchers get that one, and everybody the others."""
    one = DescriptionChange(
        kind="changed description", day=LAST, thing="model", id="ada", field="name", before="A", after="B"
    )
    others = [structs.replace(one, thing="benchmark", id=name) for name in ("fix", "exam", "facts", "quiz")]
    mine = personal(brief_of(one, *others), watching("ada"))
    assert [(one.topic, [line.changes for line in one.lines]) for one in mine.sections] == [
        ("watched", [1]),
        ("corrections", [4]),
    ]


@pytest.mark.parametrize("seed", SEEDS)
def test_every_figure_of_a_personal_brief_is_bound(seed: int) -> None:
    """The sentences that are written for one reader state what they were given."""
    brief = compose(*invented_week(seed))
    mine = personal(brief, watching("m1", "m2", "m3", workload="code-agent"))
    assert [(one.text, wrong) for one in every_sentence(mine) if (wrong := faults(one))] == []


def test_watched_models_come_first_and_lead_the_headline() -> None:
    """The section of watched models is the first, and the headline begins with it."""
    brief = brief_of(price("ada", 2.0, 1.0), price("bob", 2.0, 1.0), shift("bob", (6, 5, 7), (2, 1, 3)))
    mine = personal(brief, watching("bob"))
    assert [section.topic for section in mine.sections] == ["watched", "prices"]
    assert [line.models for line in mine.sections[0].lines] == [("bob",), ("bob",)]
    assert mine.headline.text == "2 changes of models that you watch; Ada at Host 24 has another price (output −50%)."


def test_headline_names_no_watched_model_twice() -> None:
    """What went to the watched models is counted and named in no other part of the headline."""
    three = (price("bob", 1.0, 5.0), price("ada", 2.0, 1.0), price("eve", 2.0, 1.5))
    brief = brief_of(*three)
    assert brief.headline.text == "3 price changes, first Bob at Host 24 (output +400%)."
    mine = personal(brief, watching("bob"))
    assert mine.headline.text == (
        "1 change of models that you watch: Bob at Host 24 (output +400%); "
        "2 price changes, first Ada at Host 24 (output −50%)."
    )
    both = personal(brief, watching("bob", "ada"))
    assert both.headline.text.endswith("; eve at Host 24 has another price (output −25%).")


@pytest.mark.parametrize("seed", SEEDS)
def test_lead_of_prices_is_that_of_a_week_without_the_watched_models(seed: int) -> None:
    """Counted again from what stays, the lead says what it would have said had the watched models not moved."""
    changes, older, newer = invented_week(seed)
    watched = ("m1", "m4", "m7")
    left = tuple(one for one in changes.changes if model_of(one) not in watched)
    others = compose(counted(structs.replace(changes, changes=left)), older, newer)
    mine = personal(compose(changes, older, newer), watching(*watched))
    leads = [[one.lead for one in brief.sections if one.topic == "prices"] for brief in (others, mine)]
    assert leads[0] == leads[1]


def test_models_without_a_day_of_release_stay_told_as_such() -> None:
    """Where one of several models is watched, the others are counted as what they are: new, or only on file now."""
    days = {"ada": None, "bob": None, "eve": "2026-06-29"}
    came = [
        DescriptionChange(kind="new model", day=LAST, id=name, before=None, after=day, thing="model")
        for name, day in days.items()
    ]
    report = CatalogChanges(
        since=Edition(date=FIRST, version="a"), until=Edition(date=LAST, version="a"), changes=tuple(came), counts={},
        names={"model/ada": "Ada", "model/bob": "Bob", "model/eve": "Eve"},
    )  # fmt: skip
    catalog = catalog_of(date=LAST)
    brief = compose(counted(report), catalog, catalog, dated=True)
    assert brief.headline.text == "Eve is new, 2 models first on file, with no day of release."
    assert personal(brief, watching("ada")).headline.text == (
        "1 change of models that you watch: Ada came on file; Eve is new, 1 model first on file, "
        "with no day of release."
    )
    assert personal(brief, watching("ada", "eve")).headline.text.endswith("; Bob came on file.")


def test_a_lead_without_its_lines_is_left_out() -> None:
    """Of a brief that is only shown, what was cut is not known, and no lead is made up."""
    brief = shown_only(brief_of(*(price(f"x{number}", 2.0, 1.0 + number / 100) for number in range(12))))
    mine = personal(brief, watching("x0"))
    assert [section.lead is None for section in mine.sections] == [False, True]
    assert mine.headline.text == "1 change of models that you watch: x0 at Host 24 (output −50%)."


@pytest.mark.parametrize(("limit", "told"), [(1.5, True), (1.0, True), (0.99, False), (2.0, False), (None, False)])
def test_fall_to_a_limit_is_told_weekly(limit: float | None, *, told: bool) -> None:
    """The watched section says that the cheapest output price fell to the limit, at the offer that has it."""
    brief = _with_cheapest(brief_of(price("ada", 3.0, 2.5, provider="hut"), price("ada", 2.0, 1.0)))
    mine = personal(brief, Preferences(watched=(Watched(model="ada", below=limit),)))
    said = [line.provider for line in mine.sections[0].lines if any(one.rule == "brief.below" for one in line.details)]
    assert said == (["host"] if told else [])


def test_a_key_holds_a_limit_only_where_it_is_reached() -> None:
    """Readers of one model share a letter, but for those whose limit a price fell to."""
    everybody = PersonalBriefs(_with_cheapest(brief_of(price("ada", 2.0, 1.0))))
    keys = {
        limit: everybody.content_key(Preferences(watched=(Watched(model="ada", below=limit),)))
        for limit in (None, 0.5, 2.0, 1.2, 1.5)
    }
    assert keys[None] == keys[0.5] == keys[2.0]
    assert len({keys[None], keys[1.2], keys[1.5]}) == 3


def test_cheapest_outputs_are_those_of_the_two_days() -> None:
    """Between two catalogs, and of one catalog between two days, the fall is that of the offers in force."""
    rows = [
        offer("ada", "host", 1.0, 2.0, since="2026-06-01", until="2026-06-28", file="prices/host.csv", line=2),
        offer("ada", "host", 1.0, 1.0, since="2026-06-28", file="prices/host.csv", line=3),
    ]
    older, newer = catalog_of(date=FIRST, offers=rows[:1]), catalog_of(date=LAST, offers=rows)
    fell = {"ada": CheapestOutput(before=2.0, after=1.0, provider="host")}
    assert brief_of(price("ada", 2.0, 1.0), older=older, newer=newer).cheapest == fell
    one = CatalogChanges(
        since=Edition(date=FIRST, version="a"), until=Edition(date=LAST, version="a"),
        changes=(price("ada", 2.0, 1.0),), counts={},
    )  # fmt: skip
    assert compose(counted(one), newer, newer, dated=True).cheapest == fell
    assert shown_only(compose(counted(one), newer, newer, dated=True)).cheapest == {}


def test_only_chosen_topics_are_told() -> None:
    """A reader without interest in prices gets none, but for those of watched models."""
    brief = brief_of(price("ada", 2.0, 1.0), price("bob", 2.0, 1.0), shift("bob", (6, 5, 7), (2, 1, 3)))
    assert [one.topic for one in personal(brief, Preferences(topics=("places",))).sections] == ["places"]
    mine = personal(brief, watching("ada", topics=("places",)))
    assert [one.topic for one in mine.sections] == ["watched", "places"]
    assert own_lines(mine) == [PRICE]


def test_nothing_left_is_said() -> None:
    """A reader whose wishes leave nothing gets an empty brief with a sentence that says so."""
    mine = personal(brief_of(price("ada", 2.0, 1.0)), Preferences(topics=("benchmarks",)))
    assert mine.empty
    assert mine.headline.text == "Nothing of what you follow changed from 24 June 2026 to 30 June 2026."


def test_a_reader_without_wishes_gets_what_everybody_gets() -> None:
    """The usual preferences leave headline and shown lines as they are, without what is for watchers."""
    brief = compose(*invented_week(2))
    mine = personal(brief, Preferences())
    assert mine.headline == brief.headline
    assert [one.lines for one in mine.sections] == [one.lines for one in brief.sections]
    assert [one.left for one in mine.sections] == [one.left for one in brief.sections]
    assert mine.further == ()


def test_prices_are_put_into_the_readers_own_workload() -> None:
    """The month of the chosen example takes the place of the usual one; where it does not apply there is none."""
    brief = brief_of(price("ada", 2.0, 1.0))
    costs = (
        MonthlyCost(preset="chat", before=20.0, after=10.0),
        MonthlyCost(preset="code-agent", before=8.0, after=4.0),
    )
    [section] = brief.sections
    line = structs.replace(section.lines[0], costs=costs)
    brief = structs.replace(brief, sections=(structs.replace(section, lines=(line,)),))
    agent = personal(brief, Preferences(workload="code-agent")).sections[0].lines[0]
    assert "costs $4.00 there; before it cost $8.00." in agent.details[0].text
    assert personal(brief, Preferences(workload="long-document")).sections[0].lines[0].details == ()


@pytest.mark.parametrize("seed", SEEDS)
def test_readers_of_one_key_get_one_brief(seed: int) -> None:
    """Wishes that change nothing in a brief change no key; the same key is the same brief, byte by byte."""
    everybody = PersonalBriefs(compose(*invented_week(seed)))
    met: dict[str, bytes] = {}
    for wanted in _many_wishes():
        content = json.encode(everybody.of(wanted))
        assert met.setdefault(everybody.content_key(wanted), content) == content


def test_a_key_forgets_what_a_brief_does_not_tell() -> None:
    """Thresholds, rhythm, order, and models without news make no other content."""
    everybody = PersonalBriefs(brief_of(price("ada", 2.0, 1.0)))
    one = everybody.content_key(watching("ada", "bob", workload="chat"))
    other = Preferences(
        topics=tuple(reversed(TOPICS)), watched=(Watched(model="ada", below=1.0),), alert_percent=50.0,
        rhythm="at once", workload="code-agent",
    )  # fmt: skip
    assert everybody.content_key(other) == one
    assert everybody.content_key(Preferences(topics=("places",), workload="code-agent")) == everybody.content_key(
        Preferences(topics=("places",))
    )
    both = PersonalBriefs(brief_of(price("ada", 2.0, 1.0), price("bob", 3.0, 1.0)))
    assert both.content_key(watching("ada", workload="chat")) == both.content_key(watching("ada"))
    assert both.content_key(watching("bob", "ada")) == both.content_key(watching("ada", "bob", alert_percent=1.0))
    assert both.content_key(watching("ada")) != both.content_key(watching("bob"))


def test_the_kept_record_is_enough() -> None:
    """A personal brief from the record as JSON is that from the brief itself."""
    brief = compose(*invented_week(4))
    again = json.decode(json.encode(brief), type=Brief)
    wanted = watching("m1", "m5", workload="batch-extraction")
    assert personal(again, wanted) == personal(brief, wanted)
    assert list(every_line(again)) == list(every_line(brief))


def _with_cheapest(brief: Brief) -> Brief:
    fell = CheapestOutput(before=1.9, after=1.0, provider="host")
    return structs.replace(brief, cheapest={"ada": fell})


def _many_wishes() -> list[Preferences]:
    topics = [TOPICS, ("prices",), ("models", "places"), ()]
    models = [(), ("m1",), ("m2", "m3"), ("m3", "m2"), ("m1", "gone")]
    loads = ["", "chat", "code-agent"]
    return [watching(*watched, topics=one, workload=load) for one in topics for watched in models for load in loads]
