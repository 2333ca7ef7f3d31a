"""Why one observation goes before another, in one sentence."""

from evenhand.records.explanation import Decided
from evenhand.records.wording import Sentence
from evenhand.wording.sentence import say

OPEN = "one that states none"
FIRST = {
    "lane": "this lane does not admit tier {there}",
    "version": "version {here} is what the ranking counts, this one is of {there}",
    "context": "context {here} is what the ranking counts, this one is of {there}",
    "tier": "tier {here} before {there}",
    "stated form": "it states its version or context length, this one leaves open which of several it is",
    "subset": "the whole set before a part ({there})",
    "tools": "the tools that the test prescribes ({here}) before others ({there})",
    "settings": "fewer special settings ({here}) than here ({there})",
    "effort": "more effort ({here}) before less or unstated ({there})",
    "newer": "newer, of {here} before {there}",
    "fixed order": "nothing that is stated tells the two apart, so a fixed order of their texts decides",
}
UNSAID = {"settings": "none", "effort": "none stated", "newer": "an unknown day"}


def after_words(why: Decided) -> Sentence:
    """Why the preferred observation goes before this one: the first criterion that differs."""
    unsaid = UNSAID.get(why.by, OPEN)
    return say(
        f"explained.after {why.by}",
        "The preferred score goes first: " + FIRST[why.by] + ".",
        here=why.here or unsaid,
        there=why.there or unsaid,
    )
