"""The facts brought up to the runs that are kept, checked with the public ones and put in place in one step."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from evenhand.errors import BadCatalog, BadSetting, RefusedRefresh
from evenhand.importers.own.derived_facts import Derived, Texts
from evenhand.importers.own.facts_in_place import derived, is_in_place, mark_of, put_facts, refused_by_catalog
from evenhand.importers.own.meanings import Meanings
from evenhand.importers.own.runs_on_file import KeptLog
from evenhand.importers.own.told import Key, Told

LONGEST_REASON = 300
Fault = BadCatalog | RefusedRefresh
Without = tuple[tuple[KeptLog, str], ...]


class Settled(Struct, frozen=True, kw_only=True):
    """What each kept run is, whether the facts are others than before, and which logs have none, with why."""

    told: Mapping[Key, Told]
    changed: bool = False
    without: Without = ()


def settle(
    own: Path, logs: Sequence[KeptLog], words: Meanings, new: Collection[str] = (), *, dry_run: bool = False
) -> Settled:
    """Make the facts of all logs and put them in place; nothing is written where they are made from the same already.

    A log that the catalog cannot have gets no facts: those in `new` (digests) are tried last. A dry run writes none.

    Raises:
        BadCatalog: the public facts are not right by themselves.
        BadSetting: the file system cannot put the facts in place.

    """
    if not dry_run and not new and is_in_place(own, mark_of(logs, words.own)):
        return Settled(told={})
    made, without = _fitting(own, logs, words, frozenset(new))
    if dry_run:
        return Settled(told=made.told, changed=bool(new), without=without)
    gone = {log.digest for log, _ in without if log.digest in new}
    try:
        changed = put_facts(own, made.texts, mark_of([log for log in logs if log.digest not in gone], words.own))
    except OSError as error:
        fix = "name a folder on a plain file system with EVENHAND_OWN"
        raise BadSetting(f"the facts of {own} cannot be replaced as a whole ({error.strerror}); {fix}") from error
    return Settled(told=made.told, changed=changed, without=without)


def _fitting(own: Path, logs: Sequence[KeptLog], words: Meanings, new: frozenset[str]) -> tuple[Derived, Without]:
    """The facts of the logs that the catalog can have, and the logs that it cannot, each with the reason."""
    made, fault = _tried(own, logs, words)
    if made is not None and fault is None:
        return made, ()
    named = _named_in(fault, made.texts if made else {}, (log.digest for log in logs))
    reasons = dict.fromkeys(named, _reason(fault)) or _one_by_one(own, logs, words, new)
    gone = tuple((log, reasons[log.digest]) for log in logs if log.digest in reasons)
    made, more = _fitting(own, [log for log in logs if log.digest not in reasons], words, new)
    return made, (*gone, *more)


def _tried(own: Path, logs: Sequence[KeptLog], words: Meanings) -> tuple[Derived | None, Fault | None]:
    try:
        made = derived(own, logs, words)
    except RefusedRefresh as fault:
        return None, fault
    return made, refused_by_catalog(own, made.texts)


def _one_by_one(own: Path, logs: Sequence[KeptLog], words: Meanings, new: frozenset[str]) -> dict[str, str]:
    """The reason by digest for each log that does not fit to those before it.

    Raises:
        BadCatalog: the public facts are not right without any of them.

    """
    alone = refused_by_catalog(own, {})
    if alone is not None:
        raise alone
    kept: list[KeptLog] = []
    reasons: dict[str, str] = {}
    for log in sorted(logs, key=lambda log: log.digest in new):
        fault = _tried(own, [*kept, log], words)[1]
        if fault is None:
            kept.append(log)
        else:
            reasons[log.digest] = _reason(fault)
    return reasons


def _named_in(fault: Fault | None, made: Texts, digests: Iterable[str]) -> set[str]:
    """The logs in whose rows the problems stand."""
    problems = fault.problems if isinstance(fault, BadCatalog) else ()
    texts = ((one.line, text) for one in problems for file, text in made.items() if _is_file(one.file, file))
    rows = [row for line, text in texts for row in text.splitlines()[max(line - 1, 0) : line]]
    return {digest for digest in digests if any(digest in row for row in rows)}


def _is_file(path: str, file: str) -> bool:
    """Whether a path, whole or below a folder of facts, is that of a file below it."""
    return path == file or path.endswith(f"/{file}")


def _reason(fault: Fault | None) -> str:
    text = str(fault.problems[0]) if isinstance(fault, BadCatalog) else str(fault)
    return f"the catalog would not be right with it: {text}"[:LONGEST_REASON]
