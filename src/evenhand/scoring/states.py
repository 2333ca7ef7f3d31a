"""The word for a comparison, chosen by probability, number of tests and equality alone (product 1)."""

from evenhand.records.ranking import Thresholds
from evenhand.records.states import Side, State
from evenhand.scoring.head_to_head import NextTest, SameTests, equal_within


def state_of(same: SameTests, following: NextTest, tests: int, words: Thresholds) -> tuple[State, Side | None]:
    """The state and who is ahead. A lead needs points and logits to agree on the direction.

    `tests` is the number k of shared counted tests, at least 1.
    """
    if equal_within(words.equal_points, same) >= words.equal_probability:
        return "practically equal", None
    leader: Side = "left" if following.expected > 0 else "right"
    sure = max(following.probability, 1.0 - following.probability)
    if same.difference * following.expected <= 0 or sure < words.leans:
        return "too close to call", None
    if sure >= words.leads and tests >= words.leads_tests:
        return "leads", leader
    return "leans", leader
