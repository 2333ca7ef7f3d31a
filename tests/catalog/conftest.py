"""The toy facts, as a folder that a test may spoil."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from evenhand.catalog.loading import load_catalog
from evenhand.errors import BadCatalog, Problem

TOY = Path(__file__).parents[1] / "toy_data"
TODAY = "2025-07-01"


@pytest.fixture
def toy(tmp_path: Path) -> Path:
    """A copy of the toy facts."""
    return Path(shutil.copytree(TOY, tmp_path / "facts"))


@pytest.fixture
def problems(toy: Path) -> Callable[[], list[Problem]]:
    """Loads the copy and gives every problem; none when it is sound."""

    def load() -> list[Problem]:
        try:
            load_catalog((toy,), TODAY)
        except BadCatalog as error:
            return list(error.problems)
        return []

    return load
