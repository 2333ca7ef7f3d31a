"""What a brief says beside its changes: numbers, singular and plural, and every figure bound."""

from typing import Any

import pytest
from msgspec import structs

from evenhand.comparison.workload_presets import PRESETS
from evenhand.records.brief import MonthlyCost
from evenhand.records.change_log import ChangeGroup
from evenhand.records.changes import PlaceChange, PriceChange, ScoreChange, Span
from evenhand.records.wording import Sentence
from evenhand.wording.brief import (
    OF_A_MODEL,
    also_told,
    beside_words,
    counted_lead,
    effect_words,
    entered_words,
    falls_below,
    figure_corrected,
    further_terms,
    headline,
    learned_late,
    maker_words,
    models_lead,
    newly_stated,
    nothing_for_you,
    of_a_model,
    offers_lead,
    other_cause,
    own_cause,
    places_lead,
    prices_lead,
    quiet_headline,
    second_opinions,
    stated_lead,
    unplaced_words,
    watched_lead,
    worked_out,
)
from evenhand.wording.sentence import faults

AT_FOUR = Span(place=4, best=2, worst=6, of=60)
SURE = Span(place=1, best=1, worst=1, of=60)
BOTH = (Span(place=5, best=4, worst=6, of=10), Span(place=2, best=1, worst=3, of=10))
MOVED = PlaceChange(
    kind="rank shift", day="2026-05-13", since="2026-05-06", model="ada", ranking="even", lane="provisional",
    before=Span(place=5, best=4, worst=6, of=12), after=Span(place=3, best=2, worst=3, of=12),
)  # fmt: skip
AMONG = structs.replace(MOVED, after=Span(place=7, best=6, worst=8, of=20), among=BOTH)
NAMES = {"model/ada": "Ada 2", "source/card": "Card", "provider/host": "Host 24"}
SAID = [
    (quiet_headline("2026-05-11", "2026-05-17"), "No news from 11 May 2026 to 17 May 2026."),
    (quiet_headline("2026-05-17", "2026-05-17"), "No news on 17 May 2026."),
    (nothing_for_you("2026-05-11", "2026-05-17"),
     "Nothing of what you follow changed from 11 May 2026 to 17 May 2026."),
    (watched_lead(1), "1 change of models that you watch."),
    (watched_lead(12), "12 changes of models that you watch."),
    (models_lead(1, 0, 0, "Ada 2", AT_FOUR), "Ada 2 is new at place 4."),
    (models_lead(1, 0, 0, "Ada 2", None), "Ada 2 is new."),
    (models_lead(0, 0, 0, "Ada 2", None, 1), "Ada 2 came on file."),
    (models_lead(2, 0, 0, "Ada 2", None, 7), "2 new models, 7 models first on file, with no day of release."),
    (models_lead(1, 0, 0, "Ada 2", None, 7), "Ada 2 is new, 7 models first on file, with no day of release."),
    (models_lead(1, 2, 0, "Ada 2", AT_FOUR), "Ada 2 is new at place 4, 2 models retired."),
    (models_lead(0, 1, 0, "Ada 2", None), "Ada 2 is retired."),
    (models_lead(0, 0, 1, "Ada 2", None), "Ada 2 is no longer in the catalog."),
    (models_lead(3, 1, 2, "Ada 2", AT_FOUR),
     "3 new models, Ada 2 highest at place 4, 1 model retired, 2 models no longer in the catalog."),
    (offers_lead(13, 0, 0), "13 new offers."),
    (offers_lead(0, 3, 0), "3 offers ended."),
    (offers_lead(10, 3, 0), "10 new offers, 3 ended."),
    (offers_lead(0, 0, 1), "1 offer no longer listed."),
    (offers_lead(1, 1, 1), "1 new offer, 1 ended, 1 no longer listed."),
    (stated_lead(21), "21 prices stated in other parts."),
    (prices_lead(1, "Ada 2", "Host 24", {"output": 400.0}), "Ada 2 at Host 24 has another price (output +400%)."),
    (prices_lead(5, "Ada 2", "Host 24", {"input": -40.0, "output": 140.0}),
     "5 price changes, first Ada 2 at Host 24 (input −40%, output +140%)."),
    (prices_lead(1, "Ada 2", "Host 24", {"input": -50.0, "output": -50.0}),
     "Ada 2 at Host 24 has another price (input and output −50%)."),
    (prices_lead(1, "Ada 2", "Host 24", {"input": None, "output": -12.5}),
     "Ada 2 at Host 24 has another price (input no longer free, output −13%)."),
    (prices_lead(2, "Ada 2", "Host 24", {}), "2 price changes, first Ada 2 at Host 24."),
    (places_lead(1, MOVED, NAMES, 0, 0), "Ada 2 rose from place 5 to 3."),
    (places_lead(2, AMONG, NAMES, 0, 0),
     "2 models moved beyond noise, Ada 2 rose from place 5 to 2 among the 10 models on both boards."),
    (places_lead(0, MOVED, NAMES, 3, 1), "3 models entered the board, 1 model left it."),
    (places_lead(0, MOVED, NAMES, 0, 1), "1 model left the board."),
    (watched_lead(2, maker_words("Lab 1")), "2 changes of models that you watch, first: By Lab 1."),
    (figure_corrected(), "The figure on file was corrected; that is no change of the price itself."),
    (counted_lead({"new benchmark": 2, "new source": 1}), "2 new benchmarks, 1 new source."),
    (entered_words(AT_FOUR, "2026-05-13", "Even, lane provisional"),
     "On 13 May 2026 it stands at place 4 (2 to 6) of 60, Even, lane provisional."),
    (entered_words(SURE, "2026-05-13", "Even, lane verified"),
     "On 13 May 2026 it stands at place 1 of 60, Even, lane verified."),
    (entered_words(SURE, "2026-05-13", "Even, lane verified", reconstructed=True),
     "On 13 May 2026 it stands at place 1 of 60, Even, lane verified; that board is a reconstruction."),
    (unplaced_words("2 of the 8 counted benchmarks that a rank needs", "2026-05-13"),
     "It has no place on 13 May 2026: 2 of the 8 counted benchmarks that a rank needs."),
    (unplaced_words("", "2026-05-13"), "It has no place on 13 May 2026."),
    (maker_words("Lab 1", "2026-04"), "By Lab 1, April 2026, day not stated."),
    (maker_words("Lab 1"), "By Lab 1."),
    (own_cause(1, 0, rules=False), "1 score of it corrected or removed."),
    (own_cause(0, 1, rules=False), "1 score of it now stated for other conditions."),
    (own_cause(2, 1, rules=True),
     "2 scores of it corrected or removed, 1 now stated for other conditions, and the ranking’s own rules changed."),
    (own_cause(0, 0, rules=True), "The ranking’s own rules changed too."),
    (other_cause(rules=True, others=False), "No score of it changed; the ranking’s own rules did."),
    (other_cause(rules=False, others=True), "No score of it changed; those of other models did."),
    (other_cause(rules=True, others=True),
     "No score of it changed; the ranking’s own rules and scores of other models did."),
    (other_cause("2026-05-31", rules=False, others=True),
     "No score of it became known since 2026-05-31; scores of other models did."),
    (also_told(("Card",)), "Card tells of it too."),
    (also_told(("Card", "Page 2")), "Card and Page 2 tell of it too."),
    (learned_late("2026-05-13"), "On 13 May 2026 this was not known here."),
    (further_terms(1), "1 more price of it changed there, for other prompt lengths, modes or hours."),
    (newly_stated(4, 1, "Card", "Ada 2"),
     "Card states other parts of 4 prices of Ada 2 than before; no price known before moved."),
    (newly_stated(21, 13, "Card"),
     "Card states other parts of 21 prices of 13 models than before; no price known before moved."),
    (second_opinions(1),
     "1 change of price that second opinions tell, where another source is used, stands in the log of changes."),
    (worked_out("2026-11-21"),
     "Worked out from the days that the facts of 2026-11-21 state; places are those of the boards on file."),
    (falls_below(1.5, 2.0),
     "Its cheapest output price is now $1.50 per million tokens; you asked for word at $2.00 or below."),
    (falls_below(0.0, 2.0), "Its cheapest output price is now free; you asked for word at $2.00 or below."),
    (falls_below(0.0, 0.0), "Its cheapest output price is now free; you asked for word when it is free."),
    (effect_words(PRESETS["chat"], MonthlyCost(preset="chat", before=2.5568, after=12.784)),
     "A month of the example Chat, 1,000 requests a day, costs $12.78 there; before it cost $2.56."),
    (effect_words(PRESETS["batch-extraction"], MonthlyCost(preset="batch-extraction", before=0.0, after=1234.5)),
     "A month of the example Batch extraction, 50,000 requests a day, costs $1,234.50 there; before it cost nothing."),
    (*beside_words({"new score": 1, "shift within noise": 2}),
     "Beside that, in the log of changes: 1 new score, 2 shifts within noise."),
]  # fmt: skip


