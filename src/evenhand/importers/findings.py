"""What an importer is given, what it finds, and what is reported about it."""

from collections import Counter
from collections.abc import Iterable, Mapping

from msgspec import Struct

from evenhand.importers.names import Names
from evenhand.importers.rules import Rules
from evenhand.records.facts import (
    Benchmark,
    Observation,
    Offer,
    Provider,
    Publisher,
    Rejection,
    Source,
    Speed,
    StatedFact,
    Tier,
    Unresolved,
    VoteCount,
)


class Known(Struct, frozen=True, kw_only=True):
    """What the catalog says already.

    The source with its names and rules, the lab of each model, benchmarks and providers by id, who publishes under
    which address (labs' hosts, and over them the source's own table), the offers of this source that are on file, and
    the day on which the raw files were read at the source.
    """

    source: Source
    names: Names
    rules: Rules
    labs: Mapping[str, str]
    benchmarks: Mapping[str, Benchmark]
    providers: Mapping[str, Provider] = {}
    publishers: Mapping[str, Publisher] = {}
    offers: tuple[Offer, ...] = ()
    retrieved: str = ""


class Row(Struct, frozen=True, kw_only=True):
    """One result in the source's own words, with the place where it stands.

    `raw` is the text at `at` in the raw file `origin`; `value` is given only where that text is no plain number.
    Without a `tier` it follows from the publisher of the link. `stated` are conditions by field of `Observation`;
    `note`, `tools_said` and `harness_said` are what the source's rules look at; without a note it is the quote.
    """

    model: str
    benchmark: str
    raw: str
    origin: str
    at: str
    value: float | None = None
    link: str = ""
    tier: Tier | None = None
    measured_by: str = ""
    measured: str | None = None
    published: str | None = None
    error: float | None = None
    n: int | None = None
    quote: str = ""
    note: str = ""
    tools_said: str = ""
    harness_said: str = ""
    stated: Mapping[str, str] = {}


class Findings(Struct, frozen=True, kw_only=True):
    """Everything in the raw files of a source.

    `items` are files of outcomes item by item, by name; `days` the days of raw files that state their own, by name.
    """

    observations: tuple[Observation, ...] = ()
    offers: tuple[Offer, ...] = ()
    speeds: tuple[Speed, ...] = ()
    facts: tuple[StatedFact, ...] = ()
    rejections: tuple[Rejection, ...] = ()
    unresolved: tuple[Unresolved, ...] = ()
    items: Mapping[str, str] = {}
    votes: tuple[VoteCount, ...] = ()
    days: Mapping[str, str] = {}


class Report(Struct, frozen=True, kw_only=True):
    """What the collection of a source did, or would do in a dry run.

    `votes` are rows of counted votes. `tiers` and `rejected` count rows; `changed` and `removed` are paths below the
    data folder; `diff` are the lines that come (`+`) and go (`-`) by path; `refused` says why the source was left as
    it is, and nothing else then holds.
    """

    source: str
    scores: int = 0
    prices: int = 0
    speeds: int = 0
    facts: int = 0
    votes: int = 0
    tiers: dict[str, int] = {}
    rejected: dict[str, int] = {}
    unresolved: tuple[Unresolved, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    diff: dict[str, tuple[str, ...]] = {}
    dry_run: bool = False
    refused: str = ""


def unresolved(waiting: Mapping[tuple[str, str], int]) -> tuple[Unresolved, ...]:
    """Names that lead to nothing, by kind and name with the number of their rows, in order."""
    return tuple(sorted(Unresolved(kind, name, rows) for (kind, name), rows in waiting.items()))


def joined(findings: Iterable[Findings]) -> Findings:
    """Several findings of one source as one; a name that waits in several of them waits once, with all its rows."""
    found = list(findings)
    waiting: Counter[tuple[str, str]] = Counter()
    for name in (name for one in found for name in one.unresolved):
        waiting[name.kind, name.name] += name.rows
    return Findings(
        observations=tuple(row for one in found for row in one.observations),
        offers=tuple(row for one in found for row in one.offers),
        speeds=tuple(row for one in found for row in one.speeds),
        facts=tuple(row for one in found for row in one.facts),
        rejections=tuple(row for one in found for row in one.rejections),
        unresolved=unresolved(waiting),
        items={name: text for one in found for name, text in one.items.items()},
        votes=tuple(row for one in found for row in one.votes),
        days={name: day for one in found for name, day in one.days.items()},
    )
