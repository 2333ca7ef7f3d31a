"""Letters as files."""

from pathlib import Path

import pytest
from invented_letters import ENVELOPE, SENDER, WRITERS

from evenhand.brief.letters.eml_files import write_eml
from evenhand.brief.letters.prepared import Prepared


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
