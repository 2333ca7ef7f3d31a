"""Inspect logs that are damaged or made to do harm: each is refused with file and place, and nothing else escapes."""

import json
import re
import struct
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from inspect_logs import DEFLATED, JSON, ZSTANDARD, archive, changed, changed_json, members, read, set_at

from evenhand.errors import BadLog
from evenhand.importers.logs import eval_archive

HOSTILE = "<script>alert(1)</script>"
HUGE = 10**400
VALUE = ("results", "scores", 0, "metrics", "accuracy", "value")
SAMPLE = "samples/9_epoch_1.json"
DEEP = "[" * 100_000 + "]" * 100_000
FILES = ("other.eval", "log.eval", "log.json")

Damage = Callable[[Path], Path]


def written(path: Path, body: bytes) -> Path:
    """A file of these bytes."""
    path.write_bytes(body)
    return path


def with_member(name: str, body: bytes) -> Damage:
    """The real archive with another content of one member."""
    return lambda folder: archive(folder / "log.eval", {**members(), name: body})


def with_header_bytes(old: bytes, new: bytes) -> Damage:
    """The real archive with other bytes at the first place of these in its header."""
    return with_member("header.json", members()["header.json"].replace(old, new, 1))


def without_member(name: str) -> Damage:
    """The real archive without one member."""
    return lambda folder: archive(folder / "log.eval", {key: body for key, body in members().items() if key != name})


def with_header(*place: Any) -> Damage:
    """The real archive with another value in its header."""
    return lambda folder: changed(folder / "log.eval", header=set_at(*place))


def with_sample(*place: Any) -> Damage:
    """The real archive with another value in every sample."""
    return lambda folder: changed(folder / "log.eval", sample=set_at(*place))


def in_json(*place: Any) -> Damage:
    """The real JSON log with another value."""
    return lambda folder: changed_json(folder / "log.json", set_at(*place))


def json_with(old: bytes, new: bytes) -> Damage:
    """The real JSON log with other bytes at the first place of these."""
    return lambda folder: written(folder / "log.json", JSON.read_bytes().replace(old, new, 1))


def patched(folder: Path, change: Callable[[bytearray, int], None], name: str = SAMPLE) -> Path:
    """The real archive with a change in the entry that its list has for a member."""
    body = bytearray(archive(folder / "log.eval", members()).read_bytes())
    change(body, body.rindex(name.encode()) - 46)
    return written(folder / "log.eval", bytes(body))


def lying_size(folder: Path) -> Path:
    """A member that unpacks to more than its list says."""
    return patched(folder, lambda body, at: struct.pack_into("<L", body, at + 24, 100))


def lying_method(folder: Path) -> Path:
    """A member whose list names another way of packing than its own header."""
    return patched(folder, lambda body, at: struct.pack_into("<H", body, at + 10, 0))


def lying_place(folder: Path) -> Path:
    """A member whose list leads to another member."""
    return patched(folder, lambda body, at: struct.pack_into("<L", body, at + 42, 0))


def encrypted(folder: Path) -> Path:
    """A member that says it is encrypted."""
    return patched(folder, lambda body, at: struct.pack_into("<H", body, at + 8, 1))


def linked(folder: Path) -> Path:
    """A member that is a link."""
    path = archive(folder / "log.eval", members())
    link = zipfile.ZipInfo("samples/link.json")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    with zipfile.ZipFile(path, "a") as added:
        added.writestr(link, "/etc/passwd")
    return path


def overlapping(folder: Path) -> Path:
    """A list in which very many members are one and the same piece of the file."""
    body = archive(
        folder / "log.eval", {"header.json": members()["header.json"], "samples/a": b"0" * 60_000}
    ).read_bytes()
    end = struct.unpack("<4s4H2LH", body[-22:])
    begin, entry = end[6], body[body.rindex(b"samples/a") - 46 : body.rindex(b"samples/a") + 9]
    entries = body[begin : begin + end[5]] + entry * 3_000
    last = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 3_002, 3_002, len(entries), begin, 0)
    return written(folder / "log.eval", body[:begin] + entries + last)


