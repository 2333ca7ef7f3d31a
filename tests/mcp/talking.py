"""Talking to the server as an agent does: by a client of the official SDK, to this process or to a real program."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import anyio

from evenhand.settings import DATA_VARIABLE
from mcp import Client

PROGRAM = [sys.executable, "-m", "evenhand", "mcp"]
TOY = Path(__file__).parents[1] / "toy_data"
Session = Callable[[Client], Coroutine[Any, Any, Any]]


def on_toy() -> dict[str, str]:
    """The surroundings of a program that knows the invented facts alone."""
    return {**os.environ, DATA_VARIABLE: str(TOY)}


def talk(server: object, session: Session) -> Any:
    """What a session with a server gives."""

    async def run() -> Any:
        async with Client(server) as client:
            return await session(client)

    return anyio.run(run)


def told_by_command(*arguments: str) -> dict[str, Any]:
    """What the command prints as JSON."""
    asked = [*PROGRAM[:-1], *arguments, "--json"]
    return json.loads(subprocess.run(asked, capture_output=True, check=True, env=on_toy()).stdout)
