"""A small site as files: every pair of the invented facts, built once."""

from pathlib import Path

import pytest
from toy_site import SITE, TOY

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.loading import load_catalog
from evenhand.export.building import Built, build
from evenhand.export.chosen_pairs import chosen_pairs
from evenhand.export.desks import Order


@pytest.fixture(scope="session")
def toy() -> Catalog:
    """The invented facts."""
    return load_catalog((TOY,))


@pytest.fixture(scope="session")
def pairs_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One pair of the three, named in a file."""
    path = tmp_path_factory.mktemp("pairs") / "pairs.txt"
    path.write_text("# one pair\ntarn two, quill-7  # by other names, in the other order\n\n", "utf-8")
    return path


@pytest.fixture(scope="session")
def built(toy: Catalog, pairs_file: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Built]:
    """The folder, and what its build said."""
    root = tmp_path_factory.mktemp("site") / "public"
    return root, build(toy, Order(root=root, site=SITE, pairs=chosen_pairs(toy, str(pairs_file))))


@pytest.fixture(scope="session")
def site(built: tuple[Path, Built]) -> Path:
    """The folder alone; only to be read."""
    return built[0]
