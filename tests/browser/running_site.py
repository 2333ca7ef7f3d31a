"""A real server on a loopback port of this process."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import httpx
import uvicorn
from litestar import Litestar

from evenhand.catalog.catalog import Catalog
from evenhand.server import create_app


@contextmanager
def served(catalog: Catalog) -> Iterator[str]:
    """The address of a site over a catalog, until the end of the block."""
    with running(lambda _: create_app(catalog)) as address:
        yield address


@contextmanager
def running(app_at: Callable[[str], Litestar]) -> Iterator[str]:
    """The address of an application that may know it, until the end of the block."""
    listening = socket.create_server(("127.0.0.1", 0))
    address = f"http://127.0.0.1:{listening.getsockname()[1]}"
    server = uvicorn.Server(uvicorn.Config(app_at(address), log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        httpx.get(address, timeout=180)
        yield address
    finally:
        server.should_exit = True
        thread.join(timeout=20)
        listening.close()
