"""What is said of a source as a whole."""

from evenhand.records.sources import SourceProfile
from evenhand.records.wording import Sentence
from evenhand.wording.numbers import count, listed
from evenhand.wording.sentence import Written, say

KINDS = {
    "scores": "score",
    "prices": "price",
    "speeds": "measured speed",
    "facts": "fact of a model",
    "listings": "listing",
    "votes": "row of votes",
}
PLURALS = {"facts": "facts of models", "votes": "rows of votes"}


def gave_words(found: SourceProfile) -> Sentence:
    """What a source gave, what of it was refused, and how many of its names lead to nothing."""
    line = found.line
    kinds = {name: getattr(line, name) for name in KINDS if getattr(line, name)}
    values: dict[str, Written | str] = {
        name: (number, count(number, KINDS[name], PLURALS.get(name, ""))) for name, number in kinds.items()
    }
    parts = listed(tuple(f"{{{name}}}" for name in kinds)) or "nothing that is used here"
    refused = "; {refused} not admitted" if line.refused else ""
    left = ("; " if not refused else " and ") + "{left} nothing here" if line.unresolved else ""
    return say(
        "source.gave",
        f"{{publisher}} gave {parts}{refused}{left}.",
        publisher=found.source.publisher,
        refused=(line.refused, count(line.refused, "row was", "rows were")),
        left=(line.unresolved, count(line.unresolved, "name leads to", "names lead to")),
        **values,
    )
