"""What an import keeps, leaves and refuses: every log whole or not at all, and a second import changes nothing."""

import shutil
from os.path import commonpath
from pathlib import Path

import pytest
from own_logs import FIXTURES, answers, bytes_below, made, run, scores

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.loading import load_catalog
from evenhand.errors import BadSetting
from evenhand.importers.logs.formats import FORMATS
from evenhand.importers.logs.log import LogFormat
from evenhand.importers.own.finding_logs import find_logs
from evenhand.importers.own.importing import KNOWN, import_logs
from evenhand.importers.own.names_of_own import OwnNames
from evenhand.importers.own.runs_on_file import RUN_FILE, kept_logs
from evenhand.records.own_results import OwnItem
from evenhand.settings import OWN_VARIABLE, data_folders, own_facts, public_folders

# Tables are written by the tests; a receipt of our own measurement is tested where it is made.
WITHOUT_FIXTURES = {"csv", "measured"}
TOOLS_FOLDERS = (
    "inspect", "helm", "lighteval", "every-eval-ever", "simple-evals", "hf-model-index", "llmperf",
)  # fmt: skip
TOOLS = [one.tool for one in FORMATS if one.tool != "measured"]


def test_every_kind_of_log_comes_in_with_its_digits(own: Path) -> None:
    """Of each tool's real files something is taken, and each score is the printed number, its point moved at most."""
    report = import_logs([FIXTURES / "lm-eval" / "own", *(FIXTURES / folder for folder in TOOLS_FOLDERS)])
    taken = {one.tool for one in report.taken}
    assert {one.tool for one in FORMATS} - taken == WITHOUT_FIXTURES
    catalog = load_catalog(data_folders())
    kept = {one.value for log in kept_logs(own) for one in log.runs}
    rows = [row for row in catalog.observations if row.tier == "O"]
    assert len(rows) == sum(one.score is not None for one in report.taken)
    for row in rows:
        assert row.raw in kept
        digits, printed = (f"{number:.12e}".partition("e") for number in (row.value, float(row.raw)))
        assert digits[0] == printed[0]
    assert not list(own.glob(".incoming/*"))


@pytest.mark.parametrize("tool", TOOLS)
def test_a_cut_log_among_good_ones_is_refused_alone(own: Path, tmp_path: Path, tool: str) -> None:
    """Half of a real file gives nothing at all; the table before it and the one behind it are taken."""
    logs = tmp_path / "logs"
    scores(logs / "a.csv", "quill-7,odd,0.5,10")
    scores(logs / "z.csv", "tarn-2,odd,0.7,10")
    broken = _cut(tool, logs / "b")
    report = import_logs([logs])
    assert {one.log for one in report.taken} == {"a.csv", "z.csv"}
    assert [one.log for one in report.refused] == [broken.relative_to(logs).as_posix()]
    assert report.refused[0].message
    assert len(list((own / "runs").iterdir())) == 2
    assert not list(own.glob(".incoming/*"))


def test_a_second_import_changes_nothing(own: Path, tmp_path: Path) -> None:
    """All files are the same byte for byte, and every log is told to be known."""
    scores(tmp_path / "logs" / "a.csv", "quill-7,odd,0.5,10")
    answers(tmp_path / "logs" / "b.csv", "quill-9", "1101")
    import_logs([tmp_path / "logs"])
    before = bytes_below(own)
    report = import_logs([tmp_path / "logs"])
    assert bytes_below(own) == before
    assert [(one.log, one.why) for one in report.left] == [("a.csv", KNOWN), ("b.csv", KNOWN)]
    assert (report.taken, report.changed, report.batch) == ((), False, 0)


def test_the_order_of_imports_does_not_change_the_facts_of_one(own: Path, tmp_path: Path) -> None:
    """A copy under another name is the same log."""
    first = scores(tmp_path / "a.csv", "quill-7,odd,0.5,10")
    import_logs([first])
    report = import_logs([Path(shutil.copy(first, tmp_path / "copy.csv"))])
    assert [one.why for one in report.left] == [KNOWN]
    assert len(kept_logs(own)) == 1


def test_a_dry_run_writes_nothing(own: Path, tmp_path: Path) -> None:
    """It tells what would be taken, and no run, name or fact is there after it."""
    answers(tmp_path / "b.csv", "quill-9", "1101")
    report = import_logs([tmp_path / "b.csv"], names=OwnNames(models={"quill-9": "quill-7"}), dry_run=True)
    assert [(one.model, one.score, one.attempts) for one in report.taken] == [("quill-7", 75.0, 4)]
    assert report.dry_run
    assert set(bytes_below(own)) <= {".lock"}


def test_a_fault_of_a_reader_is_told_and_leaves_nothing(own: Path, tmp_path: Path) -> None:
    """An error that no reader may have, after items were handed on, is a refusal; the good log is taken."""
    (tmp_path / "a.made").write_text("x")
    scores(tmp_path / "b.csv", "quill-7,odd,0.5,10")
    broken = made([], [OwnItem(run="k", item="1", outcome=1.0)], fault=KeyError("oops"))
    report = import_logs([tmp_path], [broken, *FORMATS])
    assert [(one.log, "KeyError" in one.message) for one in report.refused] == [("a.made", True)]
    assert len(report.taken) == 1
    assert len(list((own / "runs").iterdir())) == 1


