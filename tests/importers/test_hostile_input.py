"""Input made to do harm: each is refused by file and reason, in little memory, and nothing is written."""

import csv
import gzip
import io
import json
import os
import resource
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from evenhand.catalog.loading import load_catalog
from evenhand.catalog.plain_text import fault_of_cell
from evenhand.importers import benchpress
from evenhand.importers.fetching import from_place
from evenhand.importers.findings import Report
from evenhand.importers.runner import collect

ROOT = Path(__file__).parents[2]
MATRIX = ROOT / "tests" / "recordings" / "benchpress" / "data.json"
CARD = ROOT / "tests" / "recordings" / "vendor_tables" / "gemma-4-model-card.md"
MEMORY = 500 * 10**6
DRIVER = """
import csv, io, json, os, resource, sys
from pathlib import Path

from evenhand.importers import benchpress, gemma_card
from evenhand.importers.fetching import from_place
from evenhand.importers.findings import Findings
from evenhand.importers.plain_yaml import read_yaml
from evenhand.importers.raw_files import gunzipped, text_of
from evenhand.importers.runner import collect
from evenhand.importers.source import Importer


def reading(file, parse):
    return Importer((file,), lambda files: parse(file, files[file]), lambda *_: Findings())


IMPORTERS = {
    "json": ("benchpress", benchpress.IMPORTER),
    "card": ("gemma-4-model-card", gemma_card.IMPORTER),
    "yaml": ("benchpress", reading("data.yml", read_yaml)),
    "gzip": ("benchpress", reading("rows.jsonl.gz", gunzipped)),
    "table": ("benchpress", reading("table.csv", lambda *file: list(csv.reader(io.StringIO(text_of(*file)))))),
}


def judge(kind, place, facts, memory):
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    source, importer = IMPORTERS[kind]
    read = lambda name, importer, known: from_place(Path(place), importer, known)
    report = collect({source: importer}, read, (Path(facts),), Path(facts))[0]
    print(json.dumps([report.refused, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024]), flush=True)


for line in sys.stdin:
    child = os.fork()
    if not child:
        judge(*json.loads(line))
        os._exit(0)
    if os.waitpid(child, 0)[1]:
        print(json.dumps(["it broke", 0]), flush=True)
"""

Make = Callable[[Path], Path]


def written(name: str, body: bytes) -> Make:
    """A file with these bytes."""

    def make(folder: Path) -> Path:
        (folder / name).write_bytes(body)
        return folder / name

    return make


def sparse(folder: Path) -> Path:
    """A file of two gigabytes that takes no room."""
    path = folder / "data.json"
    with path.open("wb") as file:
        file.truncate(2 * 2**30)
    return path


