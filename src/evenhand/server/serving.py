"""Running the site: one process, or several on one socket of which a killed one is replaced."""

import os
from functools import partial

import uvicorn
from litestar import Litestar
from uvicorn.supervisors import Multiprocess

from evenhand.catalog.garbage import what_stands_stays
from evenhand.catalog.snapshot import open_catalog
from evenhand.server import create_app
from evenhand.server.warming import warm_in_background, warming
from evenhand.website.site import Site

SECONDS_TO_FINISH = 10
SECONDS_OF_SILENCE = 60


def serve(host: str = "127.0.0.1", port: int = 8000, base: str = "", workers: int = 1, *, told: bool = False) -> None:
    """Run the site until it is stopped; prints its address first.

    Port 0 takes a free one. `base` is the site's own address (`https://…`), `workers` the number of processes: they
    share the socket, so what waits there when one dies is taken by another. On SIGTERM and Ctrl-C the requests at
    work are finished first. `told` says that others are told of runs of one's own.
    """
    config = uvicorn.Config(
        partial(worker, Site(base=base.rstrip("/")), told=told),
        factory=True,
        host=host,
        port=port,
        workers=workers,
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=SECONDS_TO_FINISH,
        timeout_worker_healthcheck=SECONDS_OF_SILENCE,
    )
    socket = config.bind_socket()
    socket.listen(config.backlog)  # who connects from now on waits instead of being refused
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{socket.getsockname()[1]}/"
    print(f"Evenhand is at {address} (stop with Ctrl-C)", flush=True)  # noqa: T201 - what a command says
    with warming():
        if workers == 1:
            uvicorn.Server(config).run(sockets=[socket])
        else:
            Multiprocess(config, [socket]).run()


def worker(site: Site, *, told: bool = False) -> Litestar:
    """The application of one process, over the catalog of the settings; what is heavy comes meanwhile."""
    catalog = open_catalog()
    app = create_app(catalog, site, told=told)
    what_stands_stays()
    warm_in_background(catalog)
    return app


def cores() -> int:
    """The processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
