"""An own folder in a folder of the test, beside the toy facts."""

from pathlib import Path

import pytest
from own_logs import TOY

from evenhand.settings import ALSO_VARIABLE, DATA_VARIABLE, OWN_VARIABLE, own_folder


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The own folder that commands of this test use; nothing is in it."""
    monkeypatch.setenv(DATA_VARIABLE, str(TOY))
    monkeypatch.delenv(ALSO_VARIABLE, raising=False)
    monkeypatch.setenv(OWN_VARIABLE, str(tmp_path / "own"))
    return own_folder()