def zipped(*members: tuple[str, bytes]) -> Make:
    """A zip archive."""

    def make(folder: Path) -> Path:
        with zipfile.ZipFile(folder / "all.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            for name, body in members:
                archive.writestr(name, body)
        return folder / "all.zip"

    return make


def lying_zip(folder: Path) -> Path:
    """A zip archive whose list says ten bytes where a megabyte follows."""
    path = zipped(("data.json", b"0" * 2**20))(folder)
    body = path.read_bytes()
    path.write_bytes(body.replace((2**20).to_bytes(4, "little"), (10).to_bytes(4, "little")))
    return path


def linking_zip(folder: Path) -> Path:
    """A zip archive with a symbolic link."""
    member = zipfile.ZipInfo("data.json")
    member.external_attr = 0o120777 << 16
    with zipfile.ZipFile(folder / "all.zip", "w") as archive:
        archive.writestr(member, "/etc/hostname")
    return folder / "all.zip"


def listing_zip(folder: Path) -> Path:
    """A zip archive that says its list of members is larger than any that is read."""
    path = zipped(("data.json", b"0"))(folder)
    body = bytearray(path.read_bytes())
    end = body.rfind(b"PK\x05\x06")
    body[end + 12 : end + 16] = (2**30).to_bytes(4, "little")
    path.write_bytes(bytes(body))
    return path


def tarred(*members: tuple[tarfile.TarInfo, bytes]) -> Make:
    """A tar archive packed with gzip."""

    def make(folder: Path) -> Path:
        with tarfile.open(folder / "all.tar.gz", "w:gz") as archive:
            for member, body in members:
                member.size = len(body)
                archive.addfile(member, io.BytesIO(body))
        return folder / "all.tar.gz"

    return make


def member(name: str, kind: bytes = tarfile.REGTYPE, target: str = "") -> tarfile.TarInfo:
    """A member of a tar archive."""
    made = tarfile.TarInfo(name)
    made.type, made.linkname = kind, target
    return made


def huge_tar(name: str, kind: bytes = tarfile.REGTYPE) -> Make:
    """A small archive with one member of two gigabytes of zeros."""

    def make(folder: Path) -> Path:
        head = member(name, kind)
        head.size = 2 * 2**30
        zeros = gzip.compress(b"\0" * 2**24)
        with (folder / "all.tar.gz").open("wb") as file:
            file.write(gzip.compress(head.tobuf(tarfile.GNU_FORMAT)))
            for _ in range(128):
                file.write(zeros)
        return folder / "all.tar.gz"

    return make


def link(folder: Path) -> Path:
    """A folder in which the wanted file leads out of it."""
    outside = folder / "outside.json"
    outside.write_bytes(MATRIX.read_bytes())
    (folder / "source").mkdir()
    (folder / "source" / "data.json").symlink_to(outside)
    return folder / "source"


def linked_folder(folder: Path) -> Path:
    """A place that is itself a link."""
    (folder / "source").symlink_to(MATRIX.parent)
    return folder / "source"


def fifo(folder: Path) -> Path:
    """A folder in which the wanted file is a pipe that nobody writes into."""
    (folder / "source").mkdir()
    os.mkfifo(folder / "source" / "data.json")
    return folder / "source"


def lone_fifo(folder: Path) -> Path:
    """A pipe instead of a file."""
    os.mkfifo(folder / "data.json")
    return folder / "data.json"


def wide_matrix() -> bytes:
    """A matrix of a million benchmarks."""
    tests = ",".join(f'{{"id":"b{number}"}}' for number in range(10**6))
    cells = ",".join(["1"] * 10**6)
    return f'{{"models":[{{"id":"a"}}],"benchmarks":[{tests}],"observed":[[{cells}]],"sources":[[]]}}'.encode()


def laughs() -> bytes:
    """Ten names of which each stands for ten of the one before."""
    lines = ["a0: &a0 lol"]
    lines += [f"a{number}: &a{number} [{', '.join([f'*a{number - 1}'] * 10)}]" for number in range(1, 11)]
    return "\n".join(lines).encode()


CASES: dict[str, tuple[str, Make, tuple[str, ...]]] = {
    "two gigabytes": ("json", sparse, ("data.json", "larger than 67,108,864 bytes")),
    "deep json": ("json", written("data.json", b"[" * 10**6), ("data.json", "nested too deeply")),
    "deep objects": ("json", written("data.json", b'{"a":' * 10**6), ("data.json", "nested too deeply")),
    "zip bomb": ("json", zipped(("data.json", b"0" * (2**26 + 1))), ("all.zip: data.json", "larger than")),
    "zip of many": (
        "json",
        zipped(*((f"{number}/data.json", b"0") for number in range(2))),
        ("all.zip", "two files are called data.json"),
    ),
    "zip that lies": ("json", lying_zip, ("all.zip", "not a whole zip archive")),
    "zip with a link": ("json", linking_zip, ("all.zip: data.json", "is a link")),
    "zip with a long list": ("json", listing_zip, ("all.zip", "lists more than")),
    "zip that leads out": ("json", zipped(("../data.json", b"{}")), ("all.zip", "holds none of data.json")),
    "gzip bomb": (
        "gzip",
        written("rows.jsonl.gz", gzip.compress(b"0" * (2**26 + 1))),
        ("rows.jsonl.gz", "unpacks to more than 67,108,864 bytes"),
    ),
    "half a gzip": ("gzip", written("rows.jsonl.gz", gzip.compress(b"0")[:-5]), ("rows.jsonl.gz", "not one whole")),
    "tar with two gigabytes": ("json", huge_tar("data.json"), ("all.tar.gz", "larger than")),
    "tar with a huge name": ("json", huge_tar("name", tarfile.GNUTYPE_LONGNAME), ("all.tar.gz", "header is larger")),
    "tar with a huge header": ("json", huge_tar("pax", tarfile.XHDTYPE), ("all.tar.gz", "header is larger")),
    "tar with a link": (
        "json",
        tarred((member("data.json", tarfile.SYMTYPE, "/etc/hostname"), b"")),
        ("all.tar.gz: data.json", "is a link"),
    ),
    "tar that leads out": ("json", tarred((member("a/../../data.json"), b"{}")), ("all.tar.gz", "holds none")),
    "tar with a device": ("json", tarred((member("data.json", tarfile.CHRTYPE), b"")), ("all.tar.gz", "holds none")),
    "half a tar": ("json", written("all.tar.gz", gzip.compress(b"\1" * 700)), ("all.tar.gz", "not a whole archive")),
    "a link out of the folder": ("json", link, ("data.json is a link",)),
    "a linked folder": ("json", linked_folder, ("source is a link",)),
    "a pipe": ("json", lone_fifo, ("data.json does not exist or is no plain file",)),
    "a pipe in a folder": ("json", fifo, ("data.json is no plain file",)),
    "yaml that laughs": ("yaml", written("data.yml", laughs()), ("data.yml, line 1", "anchors, aliases")),
    "yaml that runs": ("yaml", written("data.yml", b"!!python/name:os.abort []"), ("data.yml, line 1", "the tag")),
    "deep yaml": ("yaml", written("data.yml", b"[" * 10**6), ("data.yml, line 1", "nested more than 50 deep")),
    "wide yaml": ("yaml", written("data.yml", b"- \n" * 10**6), ("data.yml, line 500000", "more than 500,000 values")),
    "not a number": ("json", written("data.json", b'{"models": [NaN]}'), ("data.json", "NaN", "no number")),
    "infinity": ("json", written("data.json", b'{"models": [-Infinity]}'), ("data.json", "-Infinity", "no number")),
    "a million columns": ("table", written("table.csv", b"1," * 10**6), ("table.csv, line 1", "longer than 1,048,576")),
    "a million cells": ("card", written(CARD.name, b"|" + b"1|" * 10**6), (f"{CARD.name}, line 1", "longer than")),
    "a million benchmarks": ("json", written("data.json", wide_matrix()), ("data.json", "more than 2,000,000 values")),
    "no utf-8": ("card", written(CARD.name, b"|a\n|\xff"), (f"{CARD.name}, line 2", "not UTF-8")),
    "no utf-8 in json": ("json", written("data.json", b'{"a": "\xc3("}'), ("data.json, line 1", "not UTF-8")),
    "a mark": ("json", written("data.json", b"\xef\xbb\xbf{}"), ("data.json", "byte order mark")),
    "a mark in a card": ("card", written(CARD.name, b"\xef\xbb\xbf|a|b|"), (CARD.name, "byte order mark")),
}  # fmt: skip


Run = Callable[[str, Path], tuple[str, int]]


@pytest.fixture(scope="module")
def run(template: Path) -> Iterator[Run]:
    """What a process with little memory says of a place, and the most memory that it took, in bytes.

    Each place gets a process of its own, split off from one that has imported everything.
    """
    command = [sys.executable, "-c", DRIVER]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1) as driver:
        assert driver.stdin
        assert driver.stdout

        def ask(kind: str, place: Path) -> tuple[str, int]:
            driver.stdin.write(json.dumps([kind, str(place), str(template), MEMORY]) + "\n")
            refused, memory = json.loads(driver.stdout.readline())
            return refused, memory

        yield ask
        driver.stdin.close()


