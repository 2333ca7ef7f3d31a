"""The facts of own runs, in the very shape of the public ones: a pure function of runs, names and outcomes.

Every score has the trust tier O, which no public lane admits; every source is `own-<tool>`.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from evenhand.importers.collected_files import texts
from evenhand.importers.findings import Findings
from evenhand.importers.own.conditions_of_runs import TOOLS
from evenhand.importers.own.meanings import Meanings
from evenhand.importers.own.own_outcomes import Outcomes, tables
from evenhand.importers.own.own_scores import LAB, Identified, identified, observation, told_of
from evenhand.importers.own.own_speeds import speeds_of
from evenhand.importers.own.own_tests import described
from evenhand.importers.own.runs_on_file import KeptLog
from evenhand.importers.own.told import Key, RunOfLog, Told
from evenhand.importers.safe_files import refuse_unsafe
from evenhand.records.facts import RawFile

NOTES = "Read from files of your own by evenhand import. It stays on this machine, and no public lane admits it."

Texts = dict[str, str]


class Derived(Struct, frozen=True, kw_only=True):
    """The files of facts by path, and what became of each run."""

    texts: Texts
    told: Mapping[Key, Told]


def derive(logs: Sequence[KeptLog], words: Meanings, outcomes: Outcomes) -> Derived:
    """All facts that follow from the logs, which come in the order of their imports.

    `outcomes` gives the items of a run; it is asked only for runs that have plain ones.

    Raises:
        RefusedRefresh: a text of a log may not stand in a file of facts.

    """
    runs = [RunOfLog(log=log, run=run, number=place) for log in logs for place, run in enumerate(log.runs, 1)]
    found = identified(runs, words)
    told = told_of(runs, found)
    written = dict(_descriptions(found, words)) if runs else {}
    for source in sorted({one.source for one in runs}):
        written |= _source(source, [one for one in runs if one.source == source], told, words, outcomes)
    return Derived(texts=written, told=told)


def _source(
    source: str, runs: Sequence[RunOfLog], told: Mapping[Key, Told], words: Meanings, outcomes: Outcomes
) -> Iterable[tuple[str, str]]:
    """The description and the files of the runs of one tool."""
    rows = [row for one in runs if (row := observation(one, told[one.key], words)) is not None]
    speeds = speeds_of(runs, told, words.providers)
    findings = Findings(observations=tuple(rows), speeds=speeds, items=tables(runs, told, outcomes))
    labs = {told[one.key].model: words.lab_of.get(told[one.key].model, LAB) for one in runs}
    named = {row.origin for row in rows} | {row.origin for row in speeds}
    files = [_raw_file(one) for one in runs if one.file in named]
    made = texts(findings, files, labs)
    refuse_unsafe(source, made)
    tool = TOOLS[runs[0].log.tool]
    about = {
        "name": f"Own runs: {tool.name}",
        "publisher": "you",
        "kind": "own run",
        "link": tool.link,
        "licence": "your own",
        "licence_class": "own use",
        "retrieved": max(one.log.day for one in runs),
        "notes": NOTES,
    }
    yield f"sources/{source}.toml", _toml(about)
    yield from ((f"collected/{source}/{name}", text) for name, text in made.items())


def _descriptions(found: Identified, words: Meanings) -> Iterator[tuple[str, str]]:
    """The lab, the models and the tests that only own runs have."""
    yield f"labs/{LAB}.toml", _toml({"name": "Own"})
    for id_ in sorted(set(found.model.values()) - words.public_models):
        told = {"name": found.models.names[id_], "aliases": found.models.aliases[id_]}
        yield f"models/{LAB}/{id_}.toml", _toml(told)
    for id_, runs in sorted(found.of_own_test.items()):
        yield f"benchmarks/{id_}.toml", _toml(described(id_, runs, found.tests))


def _raw_file(one: RunOfLog) -> RawFile:
    """The hash of the file that a run was read from."""
    files = one.log.files
    held = next((file for file in files if file.name == one.run.origin), files[0])
    return RawFile(source=one.source, name=one.file, sha256=held.sha256, size=held.size, retrieved=one.log.day)


def _toml(table: Mapping[str, object]) -> str:
    """A table of texts, numbers and lists as TOML; an empty list has no line."""
    lines = (f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in table.items() if value != [])
    return "".join(lines)
