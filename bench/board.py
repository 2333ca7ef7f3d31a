"""`python -m bench.board`: how long the places of a lane take after the facts have changed, and for how many models."""

import time
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct

from bench.invented_catalog import GROWN, write_invented
from evenhand.catalog.catalog import Catalog
from evenhand.catalog.loading import load_catalog
from evenhand.comparison.board import OVERALL, places


class Board(Struct, frozen=True):
    """Process time of the places of one lane, and how many models the overall board and any board seat."""

    seconds: float
    eligible: int
    seated: int

    def __str__(self) -> str:
        return f"{self.seconds:.1f} s for {self.eligible} models on the overall board, {self.seated} on any"


def board(catalog: Catalog) -> Board:
    """The places of the default lane of `even`, worked out once."""
    ranking = catalog.rankings["even"]
    begun = time.process_time()
    found = places(catalog, ranking, ranking.default_lane)
    seconds = time.process_time() - begun
    return Board(seconds, len(found.boards[OVERALL]), len({name for each in found.boards.values() for name in each}))


def main() -> None:
    """Print it for the shipped and for an invented catalog."""
    print("shipped:", board(load_catalog()))
    with TemporaryDirectory() as folder:
        print("invented:", board(load_catalog((write_invented(Path(folder), GROWN),))))


if __name__ == "__main__":
    main()
