"""Imports taken back and brought again: the newest first, nothing deleted, the facts as they were."""

from pathlib import Path

import pytest
from own_logs import answers, bytes_below, scores

from evenhand.errors import BadSetting
from evenhand.importers.own.importing import import_logs
from evenhand.importers.own.runs_on_file import kept_logs
from evenhand.importers.own.undoing import batches, redo, undo


def test_the_newest_import_is_taken_back_then_the_one_before(own: Path, tmp_path: Path) -> None:
    """After each undo the facts are byte for byte those from before that import."""
    import_logs([scores(tmp_path / "a.csv", "quill-7,odd,0.5,10")])
    first = bytes_below(own)
    import_logs([answers(tmp_path / "b.csv", "tarn-2", "10")])
    undone = undo()
    assert (undone.batch, [one.model for one in undone.runs]) == (2, ["tarn-2"])
    assert {name: body for name, body in bytes_below(own).items() if not name.startswith("undone/")} == first
    assert undo().batch == 1
    assert kept_logs(own) == ()
    with pytest.raises(BadSetting, match="nothing is imported"):
        undo()


def test_what_was_undone_comes_back_as_it_was(own: Path, tmp_path: Path) -> None:
    """Two undone imports are brought back in turn, and all files are as before."""
    import_logs([scores(tmp_path / "a.csv", "quill-7,odd,0.5,10")])
    import_logs([answers(tmp_path / "b.csv", "tarn-2", "10")])
    before = bytes_below(own)
    undo()
    undo()
    assert [one.batch for one in batches().undone] == [2, 1]
    assert [redo().batch, redo().batch] == [1, 2]
    assert bytes_below(own) == before
    with pytest.raises(BadSetting, match="no import was undone"):
        redo()


def test_a_log_that_was_undone_can_be_imported_anew(own: Path, tmp_path: Path) -> None:
    """It gets a new number; bringing the old one back then doubles nothing."""
    log = scores(tmp_path / "a.csv", "quill-7,odd,0.5,10")
    import_logs([log])
    undo()
    assert import_logs([log]).batch == 2
    redo()
    assert [held.batch for held in kept_logs(own)] == [2]
    assert batches().undone == ()


def test_the_list_says_what_each_import_brought(own: Path, tmp_path: Path) -> None:
    """The newest import stands first, with its logs and runs."""
    import_logs([scores(tmp_path / "a.csv", "quill-7,odd,0.5,10", "tarn-2,odd,0.6,10")])
    import_logs([answers(tmp_path / "b.csv", "tarn-2", "10")])
    found = batches()
    assert [(one.batch, one.logs, len(one.runs)) for one in found.kept] == [(2, 1, 1), (1, 1, 2)]
    assert own.is_dir()
