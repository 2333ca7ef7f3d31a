"""Every sentence about thousands of drawn pairs, read by the independent reader; `make test` reads a quarter."""

import sys
from pathlib import Path

import pytest

from evenhand.catalog.catalog import Catalog

pytestmark = pytest.mark.soak


def test_all_drawn_pairs(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    """No sentence about any of them contradicts the raw readings, is malformed, or is of an unknown form."""
    monkeypatch.setattr(sys, "path", [str(Path(__file__).parents[1] / "wording"), *sys.path])
    from read_pairs import PAIRS, drawn_pairs, read  # noqa: PLC0415 - beside the tests that read a quarter

    assert read(catalog, drawn_pairs(catalog, PAIRS)) == []
