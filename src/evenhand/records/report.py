"""The one shape of a comparison for programs: what the command prints with --json and the API answers."""

from msgspec import Struct

from evenhand.records.comparison import Comparison
from evenhand.records.wording import ComparisonWords


class ComparisonReport(Struct, frozen=True, kw_only=True):
    """A comparison and all that is said about it. `schema` names the version of this shape."""

    schema: str = "evenhand/compare/1"
    comparison: Comparison
    words: ComparisonWords
