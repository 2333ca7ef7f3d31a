"""What is said of one model by itself, and of its prices."""

from evenhand.records.facts import Offer
from evenhand.records.wording import Sentence
from evenhand.wording.sentence import say


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