@pytest.mark.parametrize("name", CASES)
def test_harm_is_refused(name: str, run: Run, template: Path, tmp_path: Path) -> None:
    """The refusal names file and reason; the process stays under 500 MB and writes nothing."""
    kind, make, said = CASES[name]
    refused, memory = run(kind, make(tmp_path))
    assert [part for part in said if part not in refused] == [], refused
    assert len(refused) < 600
    assert memory < MEMORY
    assert sorted(path.name for path in template.iterdir()) == [
        "benchmarks",
        "labs",
        "models",
        "names",
        "rules",
        "sources",
    ]


def test_the_limit_on_memory_holds() -> None:
    """The processes of these tests cannot take more, so that a refusal is one of ours."""
    program = (
        "import resource, sys\nresource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[1]),) * 2)\nb'0' * int(sys.argv[1])"
    )
    ended = subprocess.run([sys.executable, "-c", program, str(MEMORY)], capture_output=True, check=False)
    assert b"MemoryError" in ended.stderr
    assert resource.getrlimit(resource.RLIMIT_AS)[0] != MEMORY


def test_the_largest_allowed_file_fits_into_the_memory(run: Run, tmp_path: Path) -> None:
    """A file of exactly the largest size is read and refused for what it is."""
    body = b'{"models": [' + b" " * (2**26 - 14) + b"]}"
    refused, memory = run("json", written("data.json", body)(tmp_path))
    assert "this is not what benchpress looks like (data.json)" in refused
    assert memory < MEMORY


