"""Under which rules scores are compared, as pages, programs and agents ask for them."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct, structs

from evenhand.comparison.compare import EVEN


class Rules(Struct, frozen=True, kw_only=True):
    """A ranking by name, a lane (None is the ranking's own), category weights of one's own, the scale from chance."""

    ranking: str = EVEN
    lane: str | None = None
    weights: Mapping[str, float] | str = ""
    chance_corrected: bool = False

    def asked(self) -> dict[str, Any]:
        """As the methods of a library take them: `library.compare(left, right, **rules.asked())`."""
        return structs.asdict(self)
