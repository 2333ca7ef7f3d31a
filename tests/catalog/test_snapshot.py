"""The kept snapshot: equal to a fresh reading, never stale, never in the way."""

import os
import shutil
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from evenhand.catalog import files, snapshot, whole_folder
from evenhand.catalog.catalog import Catalog
from evenhand.catalog.files import content_hash, fact_files
from evenhand.catalog.loading import load_catalog
from evenhand.catalog.snapshot import open_catalog
from evenhand.errors import BadCatalog


@pytest.fixture
def state(tmp_path: Path) -> Path:
    """An empty state folder."""
    return tmp_path / "state"


def kept(state: Path) -> list[Path]:
    """The catalogs in a state folder, and what is left of some."""
    return sorted(state.glob("catalog-*"))


def test_second_opening_is_the_same(toy: Path, state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept equals what was read, and reading is not done again."""
    first = open_catalog((toy,), state)
    assert first == load_catalog((toy,))
    assert len(kept(state)) == 1
    monkeypatch.setattr("evenhand.catalog.loading.load_catalog", None)
    assert open_catalog((toy,), state) == first


def test_shipped_catalog_survives_keeping(state: Path) -> None:
    """The whole shipped catalog comes back from the cache as it was."""
    first = open_catalog(state=state)
    assert open_catalog(state=state) == first


def test_a_changed_byte_anywhere_is_seen(toy: Path) -> None:
    """Each file of facts is part of the version, with its name."""
    version = content_hash((toy,))
    for path in fact_files(toy):
        before = path.read_bytes()
        path.write_bytes(before[:-2] + bytes([before[-2] ^ 1]) + before[-1:])
        assert content_hash((toy,)) != version, path
        path.write_bytes(before)
        other = path.with_name(f"z{path.name}")
        path.rename(other)
        assert content_hash((toy,)) != version, path
        other.rename(path)
    assert content_hash((toy,)) == version


def test_a_changed_fact_is_answered(toy: Path, state: Path) -> None:
    """A changed value is in the next answer, under another version."""
    first = open_catalog((toy,), state)
    path = toy / "benchmarks/odd-facts.toml"
    path.write_text(path.read_text("utf-8").replace("400", "500"), "utf-8")
    second = open_catalog((toy,), state)
    assert second.version != first.version
    assert second.benchmarks["odd-facts"].items == 500


def test_files_that_look_the_same_are_not_read(toy: Path, state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once the files have been still for a while, their names, sizes and times say that nothing has changed."""
    monkeypatch.setattr(snapshot, "JUST_NOW", -1_000_000_000)
    first = open_catalog((toy,), state)
    monkeypatch.setattr(snapshot, "content_hash", None)
    assert open_catalog((toy,), state) == first


def test_a_change_that_keeps_size_and_date_is_seen(toy: Path, state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file with other bytes is read, though its size and the date of its change are as before."""
    monkeypatch.setattr(snapshot, "JUST_NOW", -1_000_000_000)
    first = open_catalog((toy,), state)
    path = toy / "benchmarks/odd-facts.toml"
    before = path.stat()
    time.sleep(0.05)
    path.write_text(path.read_text("utf-8").replace("400", "500"), "utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    assert open_catalog((toy,), state).version != first.version


def test_files_that_changed_just_now_are_read(toy: Path, state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While a file may change again within one tick of the clock, its looks say nothing."""
    monkeypatch.setattr(snapshot, "JUST_NOW", 10**18)
    open_catalog((toy,), state)
    assert not list(state.glob("version-*"))


@pytest.mark.parametrize("changes", [1, 2, 9])
def test_a_change_while_reading_is_read_again(
    changes: int, toy: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was read while files changed is thrown away; where they change again and again, that is the fault."""
    left = iter(range(changes))

    def changing(roots: tuple[Path, ...]) -> Catalog:
        found = load_catalog(roots)
        if next(left, None) is not None:
            scores = toy / "scores/tarn-card/tarn.csv"
            scores.write_text(scores.read_text("utf-8").replace(",66,", ",67,"), "utf-8")
            (toy / "labs/tarn.toml").write_text(f'name = "Tarn {time.time_ns()}"\n', "utf-8")
        return found

    monkeypatch.setattr("evenhand.catalog.loading.load_catalog", changing)
    if changes == 9:
        with pytest.raises(BadCatalog, match="change while they are read"):
            open_catalog((toy,), state)
        assert not kept(state)
    else:
        assert open_catalog((toy,), state) == load_catalog((toy,))


def test_a_fault_that_only_the_change_made_is_no_fault(toy: Path, state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that went away between listing and reading is no fault when the files have changed by then."""
    lab = toy / "labs/tarn.toml"
    text = lab.read_text("utf-8")
    lab.write_text("nam = 1", "utf-8")

    def mended(roots: tuple[Path, ...]) -> Catalog:
        try:
            return load_catalog(roots)
        finally:
            lab.write_text(text, "utf-8")

    monkeypatch.setattr("evenhand.catalog.loading.load_catalog", mended)
    assert open_catalog((toy,), state) == load_catalog((toy,))


def test_a_listed_file_that_is_gone_is_listed_again(toy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The hash is taken of files that are there, whatever was there when they were listed."""
    whole, hashed = content_hash((toy,)), files._hashed
    gone = iter([FileNotFoundError()])

    def first_gone(roots: tuple[Path, ...]) -> str:
        for error in gone:
            raise error
        return hashed(roots)

    monkeypatch.setattr(files, "_hashed", first_gone)
    assert content_hash((toy,)) == whole


def test_exchanging_folders_never_gives_a_mixture(toy: Path, state: Path, tmp_path: Path) -> None:
    """Opening again and again while a folder is exchanged to and fro gives the one or the other, never a mixture."""
    other = Path(shutil.copytree(toy / "scores", tmp_path / "other"))
    for path in other.rglob("*.csv"):
        path.write_text(path.read_text("utf-8").replace("2025-06-01", "2025-05-01"), "utf-8")
    wanted = [load_catalog((toy,))]
    _exchange(toy / "scores", other)
    wanted.append(load_catalog((toy,)))
    stop = threading.Event()

    def exchanging() -> None:
        while not stop.wait(0.02):
            _exchange(toy / "scores", other)

    worker = threading.Thread(target=exchanging)
    worker.start()
    seen = 0
    try:
        for _ in range(20):
            shutil.rmtree(state, ignore_errors=True)
            with suppress(BadCatalog):
                assert open_catalog((toy,), state) in wanted
                seen += 1
    finally:
        stop.set()
        worker.join()
    assert seen


def _exchange(one: Path, other: Path) -> None:
    if not whole_folder._exchanged(one, other):
        pytest.skip("this file system cannot exchange folders in one step")


def test_other_code_reads_afresh(toy: Path, state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another version of the code kept lies under another name."""
    open_catalog((toy,), state)
    monkeypatch.setattr(snapshot, "code_hash", lambda: "another")
    open_catalog((toy,), state)
    assert len(kept(state)) == 2


@pytest.mark.parametrize("spoil", [b"", b"\xc1", b"\xff" * 50, b"\x81" * 100_000, b"\xa1\xff"])
def test_a_broken_cache_is_ignored(spoil: bytes, toy: Path, state: Path) -> None:
    """A file of nonsense in the place of the snapshot is passed over and replaced."""
    first = open_catalog((toy,), state)
    (path,) = kept(state)
    path.write_bytes(spoil)
    assert open_catalog((toy,), state) == first
    assert path.stat().st_size > len(spoil) or path.read_bytes() != spoil


def test_a_cut_cache_is_ignored(toy: Path, state: Path) -> None:
    """A snapshot cut at any place is passed over."""
    first = open_catalog((toy,), state)
    (path,) = kept(state)
    whole = path.read_bytes()
    for end in range(0, len(whole), len(whole) // 20):
        path.write_bytes(whole[:end])
        assert open_catalog((toy,), state) == first


def test_a_state_folder_that_cannot_be_written(toy: Path, tmp_path: Path) -> None:
    """Where nothing can be kept, answers are the same."""
    blocked = tmp_path / "a file"
    blocked.write_text("in the way", "utf-8")
    assert open_catalog((toy,), blocked / "state") == load_catalog((toy,))
    assert open_catalog((toy,), blocked) == load_catalog((toy,))
    assert blocked.read_text("utf-8") == "in the way"


def test_bad_facts_keep_nothing(toy: Path, state: Path) -> None:
    """A catalog with a fault is neither given nor kept."""
    (toy / "labs/tarn.toml").write_text("nam = 1", "utf-8")
    for _ in range(2):
        with pytest.raises(BadCatalog):
            open_catalog((toy,), state)
    assert kept(state) == []


def test_threads_leave_one_whole_file(toy: Path, state: Path) -> None:
    """Many threads opening at once all get the catalog and leave one whole file."""
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: open_catalog((toy,), state), range(16)))
    assert all(one == found[0] for one in found)
    assert len(kept(state)) == 1
    assert open_catalog((toy,), state) == found[0]


def test_processes_leave_one_whole_file(toy: Path, state: Path) -> None:
    """Several processes opening at once leave one whole file and no remains."""
    code = (
        "import sys; from pathlib import Path; from evenhand.catalog.snapshot import open_catalog;"
        "print(open_catalog((Path(sys.argv[1]),), Path(sys.argv[2])).version)"
    )
    command = [sys.executable, "-c", code, str(toy), str(state)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    said = {process.communicate(timeout=60)[0].strip() for process in running}
    assert said == {content_hash((toy,))}
    assert len(kept(state)) == 1


def test_later_folders_add_and_replace(toy: Path, tmp_path: Path) -> None:
    """A second folder adds rows and replaces a description; the first is left as it is."""
    more = tmp_path / "more"
    (more / "models/tarn").mkdir(parents=True)
    (more / "models/tarn/tarn-2.toml").write_text('name = "Tarn 2, private"\n', "utf-8")
    (more / "scores/tarn-card").mkdir(parents=True)
    shutil.copy(toy / "scores/tarn-card/tarn.csv", more / "scores/tarn-card/more.csv")
    path = more / "scores/tarn-card/more.csv"
    header, first = path.read_text("utf-8").splitlines()[:2]
    path.write_text(f"{header}\n{first.replace('64k', '128k')}\n", "utf-8")
    alone, both = load_catalog((toy,)), load_catalog((toy, more))
    assert both.models["tarn-2"].name == "Tarn 2, private"
    assert len(both.observations) == len(alone.observations) + 1
    assert both.version != alone.version


def test_a_fault_in_a_later_folder_names_its_line(toy: Path, tmp_path: Path) -> None:
    """A fault between records is placed in the text of the folder that counts, named with its whole path."""
    more = tmp_path / "more"
    (more / "models/tarn").mkdir(parents=True)
    (more / "models/tarn/tarn-2.toml").write_text('# first\nname = "Quill 7"\n', "utf-8")
    with pytest.raises(BadCatalog) as caught:
        load_catalog((toy, more))
    (found,) = caught.value.problems
    assert (found.file, found.line) == (str(more / "models/tarn/tarn-2.toml"), 2)


def test_only_the_newest_of_a_kind_and_all_of_today_stay(state: Path) -> None:
    """Writing removes what is old beyond the newest few of the same kind, nothing of another kind, nothing young."""
    state.mkdir()
    now = time.time()

    def put(kind: str, number: int, days: float) -> str:
        path = state / f"{kind}-{number:024x}-{number:012x}.msgpack"
        path.write_bytes(b"")
        os.utime(path, (now - days * 86_400,) * 2)
        return path.name

    old = [put("catalog", number, 10 + number) for number in range(9)]
    others = [put("estimates-even", number, 50) for number in range(3)]
    snapshot.cached(f"catalog-{'f' * 24}", state).write("new")
    left = {path.name for path in state.iterdir()}
    assert left.issuperset(others)
    assert left.intersection(old) == set(old[: snapshot.NEWEST - 1])
    young = [put("estimates-even", number, 0.5) for number in range(3, 15)]
    snapshot.cached(f"estimates-even-{'f' * 24}", state).write("new")
    left = {path.name for path in state.iterdir()}
    assert left.issuperset(young)
    assert not left.intersection(others)
