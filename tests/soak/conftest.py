"""The facts that the killed collections work on."""

from pathlib import Path

import pytest

from few_facts import SOURCES, few_facts


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The facts of a few sources; only to be copied."""
    return few_facts(tmp_path_factory.mktemp("facts") / "data", *SOURCES)
