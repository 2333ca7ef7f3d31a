"""A cold `evenhand compare A B` (new process, snapshot cache warm) against a Python that does nothing."""

import sys
from pathlib import Path

from bench.side_by_side import Ratio, process_seconds, ratio

MOST = 12.0
PAIRS = (("gemma-4-12b", "gpt-5.5"), ("gpt-5.2", "claude-opus-4.5"))


def command_start(pair: tuple[str, str], pairs: int = 15) -> Ratio:
    """User and system time of the command over that of `python -c pass`, the same interpreter."""
    command = [str(Path(sys.executable).parent / "evenhand"), "compare", *pair]
    return ratio(lambda: process_seconds(command), lambda: process_seconds([sys.executable, "-c", "pass"]), pairs)