@pytest.mark.parametrize(("said", "text"), SAID, ids=lambda one: one.rule if isinstance(one, Sentence) else "")
def test_sentence_is_right_and_bound(said: Sentence, text: str) -> None:
    """The words, in singular and plural, and no number that was not given."""
    assert said.text == text
    assert faults(said) == ()


def test_headline_joins_the_first_leads() -> None:
    """Three leads make one sentence, with all their figures; a fourth is left to its section."""
    leads = (models_lead(3, 0, 0, "Ada 2", AT_FOUR), watched_lead(2), counted_lead({"new source": 1}), watched_lead(9))
    said = headline(leads)
    assert said.text == ("3 new models, Ada 2 highest at place 4; 2 changes of models that you watch; 1 new source.")
    assert faults(said) == ()


def test_unknown_cache_price_is_said() -> None:
    """Where one side counts cached tokens in full, the line says so."""
    said = effect_words(PRESETS["chat"], MonthlyCost(preset="chat", before=57.8, after=36.1, cache_unknown=True))
    assert said.text.endswith(
        "before it cost $57.80, cached tokens counted in full on the side that states no price for them."
    )
    assert faults(said) == ()


@pytest.mark.parametrize("kind", OF_A_MODEL)
def test_changes_of_one_model_are_counted(kind: Any) -> None:
    """A line for a watched model names it, how many there are and who says so, and nothing unbound."""
    group = ChangeGroup(day="2026-05-13", kind=kind, source="card", changes=tuple(_changes(kind)))
    said = of_a_model(group, "ada", NAMES)
    assert "Ada 2" in said.text
    assert "2" in said.text.replace("Ada 2", "")
    assert faults(said) == ()


def _changes(kind: Any) -> list[ScoreChange | PriceChange]:
    if kind in {"corrected price", "new offer", "ended offer", "removed offer"}:
        given: dict[str, Any] = {"day": "2026-05-13", "provider": "host", "model": "ada", "source": "card"}
        one = PriceChange(kind=kind, **given, mode="standard", above_tokens=0, hours="", undated=False, amounts=())
        return [one, one]
    return [ScoreChange(kind=kind, day="2026-05-13", model="ada", benchmark=test, source="card") for test in ("a", "b")]
