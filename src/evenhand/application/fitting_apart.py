"""Catalog, fits and places worked out in a process of their own, whose memory ends with it; others read the files."""

import subprocess
import sys

# Faults of the facts are told by whoever opens them next; all others are told here.
WORK = """
from evenhand.catalog.snapshot import open_catalog
from evenhand.comparison.known_places import warm
from evenhand.errors import EvenhandError
try:
    warm(open_catalog())
except EvenhandError:
    pass
"""


def fitting_apart() -> "subprocess.Popen[bytes]":
    """The process, begun. It is quick where all is kept already, and a fault costs only what it would have saved."""
    return subprocess.Popen([sys.executable, "-c", WORK])  # noqa: S603 - our own words
