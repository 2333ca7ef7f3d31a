"""Two models item by item, from one's own logs, with what is said of them."""

from msgspec import Struct

from evenhand.records.item_results import ItemComparison, ItemsApart
from evenhand.records.wording import Sentence


class OwnItemComparison(Struct, frozen=True, kw_only=True):
    """The paired comparison on each benchmark, and of one that was asked for the items on which the two differ."""

    schema: str = "evenhand/own-items/1"
    comparison: ItemComparison
    apart: ItemsApart | None = None
    words: tuple[Sentence, ...]
