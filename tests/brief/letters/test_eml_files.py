"""Letters as files."""

from pathlib import Path

import pytest
from invented_letters import ENVELOPE, SENDER, WRITERS

from evenhand.brief.letters.eml_files import write_eml
from evenhand.brief.letters.prepared import Prepared
from evenhand.errors import BadSetting


def test_a_file_is_the_message(tmp_path: Path) -> None:
    """What lies in the file is what a server would get, byte for byte."""
    message = Prepared("brief", WRITERS["brief"], SENDER).for_reader(ENVELOPE)
    file = write_eml(tmp_path / "letters", "brief-7", message)
    assert file == tmp_path / "letters" / "brief-7.eml"
    assert file.read_bytes() == message


@pytest.mark.parametrize("name", ["../x", "a/b", "", ".hidden", "reader@mail.example", "a\nb"])
def test_a_name_that_leads_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    """Names are plain, and an address is none."""
    with pytest.raises(ValueError, match="name of a letter"):
        write_eml(tmp_path, name, b"")


def test_letters_are_their_owner_s_alone(tmp_path: Path) -> None:
    """They hold addresses and links that act for readers: folder and files are private, an older file becomes so."""
    folder = tmp_path / "letters"
    file = write_eml(folder, "brief-7", b"one")
    assert (folder.stat().st_mode & 0o777, file.stat().st_mode & 0o777) == (0o700, 0o600)
    file.chmod(0o644)
    assert write_eml(folder, "brief-7", b"two").read_bytes() == b"two"
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_link_in_the_folder_leads_nowhere(tmp_path: Path) -> None:
    """A link under the name of a letter is replaced; what it named stays as it was."""
    (tmp_path / "other").write_text("as it was")
    (tmp_path / "brief-7.eml").symlink_to(tmp_path / "other")
    assert not write_eml(tmp_path, "brief-7", b"letter").is_symlink()
    assert (tmp_path / "other").read_text() == "as it was"


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    """A path through a file is no folder; the error names it."""
    (tmp_path / "file").touch()
    with pytest.raises(BadSetting, match="file/letters cannot be written: Not a directory"):
        write_eml(tmp_path / "file" / "letters", "brief-7", b"")
