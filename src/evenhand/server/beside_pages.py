"""What a process of the site has beside its pages: readers' own addresses, briefs that were issued, checks, numbers.

What needs the extra `brief` is imported here when it is asked for, and nowhere before.
"""

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from litestar.types import ControllerRouterHandler
from msgspec import Struct

from evenhand.brief.mail_settings import MailSettings, extra_installed, mail_settings
from evenhand.catalog.catalog import Catalog
from evenhand.errors import MissingExtra
from evenhand.library.issued_briefs import store_configured
from evenhand.records.brief import Brief
from evenhand.server.health import Part, metrics, readyz
from evenhand.server.issued_elsewhere import IssuedElsewhere
from evenhand.server.observing import Observer
from evenhand.server.run import Run

if TYPE_CHECKING:
    from evenhand.server.brief_service import BriefService

FROM = "EVENHAND_MAIL_FROM"


class Issued(Struct, frozen=True):
    """The briefs that were issued, newest first; `mark` is another text when one was added."""

    briefs: Callable[[], tuple[Brief, ...]]
    mark: Callable[[], str]


class Beside(Struct, frozen=True, kw_only=True):
    """`handlers` answer addresses that need more than the catalog, `observers` are told of every answer.

    `closing` is done when the process ends.
    """

    handlers: tuple[ControllerRouterHandler, ...] = ()
    issued: Issued | None = None
    observers: tuple[Observer, ...] = ()
    closing: tuple[Callable[[], None], ...] = ()


def only_ready(catalog: Catalog) -> Beside:
    """What an application without settings has: a check of its catalog."""
    return Beside(handlers=(readyz(_checks(catalog)),))


def beside(catalog: Catalog, run: Run, settings: MailSettings) -> Beside:
    """What these settings ask for.

    Raises:
        BadStore: people could subscribe, or briefs were issued elsewhere, but the database cannot be used.

    """
    service = _service(settings) if settings.form_on else None
    issued = service.issued if service else IssuedElsewhere() if store_configured() else None
    checks = _checks(catalog)
    if service:
        checks["store"] = service.check
    tellers, numbers = _numbers(catalog, run, service)
    return Beside(
        handlers=(readyz(checks), *numbers, *(service.handlers if service else ())),
        issued=Issued(issued.briefs, issued.mark) if issued else None,
        observers=(*_log(run), *tellers),
        closing=(service.close,) if service else (issued.close,) if issued else (),
    )


def settings_of(run: Run) -> MailSettings:
    """The settings of the brief, checked, with all that this run needs installed; empty ones where nobody sends it.

    Raises:
        BadSetting: one cannot be used.
        MissingExtra: the form, the log or the numbers need the extra.

    """
    settings = mail_settings() if os.environ.get(FROM) else MailSettings()
    wanted = {
        "the form of the weekly brief": bool(settings.sender and settings.base),
        "a log of events": run.log != "quiet",
        "numbers at /metrics": run.metrics,
    }
    for what, asked in wanted.items():
        if asked and not extra_installed():
            raise MissingExtra(what, "brief")
    return settings


def logging_wanted(run: Run, settings: MailSettings) -> bool:
    """Whether events go through our own log, which leaves out what belongs to readers."""
    return run.log != "quiet" or settings.form_on


def _service(settings: MailSettings) -> "BriefService":
    from evenhand.server.brief_service import BriefService  # noqa: PLC0415 - needs the extra

    return BriefService(settings)


def _numbers(
    catalog: Catalog, run: Run, service: "BriefService | None"
) -> tuple[tuple[Observer, ...], tuple[ControllerRouterHandler, ...]]:
    """Who counts answers, and the address of the numbers; none unless they are asked for."""
    if not run.metrics:
        return (), ()
    from evenhand.server.metrics import KIND, SiteMetrics  # noqa: PLC0415 - needs the extra

    found = SiteMetrics(catalog, service.status if service else None)
    return (found.tell,), (metrics(found.text, KIND, run.token.text),)


def _log(run: Run) -> tuple[Observer, ...]:
    """Who writes answers down; nobody unless it is asked for."""
    if run.log == "quiet":
        return ()
    from evenhand.server.event_log import tell  # noqa: PLC0415 - needs the extra

    return (tell,)


def _checks(catalog: Catalog) -> dict[str, Callable[[], Part]]:
    loaded = Part(bool(catalog.models), f"{len(catalog.models)} models, newest day {catalog.date}")
    return {"catalog": lambda: loaded}
