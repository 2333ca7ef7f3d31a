"""What happened, on standard error, one event a line: as text for people or as JSON, without addresses or keys.

All of it comes through Python's own logging (ours, the senders', uvicorn's, what nobody caught) and leaves through one
formatter, whose last step before writing takes out what must not stand in a log.
"""

import logging
import os
import sys
import threading
from types import TracebackType

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from evenhand.brief.sending.deliveries import Outcome
from evenhand.server.observing import Answered, request_id
from evenhand.server.redaction import redacted, secrets_of
from evenhand.server.run import LogForm

NAME = "evenhand"
SITE = f"{NAME}.site"
LEVELS: dict[LogForm, int] = {"quiet": logging.WARNING, "plain": logging.INFO, "json": logging.INFO}


def write_events(form: LogForm) -> None:
    """From now on this process writes its events so; `quiet` writes warnings and errors alone, as text."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter(form))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger(NAME).setLevel(LEVELS[form])
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
    sys.excepthook = _uncaught
    threading.excepthook = _uncaught_in_thread


def formatter(form: LogForm) -> logging.Formatter:
    """Log records as lines of this form."""
    last: Processor = structlog.processors.JSONRenderer() if form == "json" else _people()
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.stdlib.ExtraAdder(),
            _of_a_request,
        ],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            _without_private_things(secrets_of(os.environ)),
            last,
        ],
    )


def tell(answered: Answered) -> None:
    """Log one answer."""
    said = {
        "method": answered.method,
        "route": answered.route or "(none)",
        "status": answered.status,
        "milliseconds": round(answered.seconds * 1000, 1),
        "from_memory": answered.kept,
    }
    logging.getLogger(SITE).info("request", extra=said)


def tell_letter(outcome: Outcome) -> None:
    """Log how one try with a letter ended; the letter is named by its number, its reader not at all."""
    said = {
        "letter": outcome.delivery.id,
        "kind": outcome.delivery.kind,
        "about": outcome.delivery.about,
        "ending": outcome.ending,
        "attempt": outcome.delivery.attempts + 1,
    }
    if outcome.reason:
        said["reason"] = outcome.reason
    logging.getLogger(f"{NAME}.sender").info("letter", extra=said)


def tell_trouble(said: str) -> None:
    """Log why letters that are due wait."""
    logging.getLogger(f"{NAME}.sender").warning("trouble", extra={"reason": said})


def _people() -> Processor:
    colors = sys.stderr.isatty()
    return structlog.dev.ConsoleRenderer(
        colors=colors, exception_formatter=structlog.dev.plain_traceback, pad_event_to=0, pad_level=False
    )


def _of_a_request(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    if name := request_id.get():
        event["request"] = name
    return event


def _without_private_things(secrets: tuple[str, ...]) -> Processor:
    def clean(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
        return redacted(event, secrets)

    return clean


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """What nobody caught goes into the log, as its text may hold what a reader gave."""
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    logging.getLogger(NAME).critical("ended by a fault", exc_info=error.with_traceback(trace))


def _uncaught_in_thread(said: threading.ExceptHookArgs) -> None:
    logging.getLogger(NAME).error("a thread ended by a fault", exc_info=said.exc_value)
