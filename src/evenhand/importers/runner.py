"""Collecting from sources: the order of the steps, the refusals, dry runs, the report."""

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from io import StringIO
from pathlib import Path

import msgspec
from msgspec import structs

from evenhand.errors import BadCatalog, EvenhandError, RefusedRefresh
from evenhand.importers.collected_files import texts
from evenhand.importers.collected_folder import Change, collecting, put_into, written_before
from evenhand.importers.fetching import Fetched
from evenhand.importers.findings import Findings, Known, Report
from evenhand.importers.known import Held, held_in, known_of
from evenhand.importers.proposals import with_nearest
from evenhand.importers.raw_files import RawFiles, hash_of
from evenhand.importers.safe_files import refuse_unsafe
from evenhand.importers.source import Importer
from evenhand.records.facts import Observation, Offer, RawFile, Speed, StatedFact, VoteCount
from evenhand.settings import shipped_data

LEAST_KEPT = 0.9
MOST_NAMED = 20
MOST_UNRESOLVED = 20_000
Fetching = Callable[[str, Importer, Known], Fetched]
Progress = Callable[[str, str], None]
DAMAGED = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    RecursionError,
    OSError,
    msgspec.MsgspecError,
)


def collect(
    importers: Mapping[str, Importer],
    fetching: Fetching,
    folders: tuple[Path, ...],
    into: Path,
    *,
    dry_run: bool = False,
    progress: Progress = lambda source, step: None,  # noqa: ARG005 - nobody asks
) -> list[Report]:
    """Read each source and make `collected/<source>/` below `into` say what it says.

    All sources are put in place together, in one step, after the catalog with them has been checked. A source that is
    refused stays as it is; its report says why. A second run changes nothing; a dry run writes nothing.

    Raises:
        BadCatalog: the catalog would not be right with what was collected; nothing is written.
        RefusedRefresh: another collection is at work on the same folder, or the folder cannot be written.

    """
    reports: list[Report] = []
    wanted: dict[str, dict[str, str]] = {}
    with collecting(into):
        held = held_in(folders)
        for source, importer in importers.items():
            progress(source, "reading")
            try:
                report, files = _collected(source, importer, fetching, folders, into, held)
            except (EvenhandError, BadCatalog) as error:
                report, files = Report(source=source, refused=str(error)), None
            reports.append(structs.replace(report, dry_run=dry_run))
            if files is not None and (report.changed or report.removed):
                wanted[source] = files
        if wanted and not dry_run:
            progress("", "checking and writing")
            put_into(into, wanted, folders)
    return reports


def _collected(
    source: str, importer: Importer, fetching: Fetching, folders: tuple[Path, ...], into: Path, held: Held
) -> tuple[Report, dict[str, str]]:
    known = known_of(source, folders, into, held)
    _refuse_unshippable(known, into)
    before = written_before(into, source)
    read = _unchanged(fetching(source, importer, known), before)
    known = structs.replace(known, retrieved=read.retrieved)
    findings = _findings(source, importer, read.files, known)
    _refuse_flood(source, findings)
    findings = structs.replace(findings, unresolved=tuple(with_nearest(findings.unresolved, known)))
    _refuse_shrunken(source, findings, _counts_on_file(before))
    _refuse_untraced(source, findings, read.files)
    files = texts(findings, _recorded(read, findings.days, known), known.labs)
    refuse_unsafe(source, files)
    change = Change.between(source, before, files)
    return _report(source, findings, change), files


def _unchanged(read: Fetched, before: Mapping[str, str]) -> Fetched:
    """What was fetched, with the day and commit on record where every file is still the one on record."""
    on_record = list(csv.DictReader(StringIO(before.get("files.csv", ""))))
    hashes = {row["name"]: row["sha256"] for row in on_record}
    if not read.links or hashes != {name: hash_of(body) for name, body in read.files.items()}:
        return read
    links = {row["name"]: row["link"] for row in on_record}
    return structs.replace(read, retrieved=on_record[0]["retrieved"], commit=on_record[0]["commit"], links=links)


def _findings(source: str, importer: Importer, files: RawFiles, known: Known) -> Findings:
    try:
        return importer.translate(importer.parse(files), known)
    except DAMAGED as error:
        what = f"{type(error).__name__}: {error}"[:300]
        raise RefusedRefresh(f"this is not what {source} looks like ({', '.join(list(files)[:3])}): {what}") from error


