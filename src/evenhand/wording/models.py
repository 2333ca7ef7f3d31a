"""What is said of one model by itself, and of its prices."""

from collections.abc import Iterable

from evenhand.records.facts import Offer
from evenhand.records.lab_profile import LabProfile
from evenhand.records.model_lines import ModelList
from evenhand.records.model_summary import ModelSummary
from evenhand.records.operations import StillHad
from evenhand.records.wording import Sentence
from evenhand.wording.numbers import count
from evenhand.wording.sentence import say

# That a lab serves a model no more: that it is gone, or how it can be had all the same; of `{date}`.
RETIRED: dict[StillHad, str] = {
    "": "was retired on {date}",
    "open weights": "was retired by its lab on {date}, and others can serve it: its weights are open",
    "hosts": "was retired by its lab on {date}, and other providers listed it on that day or later",
}
SWITCHES = {
    "open_weights": "whether the weights can be downloaded",
    "reasoning": "whether the model reasons before it answers",
}


def moving_words(name: str, lab: str) -> Sentence:
    """That a moving name stands for one model after another and so has no scores."""
    template = "{name} is a name that {lab} points at different models over time, so it has no scores."
    return say("note.moving", template, name=name, lab=lab)


def known_from(offer: Offer) -> str:
    """How the first day of a price is known, that day not repeated: `first recorded (documented)`; may be empty."""
    return offer.basis.replace(f"first recorded {offer.since}", "first recorded")


def ended(offer: Offer) -> str:
    """When a price ended: `until 2026-05-13`; of one whose day is not stated when that was read; empty of others."""
    if offer.until is None:
        return ""
    return f"removed when read on {offer.until}" if offer.end_unstated else f"until {offer.until}"


def unsure_words(found: ModelList) -> tuple[Sentence, ...]:
    """How many models a list leaves out because it is not known of them what is asked; nothing where it is of all."""
    if not found.unsure:
        return ()
    asked = " or ".join(SWITCHES[name] for name in SWITCHES if name in found.unknown)
    template = f"Of {{unsure}} it is not known {asked}."
    return (say("models.unsure", template, unsure=(found.unsure, count(found.unsure, "more model"))),)


def undated_words(found: LabProfile) -> tuple[Sentence, ...]:
    """How many of a lab's models have no day of release on file, and how many of these were first priced later."""
    if not found.undated:
        return ()
    verb = "has" if found.undated == 1 else "have"
    later = ", and the first price on file of {later} is of a later day" if found.priced_later else ""
    return (
        say(
            "models.undated",
            f"{{undated}} {verb} no day of release on file{later}.",
            undated=(found.undated, count(found.undated, "model")),
            later=(found.priced_later, f"{found.priced_later:,}"),
        ),
    )


def undated_last(models: Iterable[ModelSummary]) -> tuple[Sentence, ...]:
    """That models without a day of release come last in a list by release, and how many; empty for none."""
    undated = sum(not one.released for one in models)
    if not undated:
        return ()
    verb = "comes" if undated == 1 else "come"
    return (
        say(
            "models.undated last",
            f"{{undated}} without a known day of release {verb} last.",
            undated=(undated, count(undated, "model")),
        ),
    )
