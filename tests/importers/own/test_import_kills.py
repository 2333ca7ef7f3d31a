"""An import that dies loses nothing that was finished and leaves nothing half; many more deaths are in `make soak`."""

from pathlib import Path

from own_logs import TOY

from killed_imports import ImportGround, killed_imports

KILLS, ITEMS = 5, 60


def test_a_killed_import_goes_on_to_the_same_end(own: Path, tmp_path: Path) -> None:
    """After each kill every log in place is whole, and going on ends with the bytes of one that was not killed."""
    assert not own.exists()
    ground = ImportGround(tmp_path / "ground", TOY, ITEMS, by_command=False)
    count = killed_imports(ground, KILLS, seed=3)
    ground.close()
    assert count.killed == count.before_any + count.between + count.whole == KILLS
