"""Running the site: one process, or several on one socket of which a killed one is replaced."""

import logging
import os
import signal
import sys
from contextlib import ExitStack
from functools import partial

import uvicorn
from litestar import Litestar
from uvicorn.config import LOGGING_CONFIG

from evenhand.brief.mail_settings import MailSettings
from evenhand.brief.sending.kept_running import kept_running
from evenhand.catalog.garbage import what_stands_stays
from evenhand.catalog.snapshot import open_catalog
from evenhand.library.issued_briefs import issued_briefs
from evenhand.server import create_app
from evenhand.server.beside_pages import beside, logging_wanted, settings_of
from evenhand.server.run import Run
from evenhand.server.warming import warm_in_background, warming
from evenhand.server.workers import Workers
from evenhand.website.site import Site

SECONDS_TO_FINISH = 10
SECONDS_OF_SILENCE = 60
NO_FORM = "Nobody can subscribe to the weekly brief here: set EVENHAND_BASE_URL or --base-url, the site's own address."
FAULTS = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def serve(run: Run) -> None:
    """Run the site until it is stopped; prints its address first.

    Its processes share the socket, so what waits there when one dies is taken by another. On SIGTERM and Ctrl-C the
    requests at work, and the letter at hand, are finished first.

    Raises:
        BadSetting: a setting of the mail cannot be used.
        BadStore: people could subscribe, or briefs were issued elsewhere, but the database cannot be used.
        MissingExtra: what is asked for needs a part that is not installed.

    """
    settings = settings_of(run)
    config = uvicorn.Config(
        partial(worker, run),
        factory=True,
        host=run.host,
        port=run.port,
        workers=run.workers,
        log_level="warning",
        log_config=None if logging_wanted(run, settings) else LOGGING_CONFIG,
        server_header=False,
        timeout_graceful_shutdown=SECONDS_TO_FINISH,
        timeout_worker_healthcheck=SECONDS_OF_SILENCE,
    )
    signal.signal(signal.SIGTERM, _asked_to_end)
    with ExitStack() as stack:
        _begin(stack, run, settings)
        socket = config.bind_socket()
        socket.listen(config.backlog)  # who connects from now on waits instead of being refused
        shown = f"[{run.host}]" if ":" in run.host else run.host
        address = f"http://{shown}:{socket.getsockname()[1]}/"
        print(f"Evenhand is at {address} (stop with Ctrl-C)", flush=True)  # noqa: T201 - what a command says
        if settings.sender and not settings.form_on:
            print(NO_FORM, flush=True)  # noqa: T201 - likewise
        stack.enter_context(warming())
        if run.workers == 1:
            uvicorn.Server(config).run(sockets=[socket])
        else:
            Workers(config, [socket]).run()


def worker(run: Run) -> Litestar:
    """The application of one process, over the catalog of the settings; what is heavy comes meanwhile."""
    settings = settings_of(run)
    _write_events(run, settings)
    catalog = open_catalog()
    site = Site(base=run.base.rstrip("/") or settings.base, subscribing=settings.form_on)
    app = create_app(catalog, site, told=run.told, beside=beside(catalog, run, settings))
    what_stands_stays()
    warm_in_background(catalog)
    return app


def cores() -> int:
    """The processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _begin(stack: ExitStack, run: Run, settings: MailSettings) -> None:
    """What all processes of the site share, and who sends letters beside them; each ends with the stack."""
    if run.metrics and run.workers > 1:
        from evenhand.server.metrics import shared_between_processes  # noqa: PLC0415 - needs the extra

        stack.enter_context(shared_between_processes())
    _write_events(run, settings)
    if settings.form_on:
        from evenhand.server.sender_process import send_letters, store_made_ready  # noqa: PLC0415 - needs the extra

        store_made_ready(settings, sending=run.sender)
        if run.sender:
            stack.enter_context(kept_running(partial(send_letters, run)))
    else:
        issued_briefs()  # a store that cannot be read is told once, before there are processes


def _write_events(run: Run, settings: MailSettings) -> None:
    """Faults, and what else is asked for, on standard error."""
    if not logging_wanted(run, settings):
        logging.basicConfig(format=FAULTS, level=logging.WARNING)
        return
    from evenhand.server.event_log import write_events  # noqa: PLC0415 - needs the extra

    write_events(run.log)


def _asked_to_end(*_: object) -> None:
    """What the server does not catch itself, and what it raises again when it is done: an end that is no fault."""
    sys.exit(0)
