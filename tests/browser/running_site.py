"""A real server on a loopback port of this process."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import uvicorn

from evenhand.catalog.catalog import Catalog
from evenhand.server import create_app


@contextmanager
def served(catalog: Catalog) -> Iterator[str]:
    """The address of a site over a catalog, until the end of the block."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(create_app(catalog), log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    address = f"http://127.0.0.1:{listening.getsockname()[1]}"
    try:
        httpx.get(address, timeout=180)
        yield address
    finally:
        server.should_exit = True
        thread.join(timeout=20)
        listening.close()