@pytest.mark.parametrize(
    ("format_", "told"),
    [
        (made([]), "the log holds no result"),
        (made([run(), run(task="other")]), "two results are of one key"),
        (made([run()], [OwnItem(run="lost", item="1")]), "items are of a run that the log does not have"),
        (made([run()], [OwnItem(run="k", item="1", outcome=float("nan"))]), "an outcome is not a finite number"),
        (made([run()], [OwnItem(run="k", item="1", input_tokens=2**70)]), "input_tokens"),
        (made([run(at="x" * 30_000)]), "the catalog would not be right with it"),
    ],
    ids=["no run", "one key twice", "lost items", "not a number", "too many tokens", "an endless place"],
)
def test_what_does_not_hold_together_is_refused(own: Path, tmp_path: Path, format_: LogFormat, told: str) -> None:
    """A reading that contradicts itself, or that the catalog cannot have, is refused; another log is taken."""
    (tmp_path / "a.made").write_text("x")
    scores(tmp_path / "b.csv", "quill-7,odd,0.5,10")
    report = import_logs([tmp_path], [format_, *FORMATS])
    assert [told in one.message for one in report.refused] == [True]
    assert [one.log for one in report.taken] == ["b.csv"]
    assert [log.name for log in kept_logs(own)] == ["b.csv"]


def test_a_newer_reader_reads_a_log_again(own: Path, tmp_path: Path) -> None:
    """What an older version read is replaced, and stands there once."""
    (tmp_path / "a.made").write_text("x")
    import_logs([tmp_path], [made([run(value="0.5")])])
    import_logs([tmp_path], [made([run(value="0.6")], version=2)])
    assert [(log.reader, log.runs[0].value) for log in kept_logs(own)] == [(2, "0.6")]


def test_no_key_is_kept(own: Path, tmp_path: Path) -> None:
    """A setting that is a key by name or looks, or an address with a password, is in no file of the own folder."""
    secrets = {
        "api_key": "abcd1234",
        "headers": "Authorization: Bearer abcdefghijklmnop",
        "endpoint": "https://me:hunter2@host.example/v1",
        "extra": "sk-abcdefghijklmnopqrstuvwx",
        "url": "https://host.example/v1?api_key=swordfish",
    }
    (tmp_path / "a.made").write_text("x")
    import_logs([tmp_path], [made([run(settings={**secrets, "max_tokens": "64"})])])
    held = b"".join(bytes_below(own).values())
    assert b"max_tokens 64" in held
    for word in (b"abcd1234", b"abcdefghijklmnop", b"hunter2", b"swordfish"):
        assert word not in held


def test_links_are_not_followed_and_missing_paths_are_refused(own: Path, tmp_path: Path) -> None:
    """A link in a folder is passed over; a path that does not exist is told."""
    outside = scores(tmp_path / "outside" / "a.csv", "quill-7,odd,0.5,10")
    logs = tmp_path / "logs"
    logs.mkdir()
    (logs / "a.csv").symlink_to(outside)
    report = import_logs([logs, tmp_path / "nowhere"])
    assert not report.taken
    assert [one.message for one in report.refused] == [
        "no result file of a known tool lies here",
        "there is no such file",
    ]
    assert kept_logs(own) == ()


def test_own_facts_are_the_last_folder_and_can_be_left_out(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before an import there is no own folder of facts; after it is read last, and EVENHAND_OWN=off leaves it out."""
    assert data_folders() == public_folders()
    import_logs([scores(tmp_path / "a.csv", "quill-7,odd,0.5,10")])
    assert data_folders() == (*public_folders(), own_facts())
    assert own_facts().is_relative_to(own)
    monkeypatch.setenv(OWN_VARIABLE, "off")
    assert data_folders() == public_folders()


def test_no_public_lane_admits_an_own_run(catalog: Catalog) -> None:
    """Of the shipped rankings none lets the tier O into any lane."""
    lanes = [tiers for one in catalog.rankings.values() for tiers in one.lanes.values()]
    assert lanes
    assert not [tiers for tiers in lanes if "O" in tiers]


def test_a_damaged_run_file_is_told(own: Path, tmp_path: Path) -> None:
    """What was changed by hand is not silently left out."""
    import_logs([scores(tmp_path / "a.csv", "quill-7,odd,0.5,10")])
    (path,) = (own / "runs").glob(f"*/{RUN_FILE}")
    path.write_text(path.read_text()[:-40])
    with pytest.raises(BadSetting, match="is not as it was written"):
        import_logs([tmp_path / "a.csv"])


def _cut(tool: str, into: Path) -> Path:
    """A copy of a tool's real log with the end of its main file cut off."""
    if tool == "csv":
        path = answers(into / "cut.csv", "quill-9", "11010101")
        path.write_bytes(path.read_bytes()[:-20])
        return path
    format_ = next(one for one in FORMATS if one.tool == tool)
    found = next(one for one in find_logs([FIXTURES], [format_]).logs if _can_be_read(one.format, one.log.main))
    top = Path(commonpath([found.log.main.parent, *(part.parent for part in found.log.parts)]))
    for part in {found.log.main, *found.log.parts}:
        copy = into / part.relative_to(top)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(part, copy)
    main = into / found.log.main.relative_to(top)
    main.write_bytes(_cut_body(main.read_bytes(), tool))
    return main


def _cut_body(body: bytes, tool: str) -> bytes:
    if tool == "model-index":
        return body.partition(b"    source:")[0]
    return body[:-2] if tool == "simple-evals" else body[: int(len(body) * 0.9)]


def _can_be_read(format_: LogFormat, main: Path) -> bool:
    log = format_.find(main)
    try:
        return log is not None and bool(format_.read(log, lambda _: None))
    except Exception:  # any log that is good will do
        return False


def test_the_own_folder_is_the_users_alone(own: Path, tmp_path: Path) -> None:
    """Nobody else on the machine can look into it."""
    import_logs([scores(tmp_path / "a.csv", "quill-7,odd,0.5,10")])
    assert own.stat().st_mode & 0o077 == 0
