"""What the operating system refuses: one line with the place or port and what helps, no trace."""

import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Evenhand = Callable[..., Any]
TOY = Path(__file__).parents[1] / "toy_data"
FULL = Path("/dev/full")


@pytest.mark.usefixtures("toy_facts")
def test_a_folder_that_cannot_be_made(evenhand: Evenhand, tmp_path: Path) -> None:
    """A site cannot be built below a file; this is told with the place before any work."""
    (tmp_path / "file").write_text("x", "utf-8")
    run = evenhand("build", str(tmp_path / "file" / "site"))
    assert (run.code, run.out) == (1, "")
    assert run.err == f"evenhand: {tmp_path / 'file' / 'site'}: Not a directory; name a folder\n"


@pytest.mark.skipif(not FULL.exists(), reason="this system has no full device")
@pytest.mark.parametrize("words", [("rank", "--csv"), ("compare", "quill-7", "tarn-2"), ("rank", "--json")])
def test_a_full_disk(words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer that finds no room is said to be lost, once."""
    monkeypatch.setenv("EVENHAND_DATA", str(TOY))
    with FULL.open("wb") as full:
        command = [sys.executable, "-m", "evenhand", *words]
        run = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False, timeout=60)
    assert run.returncode == 1
    said = "the output cannot be written: No space left on device; make room, or name another place"
    assert run.stderr.decode() == f"evenhand: {said}\n"


@pytest.mark.usefixtures("toy_facts")
@pytest.mark.parametrize("words", [("serve",), ("mcp", "--http")])
def test_a_port_that_is_taken(words: tuple[str, ...], evenhand: Evenhand) -> None:
    """Host, port and the way out are named."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        run = evenhand(*words, "--port", str(port))
    assert run.code == 1
    assert run.err.startswith(f"evenhand: port {port} of 127.0.0.1 is in use; ")
    assert "--port (0 takes a free one)" in run.err


@pytest.mark.usefixtures("toy_facts")
def test_an_address_of_another_machine(evenhand: Evenhand) -> None:
    """A host that is not here is named, with the option that sets it."""
    run = evenhand("serve", "--host", "192.0.2.1", "--port", "0")
    assert run.code == 1
    assert run.err.startswith("evenhand: nothing can listen at 192.0.2.1: ")
    assert "--host" in run.err
