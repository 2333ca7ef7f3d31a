"""Building again: the same bytes, nothing to do, only what changed, on after a kill, and nothing that is not ours."""

import re
import signal
import subprocess
import sys
import time
from itertools import combinations
from pathlib import Path

import invented_pages
import pytest
from invented_pages import FIRST, InventedPages, built
from msgspec import structs

from evenhand.catalog.catalog import Catalog
from evenhand.errors import BadSetting
from evenhand.export import building, desks
from evenhand.export.building import Built, Incomplete
from evenhand.export.chosen_pairs import BadPairs, ChosenPairs, chosen_pairs

OWN = 6
PAIRS = {5: 10, 3: 3, 12: 66}


@pytest.fixture(autouse=True)
def invented(monkeypatch: pytest.MonkeyPatch) -> None:
    """Invented pages in the place of the real ones."""
    monkeypatch.setattr(building, "first_addresses", lambda *_: iter(FIRST))
    monkeypatch.setattr(building, "code", lambda: b"")
    monkeypatch.setattr(desks, "Renderer", InventedPages)


def contents(root: Path) -> dict[str, bytes]:
    """All files of a folder."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def times(root: Path) -> dict[str, int]:
    """When each file was written, the record of the build left out."""
    every = (path for path in root.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(root).as_posix(): path.stat().st_mtime_ns for path in every}


def test_pages_are_followed_where_they_lead(toy: Catalog, tmp_path: Path) -> None:
    """What pages lead to is built too, once; nothing is left beside the pages and the record of the build."""
    root = tmp_path / "public"
    done = built(root, toy, 5)
    assert done == Built(made=OWN + PAIRS[5], stood=0, changed=2 * (OWN + PAIRS[5]), removed=0)
    assert len(times(root)) == done.changed
    assert (root / "third" / "index.html").is_file()
    assert [path.name for path in root.iterdir() if path.name.startswith(".")] == [".evenhand-build"]


def test_second_build_finds_nothing_to_do(toy: Catalog, tmp_path: Path) -> None:
    """Over the same facts nothing is made or written; a file that was lost is made again, with the same bytes."""
    root = tmp_path / "public"
    first = built(root, toy, 5)
    before, held = times(root), contents(root)
    assert built(root, toy, 5) == Built(made=0, stood=first.made, changed=0, removed=0)
    (root / "about" / "index.html").unlink()
    assert built(root, toy, 5) == Built(made=1, stood=first.made - 1, changed=1, removed=0, same=1)
    after = times(root)
    assert {path for path in before if before[path] != after[path]} == {"about/index.html"}
    assert contents(root) == held


def test_only_what_changed_is_written(toy: Catalog, tmp_path: Path) -> None:
    """With other facts pages are made again, those with the same content are left alone, and those not chosen go."""
    root = tmp_path / "public"
    built(root, toy, 5)
    (root / "own.txt").write_text("mine", "utf-8")
    before = times(root)
    again = built(root, structs.replace(toy, version="of tomorrow"), 3)
    after = times(root)
    every = 2 * (OWN + PAIRS[3])
    assert again == Built(made=OWN + PAIRS[3], stood=0, changed=2, removed=2 * (PAIRS[5] - PAIRS[3]), same=every - 2)
    assert {path for path in after if before.get(path) != after[path]} == {
        "changing/index.html",
        "small/changing/file.json",
    }
    assert before.keys() - after.keys() == {path for path in before if "model-03" in path or "model-04" in path}
    assert not list((root / "compare").glob("*model-04*"))


def test_fault_of_a_page_stops_no_other(toy: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that cannot be made is named, all others stand, and the next build tries it alone."""
    root, other = tmp_path / "public", tmp_path / "other"
    monkeypatch.setattr(InventedPages, "broken", "/about")
    with pytest.raises(Incomplete, match="/about: OSError: no ink"):
        built(root, toy, 5)
    assert (root / "third" / "index.html").is_file()
    monkeypatch.setattr(InventedPages, "broken", "")
    assert built(root, toy, 5).made == 1
    built(other, toy, 5)
    assert contents(other) == contents(root)


