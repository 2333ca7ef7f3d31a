"""The weekly brief: what changed between two catalogs, short, each line with its evidence."""

from typing import Literal

from msgspec import Struct

from evenhand.records.changes import Edition, Evidence
from evenhand.records.wording import Sentence

Topic = Literal["models", "places", "prices", "benchmarks", "corrections"]
TOPICS: tuple[Topic, ...] = ("models", "places", "prices", "benchmarks", "corrections")


class BriefLine(Struct, frozen=True, kw_only=True):
    """One change, or many of a kind that came together, in one line.

    `words` says it, `details` say more (interval, cause, effect on a workload). `models` are the ids it is about, all
    of them where it stands for many changes. `path` is the page of this site that shows it, `evidence` where the value
    stands and the link of its source, `source_name` who says so. `percent` is the largest change of a price.
    """

    topic: Topic
    words: Sentence
    details: tuple[Sentence, ...] = ()
    models: tuple[str, ...] = ()
    provider: str = ""
    path: str = ""
    evidence: Evidence | None = None
    source_name: str = ""
    percent: float | None = None
    changes: int = 1


class BriefSection(Struct, frozen=True, kw_only=True):
    """The lines of a topic, the most important first; `left` more are on the page `more`."""

    topic: Topic
    heading: str
    lines: tuple[BriefLine, ...]
    left: int = 0
    more: str = ""


class Brief(Struct, frozen=True, kw_only=True):
    """What changed from one catalog to a later one, for everybody.

    `id` names it in addresses (`2026-W20`: the ISO week of the last day it covers; a second one in a week ends in
    `-2`), `first` and `last` are the days it covers, ISO text, `issued` the day on which it was issued, empty where
    none did. `notes` say how to read it: changed rules, boards worked out afterwards, what could not be compared.
    Without sections nothing happened, and the headline says so.
    """

    schema: str = "evenhand/brief/1"
    id: str
    first: str
    last: str
    since: Edition
    until: Edition
    headline: Sentence
    sections: tuple[BriefSection, ...]
    counts: dict[str, int] = {}
    notes: tuple[Sentence, ...] = ()
    issued: str = ""

    @property
    def empty(self) -> bool:
        """That nothing happened."""
        return not self.sections
