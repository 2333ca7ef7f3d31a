"""What is to be known of a price wherever it decides: at which hours it is another, and that it is a second opinion."""

from collections.abc import Iterable, Iterator

from evenhand.records.facts import Offer
from evenhand.records.find import FoundModel
from evenhand.records.wording import Sentence
from evenhand.wording import numbers
from evenhand.wording.sentence import say

MOST_NAMED = 8
# Whether a request fits an offer, where that is to be said.
FITS = {True: "", None: "not known whether such a request fits", False: "too long for its context"}


def condition_text(condition: str) -> str:
    """At which hours a price is another: `2 times as much at 01:00-04:00 UTC on some days from …`; empty for none."""
    return condition.replace(" this at ", " as much at ")


def opinion_text(source: str) -> str:
    """That a price rests on a second opinion, the source by name: `a second opinion, of LiteLLM`; empty for none."""
    return f"a second opinion, of {source}" if source else ""


def price_notes(offer: Offer, second: str) -> tuple[str, ...]:
    """Both of an offer, `second` the name of the source of a second opinion; as far as there is something."""
    return tuple(filter(None, (opinion_text(second), condition_text(offer.condition))))


def found_notes(row: FoundModel, names: dict[str, str]) -> tuple[str, ...]:
    """Both of a found model's price."""
    second = opinion_text(names.get(row.second_opinion, row.second_opinion))
    return tuple(filter(None, (second, condition_text(row.condition))))


def found_price_words(found: Iterable[FoundModel], names: dict[str, str]) -> Iterator[Sentence]:
    """Of which models the price is a second opinion's alone, and which cost more at some hours."""
    rows = tuple(found)
    told = tuple(row for row in rows if row.second_opinion)
    if told:
        sources = dict.fromkeys(names.get(row.second_opinion, row.second_opinion) for row in told)
        yield say(
            "find.second opinions",
            "The price of {models} is known from a second opinion alone, of {sources}.",
            models=_named(told),
            sources=numbers.listed(tuple(sources)),
        )
    for condition in dict.fromkeys(row.condition for row in rows if row.condition):
        held = tuple(row for row in rows if row.condition == condition)
        yield say(
            "find.condition",
            f"{{models}} {'costs' if len(held) == 1 else 'cost'} {{condition}}.",
            models=_named(held),
            condition=condition_text(condition),
        )


def _named(rows: tuple[FoundModel, ...]) -> str:
    rest = len(rows) - MOST_NAMED
    shown = tuple(row.name for row in rows[:MOST_NAMED])
    return numbers.listed((*shown, f"{rest} more") if rest > 0 else shown)
