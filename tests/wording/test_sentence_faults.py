"""The re-reading of a sentence against its figures: planted faults are found, sound sentences pass."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from evenhand.records.wording import Figure, Sentence
from evenhand.wording import numbers
from evenhand.wording.sentence import faults, say

SOUND = say(
    "some.rule",
    "{left} minus {right} is {difference} points over {tests}; {ahead} would be ahead with probability {chance}.",
    left="GPT-5",
    right="GPT-5.2",
    difference=(-14.83, numbers.signed(-14.83)),
    tests=(2, "2 shared tests"),
    ahead="GPT-5.2",
    chance=(0.897, "90%"),
)


def changed(text: str, new: str) -> Sentence:
    """The sound sentence with a part of its text replaced, its figures as they were."""
    assert text in SOUND.text
    return structs.replace(SOUND, text=SOUND.text.replace(text, new, 1))


def test_a_sound_sentence_has_no_faults() -> None:
    """Nothing is found in a sentence that says what it was given."""
    assert faults(SOUND) == ()


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("−14.8", "−14.9"),
        ("−14.8", "14.8"),
        ("90%", "99%"),
        ("2 shared tests", "3 shared tests"),
        ("2 shared tests", "22 shared tests"),
        ("points", "points of 100"),
        ("points", "null points"),
        ("points", "None points"),
        ("points", "NaN points"),
        ("points", "Infinity points"),
        ("points", "{points}"),
        (" points", "  points"),
        (" points", " points ,"),
        ("; ", " ; "),
        ("points", "points ()"),
        ("GPT-5 ", "GPT-6 "),
        ("GPT-5 minus", "The first minus"),
    ],
)
def test_planted_faults_are_found(text: str, new: str) -> None:
    """A changed, added or unbound number, a lost name and broken words are each found."""
    assert faults(changed(text, new)) != ()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (14.8, "14.9"),
        (-14.8, "+14.8"),
        (14.8, "−14.8"),
        (0.5, "over 99%"),
        (0.5, "under 1%"),
        (0.5, "60%"),
        (262_144, "300K"),
        (1_047_576, "1.1M"),
        (0.4, "free"),
        (3, "no tests"),
        (float("nan"), "nan tokens/s"),
        (float("inf"), "inf times"),
    ],
)
def test_figures_must_read_back(value: float, text: str) -> None:
    """A figure whose text is not its value is found, though the sentence holds it."""
    found = Sentence(rule="r", text=f"It is {text}.", figures=(Figure(name="it", value=value, text=text),))
    assert faults(found) != ()


def test_the_digits_of_one_figure_bind_no_other_number() -> None:
    """A figure `1` does not excuse an unbound 11, 1.5 or a second 1."""
    one = Figure(name="k", value=1, text="1")
    for text in ("1 of 11.", "1 of 1.5 tests.", "1 and 1."):
        assert faults(Sentence(rule="r", text=text, figures=(one,))) != ()


def test_names_may_hold_anything() -> None:
    """A name with digits, two spaces or an ominous word is a name, however often it stands there."""
    name = "Infinity  8 (null) v2, part 3"
    assert faults(say("r", "{left} is {left}, not {right}.", left=name, right="o1")) == ()


def test_first_letters() -> None:
    """Sentences begin with a capital; a name that begins with a small letter keeps it."""
    assert say("r", "leans to {leader}", leader="o1").text == "Leans to o1"
    assert say("r", "{left} leads", left="o1").text == "o1 leads"
    assert say("r", "{category} matters.", category="coding").text == "Coding matters."
    assert say("r", "{tests} are shared.", tests=(0, "no tests")).text == "No tests are shared."


def test_a_missing_value_is_an_error() -> None:
    """A template that names a value which is not given cannot be said."""
    with pytest.raises(KeyError):
        say("r", "{left} and {right}", left="A")


@given(st.floats(-100, 100), st.floats(0, 1), st.integers(0, 40))
def test_what_say_writes_reads_back(difference: float, chance: float, tests: int) -> None:
    """Any difference, probability and count, written by our formats, has no faults."""
    sentence = say(
        "r",
        "Ahead by {difference} or {size} over {tests}, {chance}.",
        difference=(difference, numbers.signed(difference)),
        size=(difference, numbers.points(difference)),
        tests=(tests, numbers.count(tests, "test")),
        chance=(chance, numbers.percent_chance(chance)),
    )
    assert faults(sentence) == ()
