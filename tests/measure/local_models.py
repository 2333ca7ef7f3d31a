"""The small real model of the tests: `make test` puts it into `.venv` before it starts, as tests reach no registry."""

from pathlib import Path

import pytest

from evenhand.measure.model_file import held

FOLDER = Path(__file__).parents[2] / ".venv" / "local-model"


def local_model() -> Path:
    """Its file; without it the test fails and says how to get it."""
    file = held(FOLDER)
    if file is None:
        pytest.fail(f"the local model is missing; get it with: evenhand measure local-model --into {FOLDER}")
    return file
