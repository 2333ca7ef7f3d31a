"""Ids that must lead somewhere, and the files of those that are described."""

from collections.abc import Iterable, Mapping

from evenhand.catalog.nearest import nearest
from evenhand.errors import Problem
from evenhand.records.facts import Benchmark, Model

UNKNOWN = " has this id"
# Where what is described stands; rows and statements name no other kind.
HOMES = {
    "lab": "labs/{}.toml",
    "provider": "providers/{}.toml",
    "source": "sources/{}.toml",
    "benchmark": "benchmarks/{}.toml",
    "model": "models/<lab>/{}.toml",
}


def is_unknown_id(problem: Problem) -> bool:
    """Whether a problem is an id that leads nowhere."""
    return problem.message.endswith(UNKNOWN)


def exists(name: str, known: Mapping[str, object], kind: str, file: str, line: int = 0) -> Iterable[Problem]:
    """One problem when no thing of this kind has this id, with the nearest ids and where a new one is described."""
    if name not in known:
        near = nearest(name, known)
        described = f"describe the {kind} in {HOMES[kind].format(name)}"
        fix = f"did you mean {' or '.join(near[:3])}? If not, {described}" if near else described
        yield Problem(file, line, f"no {kind}{UNKNOWN}", name, fix)


def file_of(record: Model | Benchmark) -> str:
    """The file that describes a model or benchmark, below the folder of facts."""
    if isinstance(record, Model):
        return f"models/{record.lab}/{record.id}.toml"
    return f"benchmarks/{record.id}.toml"
