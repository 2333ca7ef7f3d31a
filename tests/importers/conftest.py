"""A copy of the facts that importers need, without any score in it."""

import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RECORDINGS = ROOT / "tests" / "recordings"
NEEDED = ("benchmarks", "models", "rules", "sources")


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    """A data folder with the project's descriptions, rules and name tables, and no scores."""
    data = tmp_path / "data"
    for folder in NEEDED:
        shutil.copytree(ROOT / "data" / folder, data / folder)
    return data
