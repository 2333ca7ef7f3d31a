"""Copies of the facts that importers need, without anything that was collected."""

import shutil
from pathlib import Path

import pytest

from few_facts import SOURCES, few_facts


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The facts of a few sources; only to be copied."""
    return few_facts(tmp_path_factory.mktemp("facts") / "data", *SOURCES)


@pytest.fixture
def facts(template: Path, tmp_path: Path) -> Path:
    """A data folder with what a few sources need, and nothing collected."""
    return Path(shutil.copytree(template, tmp_path / "data"))
