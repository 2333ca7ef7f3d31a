"""What a reader searches for, and what it means."""

from msgspec import Struct


class Search(Struct, frozen=True, kw_only=True):
    """The words that a reader searches for, and the ids of what they mean; None where nothing is searched for."""

    text: str = ""
    ids: frozenset[str] | None = None

    def finds(self, name: str) -> bool:
        """Whether the thing of this id is meant; every one is where nothing is searched for."""
        return self.ids is None or name in self.ids


NO_SEARCH = Search()
