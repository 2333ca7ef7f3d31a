"""An own folder in a folder of the test, beside the toy facts."""

from pathlib import Path

import pytest

from evenhand.settings import ALSO_VARIABLE, DATA_VARIABLE, OWN_VARIABLE, STATE_VARIABLE, own_folder

TOY = Path(__file__).parents[2] / "toy_data"


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The own folder that commands of this test use; nothing is in it."""
    monkeypatch.setenv(DATA_VARIABLE, str(TOY))
    monkeypatch.setenv(STATE_VARIABLE, str(tmp_path / "state"))
    monkeypatch.delenv(ALSO_VARIABLE, raising=False)
    monkeypatch.delenv(OWN_VARIABLE, raising=False)
    return own_folder()
