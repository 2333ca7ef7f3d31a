"""A larger catalog than ours, invented: it loads whole, in little memory, and opens as it was loaded."""

from pathlib import Path

import pytest
from bench.catalog_loading import peak_megabytes
from bench.invented_catalog import SMALL, Size, write_invented

from evenhand.catalog.files import content_hash
from evenhand.catalog.loading import load_catalog
from evenhand.catalog.snapshot import open_catalog

TINY = Size(models=12, benchmarks=16, observations=150, offers=20, facts=30)
MEGABYTES = 150


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small invented catalog of 200 models and about 20,000 scores."""
    return write_invented(tmp_path_factory.mktemp("invented"), SMALL)


def test_the_same_seed_gives_the_same_files(tmp_path: Path) -> None:
    """Files depend on size and seed alone."""
    one, same, other = (write_invented(tmp_path / name, TINY, seed) for name, seed in (("a", 1), ("b", 1), ("c", 2)))
    assert content_hash((one,)) == content_hash((same,)) != content_hash((other,))


def test_everything_is_loaded(invented: Path, tmp_path: Path) -> None:
    """Nothing is lost or refused, and the cache gives the same catalog."""
    loaded = load_catalog((invented,))
    assert (len(loaded.models), len(loaded.benchmarks)) == (SMALL.models, SMALL.benchmarks)
    assert (len(loaded.offers), len(loaded.facts)) == (SMALL.offers, SMALL.facts)
    assert abs(len(loaded.observations) - SMALL.observations) < SMALL.observations / 20
    open_catalog((invented,), tmp_path)
    assert open_catalog((invented,), tmp_path) == loaded


def test_loading_takes_little_memory(invented: Path) -> None:
    """A process of its own that loads it stays under the bound."""
    assert peak_megabytes((invented,)) < MEGABYTES
