"""Servers for agents: the library that they ask, and real programs."""

import re
import subprocess
from collections.abc import Iterator

import pytest
from mcp.client.stdio import StdioServerParameters
from talking import PROGRAM, on_toy

from evenhand.catalog.catalog import Catalog
from evenhand.library import Library


@pytest.fixture(scope="session")
def library(catalog: Catalog) -> Library:
    """The library that the tools ask."""
    return Library(catalog)


@pytest.fixture
def by_pipes() -> StdioServerParameters:
    """How an agent starts the real program."""
    return StdioServerParameters(command=PROGRAM[0], args=PROGRAM[1:], env=on_toy())


@pytest.fixture
def by_http() -> Iterator[str]:
    """The address of a real program that listens on this machine."""
    program = subprocess.Popen([*PROGRAM, "--http", "--port", "0"], stdout=subprocess.PIPE, text=True, env=on_toy())
    try:
        said = program.stdout.readline()
        yield re.search(r"http://\S+/mcp", said)[0]
    finally:
        program.terminate()
        program.wait(20)
        program.stdout.close()