def gathered(facts: Path, tmp_path: Path, change: Callable[[dict[str, object]], None]) -> Report:
    """The report on the recorded matrix after a change."""
    matrix = json.loads(MATRIX.read_text("utf-8"))
    change(matrix)
    place = tmp_path / "data.json"
    place.write_text(json.dumps(matrix), encoding="utf-8")
    fetching = lambda name, importer, known: from_place(place, importer, known)  # noqa: ARG005, E731 - the runner's signature
    return collect({"benchpress": benchpress.IMPORTER}, fetching, (facts,), facts)[0]


def cells(facts: Path) -> list[str]:
    """Every cell of every file that was written."""
    files = list((facts / "collected").rglob("*.csv"))
    return [cell for path in files for row in csv.reader(path.read_text("utf-8").splitlines()) for cell in row]


@pytest.mark.parametrize(
    "text", ["=HYPERLINK(0)", "+1+1", "@SUM(1)", "-2+3", "<script>alert(1)</script>", "a\x00b\x1b[2J", "\u202eabc"]
)
def test_formulas_and_markup_in_names_and_quotes_are_made_plain(facts: Path, tmp_path: Path, text: str) -> None:
    """No cell of any file begins a formula or holds markup, also where a name leads nowhere."""

    def change(matrix: dict[str, object]) -> None:
        matrix["models"][0]["id"] = text  # type: ignore[index]
        for row in matrix["sources"]:  # type: ignore[attr-defined]
            for source in filter(None, row):
                source["notes"] = f"{text} {source.get('notes') or ''}"

    report = gathered(facts, tmp_path, change)
    assert report.refused == ""
    assert any(name.kind == "model" for name in report.unresolved)
    assert [cell for cell in cells(facts) if fault_of_cell(cell)] == []
    assert load_catalog((facts,)).observations


def test_a_formula_as_a_link_is_refused(facts: Path, tmp_path: Path) -> None:
    """A link that is none takes the whole source out, by file and line."""

    def change(matrix: dict[str, object]) -> None:
        for row in matrix["sources"]:  # type: ignore[attr-defined]
            for source in filter(None, row):
                source["url"] = "=HYPERLINK(0)"

    report = gathered(facts, tmp_path, change)
    assert "gives nothing that is known here" in report.refused or "beginning of a formula" in report.refused
    assert not (facts / "collected").exists()


@pytest.mark.parametrize("value", ["1e999", "1e999999999999999999", "-1e999", "9" * 400, "0." + "9" * 400 + "e9"])
def test_endless_numbers_go_to_the_ledger(facts: Path, tmp_path: Path, value: str) -> None:
    """A number beyond every scale is a refused row with its reason; the others stay."""
    matrix = json.loads(MATRIX.read_text("utf-8"), parse_float=str, parse_int=str)
    row = next(row for row in matrix["observed"] if any(row))
    column = next(number for number, cell in enumerate(row) if cell)
    row[column] = "HERE"
    place = tmp_path / "data.json"
    place.write_text(json.dumps(matrix).replace('"HERE"', value), encoding="utf-8")
    fetching = lambda name, importer, known: from_place(place, importer, known)  # noqa: ARG005, E731 - the runner's signature
    report = collect({"benchpress": benchpress.IMPORTER}, fetching, (facts,), facts)[0]
    assert report.refused == ""
    assert report.rejected.keys() & {"not a number", "scale does not fit"}
