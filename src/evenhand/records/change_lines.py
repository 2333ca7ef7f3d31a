"""A change of the log with the sentence about it."""

from msgspec import Struct

from evenhand.records.changes import Change
from evenhand.records.wording import Sentence


class ChangeLine(Struct, frozen=True, kw_only=True):
    """One change, with its day and evidence, and what it says."""

    change: Change
    words: Sentence
