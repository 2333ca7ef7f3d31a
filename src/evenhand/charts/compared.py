"""What the pictures of categories need to know of one: whether there is anything to draw, and what is said of it."""

from evenhand.records.comparison import CategoryResult, Comparison
from evenhand.wording.names import names_of
from evenhand.wording.numbers import points


def drawable(result: CategoryResult) -> bool:
    """Whether both sides have a mean on shared tests, so that there is something to draw."""
    return result.left_mean is not None and result.right_mean is not None


def state_text(comparison: Comparison, result: CategoryResult) -> str:
    """The state's own word with who and by how many points: `leans to Birch 2, 12.1`, `Birch 2 leads by 25.5`."""
    if result.leader is None or result.difference is None or result.state not in ("leads", "leans"):
        return result.state
    name = names_of(comparison).side(result.leader)
    gap = points(abs(result.difference))
    return f"{name} leads by {gap}" if result.state == "leads" else f"leans to {name}, {gap}"
