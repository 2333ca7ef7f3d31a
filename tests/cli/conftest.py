"""Runs the command as a person would, in this process, over the toy facts or the shipped ones."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec import Struct

from evenhand.cli import main
from evenhand.settings import DATA_VARIABLE

TOY = Path(__file__).parents[1] / "toy_data"


class Run(Struct, frozen=True):
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str


Evenhand = Callable[..., Run]


@pytest.fixture
def evenhand(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Evenhand:
    """Calls the command with these words."""

    def run(*words: str) -> Run:
        monkeypatch.setattr(sys, "argv", ["evenhand", *words])
        code = 0
        try:
            main()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(bool(end.code))
        out, err = capsys.readouterr()
        return Run(code, out, err)

    return run


@pytest.fixture
def toy_facts(monkeypatch: pytest.MonkeyPatch) -> Path:
    """The toy facts in the place of the shipped ones; what is kept of them is kept for the whole run."""
    monkeypatch.setenv(DATA_VARIABLE, str(TOY))
    return TOY
