"""Peak memory of composing 100,000 personal briefs of a real month, each for a reader of other wishes, all held.

A sender holds one at a time and writes readers of one key together; here nothing is shared, so this is the most.
"""

import random
import resource
import sys
import time

from msgspec import Struct

from evenhand.brief.composing.archive import brief_between
from evenhand.brief.composing.personal import PersonalBriefs
from evenhand.brief.composing.weeks import days_before
from evenhand.catalog.catalog import Catalog
from evenhand.catalog.snapshot import open_catalog
from evenhand.comparison.workload_presets import PRESETS
from evenhand.records.brief import TOPICS, Brief
from evenhand.records.subscriptions import Preferences, Watched

READERS = 100_000
MOST_MEGABYTES = 500
# Four weeks with many changes of price.
LAST, DAYS = "2026-10-26", 28
MOST_WATCHED = 10


class Composed(Struct, frozen=True, kw_only=True):
    """Megabytes at the peak, seconds of composing, different contents, lines that a brief has on average."""

    megabytes: float
    seconds: float
    contents: int
    lines: float


def readers(brief: Brief, catalog: Catalog, number: int) -> list[Preferences]:
    """So many readers: some topics, up to ten models of which half have news, any example of a workload."""
    draw = random.Random(7)  # noqa: S311 - reproducible, not secret
    watched = {model: Watched(model=model) for model in catalog.models}
    lines = (*(line for one in brief.sections for line in (*one.lines, *one.rest)), *brief.further)
    news = sorted({model for line in lines for model in line.models})
    every = sorted(watched)
    loads = ("", *PRESETS)
    return [
        _reader(draw, [draw.sample(of, _some(draw, of)) for of in (news, every)], watched, loads) for _ in range(number)
    ]


def _some(draw: random.Random, of: list[str]) -> int:
    return min(len(of), draw.randrange(MOST_WATCHED // 2 + 1))


def _reader(
    draw: random.Random, models: list[list[str]], watched: dict[str, Watched], loads: tuple[str, ...]
) -> Preferences:
    return Preferences(
        topics=tuple(topic for topic in TOPICS if draw.random() < 0.8),
        watched=tuple(watched[model] for of in models for model in of if model in watched),
        workload=draw.choice(loads),
    )


def composed(number: int = READERS) -> Composed:
    """Compose a brief for each reader and hold them all; of this process, the catalog and the readers included."""
    catalog = open_catalog()
    brief = brief_between(catalog, days_before(LAST, DAYS), LAST)
    everybody = PersonalBriefs(brief)
    wishes = readers(brief, catalog, number)
    start = time.perf_counter()
    held = [everybody.of(wanted) for wanted in wishes]
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6
    return Composed(
        megabytes=peak,
        seconds=seconds,
        contents=len({everybody.content_key(wanted) for wanted in wishes}),
        lines=sum(len(section.lines) for one in held for section in one.sections) / len(held),
    )


def main() -> int:
    """Print the peak; 1 when it is over its bound."""
    found = composed()
    print(
        f"composing {READERS:,} personal briefs, all held: {found.megabytes:.0f} MB at the peak of the process; "
        f"at most {MOST_MEGABYTES}; {found.contents:,} different contents, {found.lines:.1f} lines on average, "
        f"{1000 * found.seconds / READERS:.3f} ms each"
    )
    return int(found.megabytes > MOST_MEGABYTES)


if __name__ == "__main__":
    sys.exit(main())
