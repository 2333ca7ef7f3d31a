"""What an importer is given, what it finds, and what is reported about it."""

from collections import Counter
from collections.abc import Mapping

from msgspec import Struct

from evenhand.importers.rules import Rules
from evenhand.records.facts import Benchmark, Observation, Rejection, Source


class Known(Struct, frozen=True, kw_only=True):
    """What the catalog says already: the source and its rules, the lab of each model, the benchmarks by id."""

    source: Source
    rules: Rules
    labs: Mapping[str, str]
    benchmarks: Mapping[str, Benchmark]


class Findings(Struct, frozen=True, kw_only=True):
    """Everything in one raw file: admitted observations, refused rows, names that lead to no model or benchmark."""

    observations: tuple[Observation, ...] = ()
    rejections: tuple[Rejection, ...] = ()
    unresolved: tuple[str, ...] = ()


class Report(Struct, frozen=True, kw_only=True):
    """What a collection did, or would do in a dry run. `changed` and `removed` are paths below the data folder."""

    source: str
    taken: int
    tiers: dict[str, int]
    rejected: dict[str, int]
    unresolved: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    dry_run: bool


def report_of(
    source: str, findings: Findings, changed: tuple[str, ...], removed: tuple[str, ...], *, dry_run: bool
) -> Report:
    """Count findings by tier and by reason."""
    return Report(
        source=source,
        taken=len(findings.observations),
        tiers=dict(sorted(Counter(seen.tier for seen in findings.observations).items())),
        rejected=dict(sorted(Counter(row.reason for row in findings.rejections).items())),
        unresolved=findings.unresolved,
        changed=changed,
        removed=removed,
        dry_run=dry_run,
    )
