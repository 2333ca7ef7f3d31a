"""Preferences as typed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenhand.brief.subscribers.choosing import MOST_WATCHED, Fault, Typed, chosen, known_topics, typed_of
from evenhand.brief.subscribers.readers import decoded, encoded
from evenhand.catalog.catalog import Catalog
from evenhand.records.brief import TOPICS
from evenhand.records.subscriptions import Preferences, Watched


def faults(catalog: Catalog, **typed: object) -> list[Fault]:
    """What is wrong with what was typed."""
    found = chosen(catalog, Typed(**typed))  # type: ignore[arg-type]
    assert not isinstance(found, Preferences), "it was taken"
    return list(found)


def test_what_is_typed_becomes_preferences(catalog: Catalog) -> None:
    """Names in common use, prices, and topics in any order; empty rows are no models."""
    typed = Typed(
        topics=("prices", "models"),
        watched=(("GPT-5.5", "4.50"), ("", "3"), ("gemma-4-12b", "")),
        alert_percent="12.5",
        rhythm="at once",
        workload="chat",
    )
    wanted = Preferences(
        topics=("models", "prices"),
        watched=(Watched(model="gpt-5.5", below=4.5), Watched(model="gemma-4-12b")),
        alert_percent=12.5,
        rhythm="at once",
        workload="chat",
    )
    assert chosen(catalog, typed) == wanted
    assert chosen(catalog, typed_of(wanted)) == wanted
    assert decoded(encoded(wanted)) == wanted


def test_a_wrong_name_gets_the_nearest(catalog: Catalog) -> None:
    """A model that nobody knows is told with those that are spelt like it, at its own field."""
    [fault] = faults(catalog, watched=(("gpt-5.5", ""), ("gema-4-12b", "")))
    assert (fault.field, fault.text) == ("model-2", "gema-4-12b")
    assert ("gemma-4-12b", "Gemma 4 12B") in fault.near


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"topics": ("sports",)}, "topics"),
        ({"topics": ()}, "topics"),
        ({"alert_percent": ""}, "alert_percent"),
        ({"alert_percent": "-1"}, "alert_percent"),
        ({"alert_percent": "101"}, "alert_percent"),
        ({"alert_percent": "nan"}, "alert_percent"),
        ({"alert_percent": "1" * 30}, "alert_percent"),
        ({"watched": (("gpt-5.5", "cheap"),)}, "below-1"),
        ({"watched": (("gpt-5.5", "inf"),)}, "below-1"),
        ({"watched": (("x" * 101, ""),)}, "model-1"),
        ({"watched": (("gpt-5.5", ""),) * (MOST_WATCHED + 1)}, "model-1"),
        ({"rhythm": "hourly"}, "rhythm"),
        ({"workload": "everything"}, "workload"),
    ],
)
def test_each_fault_is_told_at_its_field(catalog: Catalog, typed: dict[str, object], field: str) -> None:
    """What cannot be used is named by its field, with what would be right."""
    [fault] = faults(catalog, **typed)
    assert fault.field == field
    assert fault.said


def test_all_faults_are_told_together(catalog: Catalog) -> None:
    """Nobody has to send a form three times to learn of three faults."""
    found = faults(catalog, watched=(("nothing-like-it", "x"),), alert_percent="?", rhythm="", workload="z")
    assert [one.field for one in found] == ["model-1", "below-1", "alert_percent", "rhythm", "workload"]


def test_a_model_alone_is_enough(catalog: Catalog) -> None:
    """Without topics a reader hears of watched models only."""
    found = chosen(catalog, Typed(topics=(), watched=(("gpt-5.5", ""),)))
    assert isinstance(found, Preferences)
    assert found.topics == ()


def test_topics_of_the_form() -> None:
    """One or more of the known ones, in their usual order."""
    assert known_topics(("prices", "models")) == ("models", "prices")
    assert known_topics(TOPICS) == TOPICS
    assert known_topics(()) is None
    assert known_topics(("prices", "sports")) is None


@settings(deadline=None, derandomize=True, database=None, max_examples=60)
@given(st.data())
def test_whatever_is_typed_is_taken_or_told(catalog: Catalog, data: st.DataObject) -> None:
    """Any text in any field gives preferences that the store keeps, or faults; never an error."""
    text = st.text(max_size=30)
    typed = Typed(
        topics=tuple(data.draw(st.lists(st.one_of(st.sampled_from(TOPICS), text), max_size=6))),
        watched=tuple(data.draw(st.lists(st.tuples(st.one_of(st.sampled_from(["gpt-5.5"]), text), text), max_size=4))),
        alert_percent=data.draw(st.one_of(st.floats().map(str), text)),
        rhythm=data.draw(st.one_of(st.sampled_from(["weekly", "at once"]), text)),
        workload=data.draw(st.one_of(st.sampled_from(["", "chat"]), text)),
    )
    found = chosen(catalog, typed)
    if isinstance(found, Preferences):
        assert decoded(encoded(found)) == found
    else:
        assert found
