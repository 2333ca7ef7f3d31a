"""A local server with a small real model behind it: a process of its own, on a free loopback port.

It speaks OpenAI's chat completions and needs no key. It ends with whoever started it, also when that one is killed:
the server watches the pipe to its starter.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryFile
from threading import Timer
from typing import IO

import msgspec
from msgspec import Struct

from evenhand.errors import BadSetting, MissingExtra
from evenhand.measure.model_file import SMOLLM2, model_file

READY_WITHIN = 120.0
ENDS_WITHIN = 5.0


class LocalServer(Struct, frozen=True, kw_only=True):
    """A server that is ready: `base_url` ends in /v1, `model` is the name to ask for, `pid` its process."""

    base_url: str
    model: str
    quantization: str
    pid: int


class Ready(Struct, frozen=True):
    """The one line that the server's process writes: where it listens."""

    address: str


@contextmanager
def local_server(
    file: Path | None = None,
    *,
    model: str = SMOLLM2.model,
    quantization: str = SMOLLM2.quantization,
    threads: int = 0,
    streams: int = 1,
    context: int = 2048,
) -> Iterator[LocalServer]:
    """Serve a GGUF file (else the small model, fetched if need be) until the block ends.

    `threads` 0 takes half of the cores, so that whoever asks and measures has the other half. `streams` requests are
    answered at once, each with `context` tokens for prompt and answer together; more wait.

    Raises:
        MissingExtra: xllamacpp is not installed.
        BadSetting: the file cannot be had or served.

    """
    if find_spec("xllamacpp") is None:
        raise MissingExtra("the local model", "local")
    file = file or model_file()
    command = [sys.executable, "-m", "evenhand.measure.local_server_process", str(file), model]
    command += [str(threads or max(1, (os.cpu_count() or 2) // 2)), str(streams), str(context)]
    with TemporaryFile() as said, _started(command, said) as process:
        yield LocalServer(
            base_url=f"{_address(process, said)}/v1", model=model, quantization=quantization, pid=process.pid
        )


@contextmanager
def _started(command: list[str], said: IO[bytes]) -> Iterator[subprocess.Popen[bytes]]:
    """The process, ended at the end of the block: asked to by the pipe that closes, then made to."""
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=said) as process:  # noqa: S603 - our own program
        try:
            yield process
        finally:
            if process.stdin:
                process.stdin.close()
            try:
                process.wait(ENDS_WITHIN)
            except subprocess.TimeoutExpired:
                process.kill()


def _address(process: subprocess.Popen[bytes], said: IO[bytes]) -> str:
    """Where the server listens, once it is ready.

    Raises:
        BadSetting: it ended or said nothing in time.

    """
    late = Timer(READY_WITHIN, process.kill)
    late.start()
    line = process.stdout.readline() if process.stdout else b""
    late.cancel()
    try:
        return msgspec.json.decode(line, type=Ready).address
    except msgspec.DecodeError as error:
        said.seek(0)
        words = said.read().decode(errors="replace").strip().splitlines()
        raise BadSetting(
            f"the local model does not start: {words[-1][:200] if words else 'it said nothing'}"
        ) from error
