"""How far alerts have come: the newest catalog that they were sent for, as one mark in the store."""

import re

from msgspec import Struct

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# So many catalogs of one day are remembered.
MOST = 20


class Reached(Struct, frozen=True, kw_only=True):
    """The date of the newest catalog that alerts were sent for, and the versions of that date, the last one first.

    The date is empty where an older Evenhand, or nobody, noted it.
    """

    date: str = ""
    versions: tuple[str, ...] = ()

    @property
    def version(self) -> str:
        """The catalog that the next one is compared with; empty before the first."""
        return self.versions[0] if self.versions else ""

    @property
    def text(self) -> str:
        """The value of the mark: date and versions, with spaces between."""
        return " ".join((self.date, *self.versions))

    def why_not(self, version: str, date: str) -> str:
        """Why no alerts are due for the catalog of this version and date; empty where they are.

        A catalog of the same date is a correction, and is told of once: between two that come in turn, since machines
        see different ones, nothing goes to and fro.
        """
        if version == self.version:
            return "the catalog has not changed"
        if self.date and date < self.date:
            return f"the catalog, of {date}, is older than that of the last alerts, of {self.date}"
        return "of this catalog was told before another one of its day" if version in self.versions else ""

    def then(self, version: str, date: str) -> "Reached":
        """How far it is with this catalog."""
        before = self.versions if self.date in {"", date} else ()
        return Reached(date=date, versions=(version, *before)[:MOST])


def reached_in(mark: str) -> Reached:
    """A mark as it was read; an older Evenhand wrote the version alone."""
    words = mark.split()
    if words and DAY.fullmatch(words[0]):
        return Reached(date=words[0], versions=tuple(words[1:]))
    return Reached(versions=tuple(words))
