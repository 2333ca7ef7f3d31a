"""Who asks first of a new catalog is told at a terminal that a fit goes on."""

import sys
from contextlib import nullcontext
from pathlib import Path

import pytest

from evenhand.catalog.catalog import Catalog
from evenhand.cli.first_fit import NOTICE, told_of_fit
from evenhand.comparison.estimates import estimates_of, is_fitted
from evenhand.comparison.known_places import warm
from invented_catalogs import EVEN, catalog_of, score


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Catalog:
    """A catalog of which nothing is kept."""
    monkeypatch.setenv("EVENHAND_STATE", str(tmp_path))
    return catalog_of(score("ada", "fix", 50))


def test_the_fit_is_known_to_be_there(small: Catalog) -> None:
    """Before the first answer it is not, and after it is; a lane of its own has a fit of its own."""
    assert not is_fitted(small, EVEN)
    estimates_of(small, EVEN, EVEN.default_lane)
    assert is_fitted(small, EVEN)
    assert is_fitted(small, EVEN, "no such lane")
    assert not is_fitted(small, EVEN, "verified")


def test_a_server_may_prepare(small: Catalog) -> None:
    """What the first answers rest on is worked out beforehand."""
    warm(small)
    assert is_fitted(small, small.rankings["even"])


def test_told_at_a_terminal_alone(
    small: Catalog, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a pipe, and where nothing has to be fitted, nothing is said; the answer's own stream stays clean."""
    assert isinstance(told_of_fit(small, EVEN, None), nullcontext)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with told_of_fit(small, EVEN, None):
        pass
    out, err = capsys.readouterr()
    assert NOTICE in err
    assert not out
    warm(small)
    assert isinstance(told_of_fit(small, EVEN, None), nullcontext)
