"""Your own runs stay on this machine: no file that is built and no address that others reach holds them."""

import os

import pytest
from click.testing import CliRunner

from evenhand.cli import serve as serve_command
from evenhand.cli.options import told_to_others
from evenhand.settings import OFF, OWN_VARIABLE

EVERYWHERE = "0.0.0.0"  # noqa: S104 - nothing listens


@pytest.mark.parametrize(
    ("own", "host", "left_out"),
    [
        (None, "127.0.0.1", False),
        (None, "::1", False),
        (None, "localhost", False),
        (None, EVERYWHERE, True),
        (None, "board.example", True),
        (None, "", True),
        (True, "", False),
        (True, EVERYWHERE, False),
        (False, "127.0.0.1", True),
    ],
)
def test_who_sees_them(monkeypatch: pytest.MonkeyPatch, *, own: bool | None, host: str, left_out: bool) -> None:
    """Only the machine itself, unless it was asked for; never where it was asked not to."""
    monkeypatch.setenv(OWN_VARIABLE, "")
    told_to_others(own, host)
    assert (os.environ.get(OWN_VARIABLE) == OFF) is left_out


@pytest.mark.parametrize(
    ("options", "left_out"),
    [
        ((), False),
        (("--base-url", "https://board.example"), True),
        (("--host", EVERYWHERE), True),
        (("--no-own",), True),
    ],
)
def test_a_site_behind_another_server_is_public(
    monkeypatch: pytest.MonkeyPatch,
    options: tuple[str, ...],
    *,
    left_out: bool,
) -> None:
    """A site with an address of its own is one for others, also where it listens on this machine alone."""
    monkeypatch.setenv(OWN_VARIABLE, "")
    monkeypatch.setattr(serve_command, "serve", lambda *_, **__: None)
    result = CliRunner().invoke(serve_command.command, options)
    assert result.exit_code == 0, result.output
    assert (os.environ.get(OWN_VARIABLE) == OFF) is left_out
