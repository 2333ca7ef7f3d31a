"""What is to be said of a catalog that is seen as of a day."""

from msgspec import Struct


class View(Struct, frozen=True, kw_only=True):
    """A view of the catalog of `date` as of `day`: its models and scores.

    `undated` scores have no day of their own and count from the day on which their source was read.
    """

    day: str
    date: str
    models: int
    scores: int
    undated: int