def bomb(folder: Path) -> Path:
    """A sample that unpacks to a hundred thousand times its size."""
    from backports.zstd import zipfile as zstandard_files  # noqa: PLC0415

    path = folder / "log.eval"
    with zstandard_files.ZipFile(path, "w", zstandard_files.ZIP_ZSTANDARD) as log:
        log.writestr("header.json", members()["header.json"])
        log.writestr(SAMPLE, b" " * 32 * 2**20)
    return path


def lying_bomb(folder: Path) -> Path:
    """The same with a list that says it is small."""
    body = bytearray(bomb(folder).read_bytes())
    struct.pack_into("<L", body, body.rindex(SAMPLE.encode()) - 46 + 24, 2_000)
    return written(folder / "log.eval", bytes(body))


ARCHIVES: dict[str, tuple[Damage, str]] = {
    "empty": (lambda folder: written(folder / "log.eval", b""), "is empty|no ZIP archive"),
    "not a zip": (lambda folder: written(folder / "log.eval", JSON.read_bytes()), "no ZIP archive"),
    "cut in half": (lambda folder: written(folder / "log.eval", DEFLATED.read_bytes()[:10_000]), "no ZIP archive"),
    "cut at the end": (lambda folder: written(folder / "log.eval", ZSTANDARD.read_bytes()[:-30]), "no ZIP archive"),
    "followed by more": (lambda folder: written(folder / "log.eval", ZSTANDARD.read_bytes() + b"more"), "more follows"),
    "begun elsewhere": (lambda folder: written(folder / "log.eval", ZSTANDARD.read_bytes()[9:]), "not where its end"),
    "no header": (without_member("header.json"), "did not end"),
    "nothing of a log": (lambda folder: archive(folder / "log.eval", {"a.txt": b"a"}), "no header.json"),
    "wrong version": (with_header("version", 3), "/version: versions 1 and 2 are read .found '3'"),
    "started": (with_header("results", None), "/status: the run has no results"),
    "no scores": (with_header("results", "scores", []), "no results"),
    "a value that is text": (with_header(*VALUE, "0.8"), "accuracy/value: not a finite number"),
    "a value that is no number": (with_header(*VALUE, float("inf")), "header.json, byte .* no finite number"),
    "a huge value": (with_header(*VALUE, HUGE), "more than 64 characters"),
    "a value too large": (with_header_bytes(b"0.8", b"1e999"), "accuracy/value: not a finite number"),
    "a value that the items contradict": (
        lambda folder: changed(folder / "log.eval", header=_counted(0.9)), "not the mean of its 10 items, 0.8"
    ),
    "a count below 0": (with_header("results", "completed_samples", -1), "completed_samples: Expected `int` >="),
    "scores that are text": (with_header("results", "scores", "many"), "header.json, results.scores: Expected `arr"),
    "a hostile model": (with_header("eval", "model", HOSTILE), "/eval/model: markup or control"),
    "a hostile task": (with_header("eval", "task", "a\u202eb"), "/eval/task: markup or control"),
    "an endless task": (with_header("eval", "task", "a" * 10_000), "/eval/task: a name of more than 300"),
    "no model": (with_header("eval", "model", ""), "/eval/model: no name"),
    "a hostile metric": (with_header("results", "scores", 0, "metrics", {HOSTILE: {"value": 1}}), "markup"),
    "many metrics": (
        with_header("results", "scores", 0, "metrics", {str(one): {"value": 1} for one in range(5_001)}), "5,000"
    ),
    "half of a character": (with_header_bytes(b'"limit": 10', b'"limit": "\\ud800"'), "header.json"),
    "a sample that is no JSON": (with_member(SAMPLE, b"{'id': 9}"), SAMPLE),
    "a sample without an id": (with_member(SAMPLE, b"{}"), f"{SAMPLE}: .*`id`"),
    "a sample nested too deeply": (with_member(SAMPLE, f'{{"id": {DEEP}}}'.encode()), "nested too deeply|Expected"),
    "an unread part nested too deeply": (
        with_member(SAMPLE, f'{{"id": 9, "epoch": 1, "events": 1, "store": {DEEP}}}'.encode()), "nested too deeply"
    ),
    "a sample that is not UTF-8": (with_member(SAMPLE, b'{"id": "\xff", "epoch": 1}'), SAMPLE),
    "an infinite score": (
        with_member(SAMPLE, members()[SAMPLE].replace(b'"value": "C"', b'"value": -Infinity', 1)), "no finite number"
    ),
    "a score too large": (with_sample("scores", {"match": {"value": HUGE}}), "not a finite number"),
    "scores that are a list": (with_sample("scores", [1]), "scores: Expected `object"),
    "an epoch of text": (with_sample("epoch", "1"), "epoch: Expected `int`"),
    "an epoch of 0": (with_sample("epoch", 0), "epoch: Expected `int` >= 1"),
    "huge tokens": (with_sample("model_usage", {"m": {"input_tokens": HUGE}}), "input_tokens"),
    "tokens below 0": (with_sample("model_usage", {"m": {"input_tokens": -5}}), "input_tokens: Expected `int` >= 0"),
    "a time that is no number": (with_sample("working_time", "long"), "working_time: Expected `float"),
    "a huge time": (with_member(SAMPLE, b'{"id": 9, "epoch": 1, "total_time": 1e999}'), "total_time|range"),
    "another sample than named": (with_sample("id", 99), "another sample than its name says"),
    "a sample's id with line ends": (with_sample("id", "a\nb"), "control characters"),
    "a way up": (with_member("samples/../../x.json", b"{}"), "leads elsewhere"),
    "a way from the root": (with_member("/etc/x.json", b"{}"), "leads elsewhere"),
    "a hostile name": (with_member("samples/\n.json", b"{}"), "control characters"),
    "a link": (linked, "samples/link.json: it is a link"),
    "encrypted": (encrypted, f"{SAMPLE}: it is encrypted"),
    "a size that lies": (lying_size, f"{SAMPLE}: it is damaged"),
    "a method that lies": (lying_method, f"{SAMPLE}: it is not a whole ZIP archive"),
    "a place that lies": (lying_place, f"{SAMPLE}: it is not a whole ZIP archive"),
    "overlapping members": (overlapping, "its members overlap"),
    "a bomb": (bomb, f"{SAMPLE}: it unpacks to more than 1,000 times"),
    "a bomb that lies": (lying_bomb, f"{SAMPLE}: it is damaged"),
}  # fmt: skip
JSONS: dict[str, tuple[Damage, str]] = {
    "empty": (lambda folder: written(folder / "log.json", b""), "truncated"),
    "cut": (lambda folder: written(folder / "log.json", JSON.read_bytes()[:30_000]), "truncated"),
    "followed by more": (lambda folder: written(folder / "log.json", JSON.read_bytes() + b"{}"), "trailing characters"),
    "a list": (lambda folder: written(folder / "log.json", b"[]"), "Expected `object`, got `array`"),
    "wrong version": (in_json("version", 99), "versions 1 and 2 are read"),
    "a version of text": (in_json("version", "2"), "version: Expected `int`"),
    "no model": (json_with(b'"model": "openai/gpt-4o-mini"', b'"other": ""'), "eval: .* required field `model`"),
    "an error": (in_json("results", None), "no results"),
    "a value of text": (in_json(*VALUE, []), "not a finite number"),
    "a huge value": (json_with(b"0.6666666666666666", b"9" * 5_000), "more than 64 characters"),
    "an infinite value": (json_with(b"0.6666666666666666", b"Infinity"), "byte .*: no finite number"),
    "samples of text": (in_json("samples", "none"), "samples: Expected `array"),
    "a sample of text": (in_json("samples", 1, "none"), "/samples/1: Expected `object`"),
    "a sample twice": (lambda folder: changed_json(folder / "log.json", _twice), "/samples/3: .* twice"),
    "a hostile model": (in_json("eval", "model", HOSTILE), "markup"),
    "nested too deeply": (json_with(b'"task_attribs": {}', f'"task_attribs": {DEEP}'.encode()), "nested too deeply"),
    "a deep setting": (in_json("eval", "task_args", {"a": json.loads("[" * 500 + "]" * 500)}), ""),
    "a reduced sample twice": (lambda folder: changed_json(folder / "log.json", _reduced_twice), "sample 2: .* twice"),
    "reductions of text": (in_json("reductions", [{"scorer": "match", "samples": 5}]), "reductions"),
}  # fmt: skip


