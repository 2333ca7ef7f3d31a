"""Observations traced back to the raw files: `python -m bench.traced [NUMBER [SEED]]`.

Draws observations at random, stratified by source, opens the recorded raw file (tests/recordings/SOURCE.tar.xz)
without any code of the importers, goes to the place that the row names, and compares: the file's hash with the one on
record, the text there with the row's `raw`, the value with that text.
"""

import csv
import gzip
import hashlib
import io
import json
import random
import re
import sqlite3
import sys
import tarfile
import tomllib
from argparse import ArgumentParser
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import Any

import yaml

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.loading import load_catalog
from evenhand.records.facts import Observation

RECORDINGS = Path(__file__).parents[1] / "tests" / "recordings"
FACTORS = (1, 100, Decimal("0.01"), 3000, 10, 60)
NUMBER = re.compile(r"[-+]?[\d,]*\.?\d+(?:[eE][-+]?\d+)?")
TAG = re.compile(r"<[^>]*>")


@cache
def raw_files(source: str) -> Mapping[str, bytes]:
    """All files of a recording by name."""
    with tarfile.open(RECORDINGS / f"{source}.tar.xz") as archive:
        members = [member for member in archive.getmembers() if member.isfile()]
        return {member.name: archive.extractfile(member).read() for member in members}  # type: ignore[union-attr]


@cache
def document(source: str, name: str) -> Any:  # noqa: ANN401 - whatever the file holds
    """A raw file read by the format that its name says; numbers stay the text that they are."""
    reading = next((read for ending, read in FORMATS.items() if name.endswith(ending)), _lines)
    return reading(raw_files(source)[name])


def _json(body: bytes) -> Any:  # noqa: ANN401
    return json.loads(body, parse_float=str, parse_int=str)


def _lines(body: bytes) -> list[str]:
    return body.decode("utf-8").splitlines()


def _database(body: bytes) -> sqlite3.Connection:
    database = sqlite3.connect(":memory:")
    database.deserialize(body)
    return database


FORMATS: dict[str, Callable[[bytes], Any]] = {
    ".json": _json,
    ".jsonl.gz": lambda body: [_json(line) for line in gzip.decompress(body).splitlines()],
    ".csv": lambda body: list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline=""))),
    ".toml": lambda body: tomllib.loads(body.decode(), parse_float=str),
    ".yml": lambda body: yaml.load(body, yaml.BaseLoader),  # noqa: S506 - the base loader makes texts only
    ".sqlite": _database,
}


def text_at(source: str, name: str, place: str) -> str:
    """The text that stands at a place of a raw file, as `Observation.at` writes places.

    Raises:
        LookupError, ValueError: there is no such place.

    """
    held = document(source, name)
    line = re.fullmatch(r"line (\d+)(?:, cell (\d+))?( ?/.*)?", place)
    record = re.fullmatch(r"record (\d+), column (.*)", place)
    row = re.fullmatch(r"(\w+) rowid (\d+), column (\w+)", place)
    if record:
        return str(held[int(record[1]) - 1][record[2]])
    if row:
        return str(held.execute(f"SELECT {row[3]} FROM {row[1]} WHERE rowid = ?", (int(row[2]),)).fetchone()[0])  # noqa: S608 - words only
    if line and line[3]:
        return _pointed(held[int(line[1]) - 1], line[3].strip())
    if line:
        return _cell(held, int(line[1]), int(line[2] or 0))
    return _pointed(held, place)


def _pointed(held: Any, pointer: str) -> str:  # noqa: ANN401
    for part in pointer.split("/")[1:]:
        key = part.replace("~1", "/").replace("~0", "~")
        held = held[int(key)] if isinstance(held, list) else held[key]
    return str(held)


def _cell(lines: list[str], line: int, cell: int) -> str:
    """A cell of a pipe table, or the cell of an HTML table that begins on the line."""
    if cell:
        text = lines[line - 1].strip().removeprefix("|").split("|")[cell - 1]
    else:
        text = "\n".join(lines[line - 1 :]).partition("</td>")[0]
    return " ".join(re.sub(r"\\([#*_|])", r"\1", TAG.sub("", text).replace("**", "")).split())


def faults(seen: Observation, catalog: Catalog) -> list[str]:
    """What is wrong between an observation and its raw file; empty when all agrees."""
    source, found = seen.source, []
    recorded = {raw.name: raw for raw in catalog.files if raw.source == source}
    body = raw_files(source)[seen.origin]
    if recorded[seen.origin].sha256 != hashlib.sha256(body).hexdigest():
        found.append("the hash differs")
    text = text_at(source, seen.origin, seen.at)
    if text.strip() != seen.raw:
        found.append(f"there stands {text!r}")
    if not _follows(seen.value, seen.raw):
        found.append(f"{seen.value} does not follow from {seen.raw!r}")
    if not _in_range(seen, catalog):
        found.append("outside the range")
    return found


def _follows(value: float, raw: str) -> bool:
    """Whether the value is a number of the text, in its own unit or in one that the tables convert from."""
    numbers = [Decimal(each.replace(",", "")) for each in NUMBER.findall(raw)]
    stated = [float(number * factor) for number in numbers for factor in FACTORS]
    complements = [round(1 - float(number) / 100, 6) for number in numbers]
    return any(abs(value - each) <= 1e-9 * max(1, abs(each)) for each in (*stated, *complements))


def _in_range(seen: Observation, catalog: Catalog) -> bool:
    test = catalog.benchmarks[seen.benchmark]
    return (test.low is None or seen.value >= test.low) and (test.high is None or seen.value <= test.high)


def drawn(catalog: Catalog, number: int, seed: int) -> list[Observation]:
    """Observations at random, as many of each source as the number allows, every source at least once."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    by_source: dict[str, list[Observation]] = defaultdict(list)
    for seen in catalog.observations:
        if seen.origin:
            by_source[seen.source].append(seen)
    for rows in by_source.values():
        chance.shuffle(rows)
    rounds = zip_longest(*(rows for _, rows in sorted(by_source.items())))
    return [seen for each in rounds for seen in each if seen][:number]


def report(rows: Iterable[Observation], catalog: Catalog) -> int:
    """Print each row with what stands in its raw file; the number of rows with a fault."""
    wrong = 0
    for seen in rows:
        found = faults(seen, catalog)
        wrong += bool(found)
        verdict = "WRONG: " + "; ".join(found) if found else "right"
        print(f"{verdict:6} {seen.source}: {seen.called} -> {seen.model}, {seen.benchmark} = {seen.value:g}")
        print(f"       {seen.origin} {seen.at}: {text_at(seen.source, seen.origin, seen.at)!r}")
    return wrong


if __name__ == "__main__":
    arguments = ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    arguments.add_argument("number", nargs="?", type=int, default=60)
    arguments.add_argument("seed", nargs="?", type=int, default=1)
    asked = arguments.parse_args()
    shipped = load_catalog()
    sample = drawn(shipped, asked.number, asked.seed)
    bad = report(sample, shipped)
    print(f"{len(sample) - bad} of {len(sample)} right")
    sys.exit(bool(bad))