def _recorded(read: Fetched, days: Mapping[str, str], known: Known) -> list[RawFile]:
    """The raw files as read; one that states its own day is of that day and of no commit."""
    return [
        RawFile(
            source=known.source.id,
            name=name,
            sha256=hash_of(body),
            size=len(body),
            retrieved=days.get(name, read.retrieved),
            commit="" if name in days else read.commit,
            link=known.source.link if name in days else _link(name, read, known),
        )
        for name, body in read.files.items()
    ]


def _link(name: str, read: Fetched, known: Known) -> str:
    """Where the file stands as it was read; without a commit only the address that it was fetched from."""
    form = known.source.files_at
    if "{commit}" in form and not read.commit:
        form = ""
    return form.format(commit=read.commit, name=name) or read.links.get(name, "")


def _refuse_unshippable(known: Known, into: Path) -> None:
    if known.source.licence_class == "own use" and into.resolve() == shipped_data().resolve():
        raise RefusedRefresh(
            f"the licence of {known.source.id} ({known.source.licence}) forbids shipping its figures; "
            "name a folder of your own with --data"
        )


def _refuse_flood(source: str, findings: Findings) -> None:
    names = len(findings.unresolved)
    if names > MOST_UNRESOLVED:
        raise RefusedRefresh(f"{source} gives {names:,} names that are not known here; see whether this is its file")


def _refuse_shrunken(source: str, findings: Findings, before: Mapping[str, int]) -> None:
    after = _counts(findings)
    if not any(after.values()):
        waiting = ", ".join(f"{name.kind} {name.name} ({name.rows})" for name in findings.unresolved[:MOST_NAMED])
        names = f"; names that wait for a line in data/names/{source}/: {waiting}" if waiting else ""
        raise RefusedRefresh(f"{source} gives nothing that is known here; nothing is replaced{names}")
    for kind, rows in before.items():
        if after.get(kind, 0) < LEAST_KEPT * rows:
            raise RefusedRefresh(
                f"{source} gives {after.get(kind, 0)} {kind} where {rows} are on file; nothing is replaced"
            )


def _refuse_untraced(source: str, findings: Findings, files: RawFiles) -> None:
    """Every row says which raw file it came from and where it stands there; a price kept from an older one need not."""
    rows: tuple[Observation | Offer | Speed | StatedFact | VoteCount, ...]
    offers = (offer for offer in findings.offers if offer.origin or not offer.until)
    rows = (*findings.observations, *offers, *findings.speeds, *findings.facts, *findings.votes)
    for row in rows:
        if row.origin not in files or not row.at:
            about = f"{row.left} and {row.right}" if isinstance(row, VoteCount) else row.model
            raise RefusedRefresh(f"{source}: a row about {about} does not say where it stands in the raw files")


def _counts(findings: Findings) -> dict[str, int]:
    return {
        "scores": len(findings.observations),
        "prices": sum(not offer.until for offer in findings.offers),
        "speeds": len(findings.speeds),
        "facts": len(findings.facts),
        "votes": len(findings.votes),
    }


def _counts_on_file(before: Mapping[str, str]) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for name, text in before.items():
        kind = name.partition("/")[0].removesuffix(".csv")
        if kind in {"scores", "speeds", "facts", "votes"}:
            counts[kind] += max(text.count("\n") - 1, 0)
    prices = [text for name, text in before.items() if name.startswith("prices/")]
    if prices:
        counts["prices"] = sum(_current(text) for text in prices)
    return counts


def _current(prices: str) -> int:
    return sum(not row["until"] for row in csv.DictReader(StringIO(prices)))


def _report(source: str, findings: Findings, change: Change) -> Report:
    counts = _counts(findings)
    return Report(
        source=source,
        scores=counts["scores"],
        prices=len(findings.offers),
        speeds=counts["speeds"],
        facts=counts["facts"],
        votes=counts["votes"],
        tiers=_sorted_counts(row.tier for row in findings.observations),
        rejected=_sorted_counts(row.reason for row in findings.rejections),
        unresolved=findings.unresolved,
        changed=change.changed,
        removed=change.removed,
        diff=change.diff,
    )


def _sorted_counts(texts: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(texts).items()))