def _counted(value: float) -> Callable[[Any], None]:
    def change(table: Any) -> None:
        score = table["results"]["scores"][0]
        score["scored_samples"] = 10
        score["metrics"]["accuracy"]["value"] = value

    return change


def _reduced_twice(table: Any) -> None:
    table["samples"] = []
    [reduction] = table["reductions"]
    reduction["samples"][1]["sample_id"] = reduction["samples"][0]["sample_id"]


def _twice(table: Any) -> None:
    table["samples"].append(table["samples"][0])


@pytest.mark.parametrize(("damage", "told"), ARCHIVES.values(), ids=ARCHIVES)
def test_a_damaged_archive_is_refused_with_its_place(damage: Damage, told: str, tmp_path: Path) -> None:
    """Each damaged archive is refused as a bad log, with the file, the place and what is wrong there."""
    path = damage(tmp_path)
    with pytest.raises(BadLog) as refused:
        read(path)
    assert str(refused.value).startswith(str(path))
    assert re.search(told, str(refused.value)), str(refused.value)
    assert len(str(refused.value)) < len(str(path)) + 800


@pytest.mark.parametrize(
    ("damage", "told"), [one for one in JSONS.values() if one[1]], ids=[k for k, v in JSONS.items() if v[1]]
)
def test_a_damaged_json_log_is_refused_with_its_place(damage: Damage, told: str, tmp_path: Path) -> None:
    """Each damaged JSON log is refused as a bad log, with the file, the place and what is wrong there."""
    path = damage(tmp_path)
    with pytest.raises(BadLog) as refused:
        read(path)
    assert str(refused.value).startswith(str(path))
    assert re.search(told, str(refused.value)), str(refused.value)


