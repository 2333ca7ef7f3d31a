"""Catalogs of the past: out of git, out of saved snapshots, out of folders, of today's layout and of older ones."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from msgspec import msgpack, structs

from evenhand.catalog import repository, saved
from evenhand.catalog.catalog import Catalog
from evenhand.catalog.forgiving import read_forgiving
from evenhand.catalog.history import catalog_of
from evenhand.catalog.loading import load_catalog
from evenhand.catalog.saved import read_saved, save, save_before_change
from evenhand.errors import BadSetting
from evenhand.settings import data_folders

BENCHMARK = "benchmarks/odd-facts.toml"


@pytest.fixture
def state(tmp_path: Path) -> Path:
    """An empty state folder."""
    return tmp_path / "state"


def git(folder: Path, *words: str, day: str = "2026-01-01") -> str:
    """What git says in a folder, as someone invented at noon of a day."""
    when = f"{day}T12:00:00Z"
    who = {
        f"GIT_{role}_{what}": "nobody@example.invalid" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    run = subprocess.run(
        ["git", "-C", str(folder), *words],
        capture_output=True,
        text=True,
        check=True,
        env={**clean, **who, "GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when, "GIT_CONFIG_GLOBAL": os.devnull},
    )
    return run.stdout.strip()


def with_items(root: Path, items: int) -> None:
    """Give a benchmark another number of items."""
    text = (root / BENCHMARK).read_text("utf-8").splitlines()
    lines = [f"items = {items}" if line.startswith("items") else line for line in text]
    (root / BENCHMARK).write_text("\n".join(lines) + "\n", "utf-8")


@pytest.fixture
def kept(toy: Path) -> Path:
    """The toy facts in a repository, with three states of them: 401 in January, 402 in February, 403 since."""
    git(toy.parent, "init", "--quiet", "--initial-branch", "main")
    for month, items in enumerate((401, 402), 1):
        with_items(toy, items)
        git(toy.parent, "add", toy.name)
        git(toy.parent, "commit", "--quiet", "--message", f"{items}", day=f"2026-0{month}-10")
    git(toy.parent, "tag", "first", "HEAD~1")
    with_items(toy, 403)
    return toy


def items(catalog: Catalog) -> int | None:
    """The number that tells the states apart."""
    return catalog.benchmarks["odd-facts"].items


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2026-01-10", 401),
        ("2026-01", 401),
        ("2026-02-09", 401),
        ("2026-02-10", 402),
        ("2026", 402),
        ("HEAD", 402),
        ("first", 401),
    ],
)
def test_git_has_it(text: str, number: int, kept: Path, state: Path) -> None:
    """A date is the last commit up to the end of that day, anything else a revision; the facts themselves stay."""
    found = catalog_of(text, (kept,), state)
    assert items(found.catalog) == number
    assert found.skipped == ()
    assert found.origin.startswith("commit ")
    assert items(load_catalog((kept,))) == 403
    assert git(kept.parent, "status", "--porcelain") == f"M {kept.name}/{BENCHMARK}"


def test_a_date_before_everything(kept: Path, state: Path) -> None:
    """Before the first commit there is nothing, and the message says from when there is."""
    with pytest.raises(BadSetting, match="the first is of 2026-01-10"):
        catalog_of("2025-12-31", (kept,), state)


@pytest.mark.parametrize("text", ["no-such-branch", "--output=/tmp/x", "", "2026-13", "HEAD~99", "HEAD:facts"])
def test_what_leads_nowhere(text: str, kept: Path, state: Path) -> None:
    """A text that is none of the forms is one clear error, and never an option of git."""
    with pytest.raises(BadSetting, match="is no date, folder of facts, saved snapshot or git revision"):
        catalog_of(text, (kept,), state)


def test_a_folder(kept: Path, state: Path, tmp_path: Path) -> None:
    """A folder of facts is read as it is; one without facts is refused."""
    assert items(catalog_of(str(kept), (kept,), state).catalog) == 403
    (tmp_path / "empty").mkdir()
    with pytest.raises(BadSetting, match="holds no facts"):
        catalog_of(str(tmp_path / "empty"), (kept,), state)


def test_a_folder_of_ones_own_beside(kept: Path, state: Path, tmp_path: Path) -> None:
    """Of two folders the one that no repository keeps is read as it is today."""
    more = tmp_path / "more" / "labs"
    more.mkdir(parents=True)
    (more / "mine.toml").write_text('name = "Mine"\n', "utf-8")
    found = catalog_of("first", (kept, more.parent), state).catalog
    assert items(found) == 401
    assert "mine" in found.labs


def test_snapshots_without_git(toy: Path, state: Path) -> None:
    """Without a repository a date is the newest snapshot of that day or before, and a version leads to its own."""
    catalog = load_catalog((toy,))
    for day, version, number in (("2025-06-03", "a" * 24, 401), ("2025-07-03", "ab" * 12, 402)):
        test = structs.replace(catalog.benchmarks["odd-facts"], items=number)
        tests = catalog.benchmarks | {"odd-facts": test}
        save(structs.replace(catalog, date=day, version=version, benchmarks=tests), state)
    found = {
        text: items(catalog_of(text, (toy,), state).catalog) for text in ("2025-06-30", "2025-07", "ababab", "aaaaaa")
    }
    assert found == {"2025-06-30": 401, "2025-07": 402, "ababab": 402, "aaaaaa": 401}
    with pytest.raises(BadSetting, match="the first is of 2025-06-03"):
        catalog_of("2025-06-02", (toy,), state)


def test_an_ambiguous_version(toy: Path, state: Path) -> None:
    """The beginning of two versions is refused with both."""
    catalog = load_catalog((toy,))
    for version in ("abcdef01", "abcdef02"):
        save(structs.replace(catalog, version=version), state)
    with pytest.raises(BadSetting, match="begins 2 saved snapshots: abcdef0"):
        catalog_of("abcdef", (toy,), state)


def test_no_git_at_all(kept: Path, state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no git is installed, snapshots are what there is."""
    monkeypatch.setenv("PATH", "")
    assert repository.commit_on(kept, "2026-03-01") == ""
    save(load_catalog((kept,)), state)
    assert items(catalog_of("2026-03-01", (kept,), state).catalog) == 403