def test_interrupted_build_of_other_facts_leaves_nothing(
    toy: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What an unfinished build of other facts wrote is known, and goes where nothing needs it any more."""
    root, later = tmp_path / "public", structs.replace(toy, version="of tomorrow")
    built(root, toy, 3)
    monkeypatch.setattr(InventedPages, "broken", "/about")
    with pytest.raises(Incomplete):
        built(root, later, 5)
    monkeypatch.setattr(InventedPages, "broken", "")
    last = structs.replace(toy, version="of the day after")
    assert built(root, last, 3).removed == 2 * (PAIRS[5] - PAIRS[3])
    built(tmp_path / "other", last, 3)
    assert contents(root) == contents(tmp_path / "other")


def test_folder_of_others_is_left_alone(toy: Catalog, tmp_path: Path) -> None:
    """A folder with files that no build wrote is refused, and so is a file."""
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    for place in (tmp_path, tmp_path / "mine.txt"):
        with pytest.raises(BadSetting, match="no build wrote"):
            built(place, toy, 3)
    assert contents(tmp_path) == {"mine.txt": b"mine"}


def test_two_builds_do_not_meet(toy: Catalog, tmp_path: Path) -> None:
    """A folder in which a build is at work is refused to another."""
    with building._alone(tmp_path / "public"), pytest.raises(BadSetting, match="another build is at work"):
        built(tmp_path / "public", toy, 3)


def test_killed_build_goes_on(toy: Catalog, tmp_path: Path) -> None:
    """A build killed at work is taken up by the next, which makes the rest and gives the bytes of a whole one."""
    root, other = tmp_path / "public", tmp_path / "other"
    folders = [str(Path(__file__).parent), *sys.path]
    start = (
        f"import sys, runpy; sys.path[:0] = {folders}; runpy.run_path({invented_pages.__file__!r}, None, '__main__')"
    )
    running = subprocess.Popen([sys.executable, "-c", start, str(root)])
    journal, until = root / ".evenhand-build.journal", time.monotonic() + 60
    while not journal.is_file() or journal.read_text("utf-8").count("\n") <= OWN:
        assert running.poll() is None
        assert time.monotonic() < until
        time.sleep(0.005)
    running.send_signal(signal.SIGKILL)
    running.wait()
    kept = times(root)
    done = built(root, toy, 12)
    assert done.made + done.stood == OWN + PAIRS[12]
    assert done.stood >= OWN
    assert done.made > 0
    built(other, toy, 12)
    assert contents(root) == contents(other)
    assert times(root).items() >= {path: when for path, when in kept.items() if "compare" not in path}.items()


@pytest.mark.parametrize("text", ["top:x", "top:0", "top:1", "nowhere.txt", ""])
def test_choice_of_pairs_is_understood_or_refused(toy: Catalog, text: str) -> None:
    """What is neither all, a number of models nor a file is refused in one line."""
    with pytest.raises(BadSetting, match="--pairs"):
        chosen_pairs(toy, text)


def test_file_of_pairs(toy: Catalog, pairs_file: Path, tmp_path: Path) -> None:
    """Names of any kind, in any order; nobody's name and a line of three are refused."""
    chosen = chosen_pairs(toy, str(pairs_file))
    assert list(chosen) == [("quill-7", "tarn-2")]
    assert len(chosen) == 1
    assert ("quill-7", "tarn-2") in chosen
    assert ("tarn-2", "quill-7") not in chosen
    wrong = tmp_path / "wrong.txt"
    for line, said in (
        ("quill-7 nobody", "wrong.txt:3: no model is called 'nobody'"),
        ("a b c", "wrong.txt:3: 'a b c' is no pair; write `a-vs-b`"),
        ("# none", "the file names no pair"),
    ):
        wrong.write_text(f"# pairs\n\n{line}\n", "utf-8")
        with pytest.raises(BadSetting, match=re.escape(said)):
            chosen_pairs(toy, str(wrong))
    wrong.write_text("quill-7 nobody\nquill-7 tarn-2\nno pair here\n", "utf-8")
    with pytest.raises(BadPairs) as fault:
        chosen_pairs(toy, str(wrong))
    assert [problem.line for problem in fault.value.problems] == [1, 3]


def test_all_and_the_first_of_the_board(toy: Catalog) -> None:
    """All are every two models; `top:2` is the pair of the two best known."""
    every = chosen_pairs(toy, "all")
    assert list(every) == [("quill-7", "tarn-2"), ("quill-7", "tarn-2-mini"), ("tarn-2", "tarn-2-mini")]
    assert all(pair in every for pair in every)
    assert (len(every), len(chosen_pairs(toy, "top:2")), len(chosen_pairs(toy, "top:99"))) == (3, 1, 3)


def test_pairs_come_tile_by_tile(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every two of the models come once, in alphabetical order, and those of few models stand together."""
    monkeypatch.setattr("evenhand.export.chosen_pairs.TILE", 3)
    models = tuple("abcdefgh")
    chosen = ChosenPairs(models=models, among=frozenset(models))
    assert sorted(chosen) == list(combinations(models, 2))
    assert len(list(chosen)) == len(chosen)
    assert {name for pair in list(chosen)[:12] for name in pair} == set("abcdef")


def test_what_was_worked_out_lately_is_let_go(toy: Catalog) -> None:
    """The stores of a catalog begin anew, and what is asked for again is the same."""
    store = toy.lately("numbers", 5)
    assert [store.of(number, lambda: [1]) for number in range(3)] == [[1], [1], [1]]
    toy.forget_lately()
    assert len(toy.lately("numbers", 5)) == 0
    assert store.of(1, lambda: [2]) == [2]