def test_a_deep_setting_is_cut(tmp_path: Path) -> None:
    """A setting that is nested further than anybody reads is shown to a depth, and the log is taken."""
    (run,), _ = read(JSONS["a deep setting"][0](tmp_path))
    assert "…" in run.settings["task_args.a"]


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    """A log that is a link to somewhere else is refused."""
    path = tmp_path / "log.eval"
    path.symlink_to(DEFLATED)
    with pytest.raises(BadLog, match="leads out of its folder"):
        read(path)


def test_a_log_that_is_gone_is_refused(tmp_path: Path) -> None:
    """A file that is no longer there, or is a folder by now, is told as such."""
    with pytest.raises(BadLog, match="cannot be opened"):
        read(tmp_path / "log.eval")
    (tmp_path / "log.json").mkdir()
    with pytest.raises(BadLog, match="no regular file"):
        read(tmp_path / "log.json")


def test_limits_hold_before_anything_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """More members, larger members and more in all than is allowed are each refused by the list alone."""
    path = archive(tmp_path / "log.eval", members())
    for limit, told in (("MOST_MEMBERS", "more than 5 members"), ("LARGEST_UNPACKED", "more than 5 bytes")):
        with monkeypatch.context() as less:
            less.setattr(eval_archive, limit, 5)
            with pytest.raises(BadLog, match=told):
                read(path)
    monkeypatch.setattr(eval_archive, "LARGEST_MEMBER", 5)
    with pytest.raises(BadLog, match=r"header\.json: it unpacks to more than 5 bytes"):
        read(path)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that every invented log is written into anew."""
    return tmp_path_factory.mktemp("logs")


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.data())
def test_whatever_byte_is_wrong_a_log_is_read_or_refused(folder: Path, data: st.DataObject) -> None:
    """Bytes changed at random and cuts at random, in the file or within a member, are read or refused as bad logs."""
    kind = data.draw(st.sampled_from(["archive", "list", "header.json", SAMPLE, "reductions.json", "json"]))
    within = {"archive": DEFLATED.read_bytes(), "list": DEFLATED.read_bytes(), "json": JSON.read_bytes()}
    body = bytearray(within.get(kind) or members()[kind])
    least = len(body) - 900 if kind == "list" else 0
    for _ in range(data.draw(st.integers(1, 4))):
        body[data.draw(st.integers(least, len(body) - 1))] = data.draw(st.integers(0, 255))
    if data.draw(st.booleans()):
        del body[data.draw(st.integers(least, len(body))) :]
    if kind in within:
        path = written(folder / ("log.json" if kind == "json" else "log.eval"), bytes(body))
    else:
        path = archive(folder / "log.eval", {**members(), kind: bytes(body)})
    with suppress(BadLog):
        runs, _ = read(path)
        assert runs