def test_a_repository_that_only_lies_around(toy: Path, state: Path) -> None:
    """Facts that a surrounding repository ignores, such as those of an installed package, have no history in it."""
    git(toy.parent, "init", "--quiet")
    (toy.parent / "other.txt").write_text("x", "utf-8")
    git(toy.parent, "add", "other.txt")
    git(toy.parent, "commit", "--quiet", "--message", "other")
    assert not repository.kept_in_git(toy)
    with pytest.raises(BadSetting, match="nothing is kept"):
        catalog_of("2026-03-01", (toy,), state)


def test_saved_is_the_same(toy: Path, catalog: Catalog, state: Path) -> None:
    """A saved catalog comes back as it was, small and shipped; saving it twice writes one file."""
    for one in (load_catalog((toy,)), catalog):
        path = save(one, state)
        written = path.stat().st_mtime_ns
        assert save(one, state) == path
        assert path.stat().st_mtime_ns == written
        (held,) = [each for each in saved.saved(state) if each.path == path]
        assert read_saved(held) == (one, ())
        assert (held.date, held.version) == (one.date, one.version)


def test_saved_by_another_version(toy: Path, state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fields that no record has today are left out, a row that does not fit is left out and said."""
    lean = saved.lean

    def older(record: object, parts: saved.Parts) -> dict[str, object]:
        row = {**lean(record, parts), "once": "a field of before"}
        return {**row, "tier": "Z"} if row.get("benchmark") == "long-shelf" else row

    monkeypatch.setattr(saved, "lean", older)
    catalog = load_catalog((toy,))
    save(catalog, state)
    found, left_out = read_saved(saved.saved(state)[0])
    assert found.models == catalog.models
    assert list(found.observations) == [row for row in catalog.observations if row.benchmark != "long-shelf"]
    lost = len(catalog.observations) - len(found.observations)
    assert lost
    assert left_out == (f"{lost} of {len(catalog.observations)} observations do not fit today's records",)


@pytest.mark.parametrize("spoil", [b"", b"\x00" * 40, None])
def test_a_damaged_snapshot(spoil: bytes | None, toy: Path, state: Path) -> None:
    """A damaged file, or one of another form, is said to be so."""
    path = save(load_catalog((toy,)), state)
    other = {"form": "evenhand/snapshot/9", "date": "", "version": "", "tables": {}, "rows": {}}
    path.write_bytes(spoil if spoil is not None else saved.zlib.compress(msgpack.encode(other)))
    with pytest.raises(BadSetting, match=r"cannot be read|has the form"):
        read_saved(saved.saved(state)[0])


def test_saving_before_a_change(toy: Path, state: Path, tmp_path: Path) -> None:
    """What stands is saved; facts with a fault, and a state folder that is a file, stop nothing."""
    save_before_change((toy,), state)
    assert len(saved.saved(state)) == 1
    (toy / BENCHMARK).write_text("nonsense", "utf-8")
    save_before_change((toy,), state)
    assert len(saved.saved(state)) == 1
    (tmp_path / "file").write_text("", "utf-8")
    shutil.copy(Path(__file__).parents[1] / "toy_data" / BENCHMARK, toy / BENCHMARK)
    save_before_change((toy,), tmp_path / "file")


def test_forgiving_is_the_strict_reading_of_sound_facts(toy: Path, catalog: Catalog) -> None:
    """Facts without a fault are read as ever and nothing is left out."""
    assert read_forgiving((toy,)) == (load_catalog((toy,)), ())
    assert read_forgiving(data_folders()) == (catalog, ())


def test_an_older_layout(toy: Path) -> None:
    """Unknown keys, tables and columns are left out, the rest is read, and each is said with its place."""
    source = toy / "sources/tarn-card.toml"
    source.write_text(f'content_hash = "x"\n{source.read_text("utf-8")}\n[model_names]\nA = "tarn-2"\n', "utf-8")
    table = toy / "scores/tarn-card/tarn.csv"
    lines = table.read_text("utf-8").splitlines()
    table.write_text("\n".join([f"{lines[0]},old", *(f"{line},x" for line in lines[1:])]) + "\n", "utf-8")
    before = load_catalog((Path(__file__).parents[1] / "toy_data",))
    found, problems = read_forgiving((toy,))
    assert found.sources == before.sources
    assert sorted(map(str, found.observations)) == sorted(map(str, before.observations))
    assert {(one.file, one.value) for one in problems} == {
        ("sources/tarn-card.toml", "content_hash"),
        ("sources/tarn-card.toml", "model_names"),
        ("scores/tarn-card/tarn.csv", "old"),
    }


def test_what_leads_nowhere_is_left_out(toy: Path) -> None:
    """Rows of a model or benchmark that is not there go, a ranking that counts it goes, and each is said."""
    (toy / "models/tarn/tarn-2-mini.toml").unlink()
    (toy / "benchmarks/mend-it.toml").unlink()
    found, problems = read_forgiving((toy,))
    assert {row.model for row in found.observations} <= set(found.models)
    assert {row.benchmark for row in found.observations} <= set(found.benchmarks)
    assert found.rankings == {}
    assert {one.value for one in problems if one.line} == {"tarn-2-mini", "mend-it"}


@pytest.mark.parametrize("file", ["models/tarn/tarn-2.toml", "scores/tarn-card/tarn.csv", "labs/tarn.toml"])
def test_a_file_of_nonsense(file: str, toy: Path) -> None:
    """A file that cannot be read at all is left out with all that needs it, and the rest stands."""
    (toy / file).write_bytes(b"\xff\x00 = nonsense")
    found, problems = read_forgiving((toy,))
    assert "quill-7" in found.models
    assert file in {one.file for one in problems}
