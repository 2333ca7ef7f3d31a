"""The weekly brief: what changed between two catalogs, short, each line with its evidence."""

from typing import Literal

from msgspec import Struct

from evenhand.records.changes import Edition, Evidence, Kind
from evenhand.records.wording import Sentence

Topic = Literal["models", "places", "prices", "benchmarks", "corrections"]
TOPICS: tuple[Topic, ...] = ("models", "places", "prices", "benchmarks", "corrections")
# The brief of one reader may begin with all that happened to the models that they watch.
SectionTopic = Topic | Literal["watched"]


class MonthlyCost(Struct, frozen=True, kw_only=True):
    """What a month of an example of a workload costs at one offer, US dollars, before and after its price changed.

    `cache_unknown` says that the price of cached tokens was known on one side alone, and the other counts them in full.
    """

    preset: str
    before: float
    after: float
    cache_unknown: bool = False


class CheapestOutput(Struct, frozen=True, kw_only=True):
    """A model's lowest output price, US dollars per million tokens, before and after; None was unknown.

    Of standard offers at any hour; `provider` is that of the price after.
    """

    before: float | None
    after: float
    provider: str


class BriefLine(Struct, frozen=True, kw_only=True):
    """One change, or many of a kind that came together, in one line.

    `words` says it, `details` say more (interval, cause, effect on a workload). `models` are the ids it is about, all
    of them where it stands for many changes. `path` is the page of this site that shows it, `evidence` where the value
    stands and the link of its source, `source_name` who says so. `percents` are the changes of the prices of input and
    output, else of the cache, in per cent, by the name of the price; None of one that was free and is not. `costs` are
    what the change does to each example of a workload that the price applies to; `details` say one of them. `kind` is
    that of the changes.
    """

    topic: Topic
    words: Sentence
    details: tuple[Sentence, ...] = ()
    models: tuple[str, ...] = ()
    provider: str = ""
    path: str = ""
    evidence: Evidence | None = None
    source_name: str = ""
    percents: dict[str, float | None] = {}
    changes: int = 1
    kind: Kind | Literal[""] = ""
    costs: tuple[MonthlyCost, ...] = ()


class BriefSection(Struct, frozen=True, kw_only=True):
    """The lines of a topic, the most important first; `left` more changes are on the page `more`.

    `lead` is its part of the headline: what there is of it, and the most important. `rest` are the lines that there was
    no room for: they are for readers who watch their models, and left out where a brief is only shown.
    """

    topic: SectionTopic
    heading: str
    lines: tuple[BriefLine, ...]
    left: int = 0
    more: str = ""
    lead: Sentence | None = None
    rest: tuple[BriefLine, ...] = ()


class Brief(Struct, frozen=True, kw_only=True):
    """What changed from one catalog to a later one, for everybody.

    `id` names it in addresses (`2026-W20`: the ISO week of the last day it covers; a second one in a week ends in
    `-2`), `first` and `last` are the days it covers, ISO text, `issued` the day on which it was issued, empty where
    none did. `notes` say how to read it: changed rules, boards worked out afterwards, what could not be compared.
    Without sections nothing happened, and the headline says so.

    `further` are lines for readers who watch their models alone: each model's own part of a line that stands for many,
    its new scores, its moves within noise. `cheapest` are the models whose lowest output price fell, for readers who
    asked for word of it. Where a brief is only shown both are left out.
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
    further: tuple[BriefLine, ...] = ()
    cheapest: dict[str, CheapestOutput] = {}

    @property
    def empty(self) -> bool:
        """That nothing happened."""
        return not self.sections


class BriefHead(Struct, frozen=True, kw_only=True):
    """A brief in a list of many: its id, its days, its headline, how many changes of each kind it covers."""

    id: str
    first: str
    last: str
    headline: Sentence
    counts: dict[str, int] = {}
    issued: str = ""


def head_of(brief: Brief) -> BriefHead:
    """What a list says of a brief."""
    return BriefHead(
        id=brief.id,
        first=brief.first,
        last=brief.last,
        headline=brief.headline,
        counts=brief.counts,
        issued=brief.issued,
    )
