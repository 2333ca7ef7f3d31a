"""The items of one's own logs that separate two models, with what is said of them."""

from msgspec import Struct

from evenhand.records.item_results import ItemsApart
from evenhand.records.wording import Sentence


class SeparatingItems(Struct, frozen=True, kw_only=True):
    """What one model solves and the other does not, under one configuration each.

    `left_choices` and `right_choices` are the configurations that the logs hold of either model on this test, as
    `found` names them.
    """

    found: ItemsApart
    words: tuple[Sentence, ...]
    left_choices: tuple[str, ...]
    right_choices: tuple[str, ...]
