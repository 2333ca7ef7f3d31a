"""Addresses of who reads the brief by mail. They are there where the form is on, as they need the extra `brief`.

No answer says whether an address is known; what a link opens, its token says; opening a page changes nothing, so that a
program that looks into every link of a letter does no harm.
"""

import logging
import time
import traceback
from collections.abc import Callable
from typing import Annotated, TypeVar

import msgspec
from litestar import MediaType, Request, Response, Router, get, post
from litestar.datastructures import State
from litestar.di import NamedDependency, Provide
from litestar.exceptions import ClientException, HTTPException, NotFoundException
from litestar.params import PathParameter
from msgspec import Struct
from sqlalchemy import Connection

from evenhand.brief.mail_settings import MailSettings
from evenhand.brief.store.opening import Store
from evenhand.brief.store.turns import transaction
from evenhand.brief.subscribers.addresses import address_of
from evenhand.brief.subscribers.asking import ask
from evenhand.brief.subscribers.choosing import Typed, chosen, known_topics, typed_of
from evenhand.brief.subscribers.consent import wording_shown
from evenhand.brief.subscribers.held import held
from evenhand.brief.subscribers.joining import confirm, prefer, renew_links
from evenhand.brief.subscribers.leaving import erase, leave
from evenhand.brief.subscribers.networks import network_mark
from evenhand.brief.subscribers.readers import Reader, by_token
from evenhand.brief.subscribers.tokens import Purpose, Tokens, path_of
from evenhand.catalog.catalog import Catalog
from evenhand.errors import BadAddress, TooManyRequests
from evenhand.records.subscriptions import Preferences
from evenhand.website.asked.posted import MOST_BYTES, Posted, from_this_site, posted
from evenhand.website.failing import refused
from evenhand.website.pages import subscribing as pages
from evenhand.website.pages.failures import error_page
from evenhand.website.site import Site

PRIVATE = {"cache-control": "no-store", "referrer-policy": "same-origin", "x-robots-tag": "noindex"}
LEAVING = "One last letter says goodbye; with it your address and your preferences are erased."
ERASED = "Your address and all that was held about you are erased, and no letter comes any more."
ONE_CLICK = ("List-Unsubscribe", "One-Click")
OLD_FORM = "The form has changed since you opened it; please look at it again and send it."
T = TypeVar("T")
Token = Annotated[str, PathParameter(max_length=250)]


class Readers(Struct, frozen=True, kw_only=True):
    """What the handlers work with: the store, and the secret that signs links and hides networks."""

    store: Store
    tokens: Tokens
    secret: str

    def reader(self, purpose: Purpose, token: str) -> Reader:
        """Whom a link is for, to show them something.

        Raises:
            NotFoundException: nobody, whatever the reason.

        """
        with self.store.reading() as connection:
            return _there(by_token(connection, self.tokens, purpose, token))

    def change(
        self, purpose: Purpose, token: str, do: Callable[[Connection, Reader], T], *, leaving: bool = False
    ) -> tuple[Reader, T]:
        """Do something for the reader of a link in one transaction: the reader as before, and what `do` gives.

        Raises:
            NotFoundException: the link is nobody's, or of somebody who is leaving and `leaving` is not set.

        """

        def work(connection: Connection) -> tuple[Reader, T]:
            found = by_token(connection, self.tokens, purpose, token, to_change=True)
            reader = _there(found, leaving=leaving)
            return reader, do(connection, reader)

        return transaction(self.store, work)

    def paths(self, reader: Reader, secret: str = "") -> pages.Paths:
        """The ways from a reader's pages, with a new secret where they just got one."""
        secret = secret or reader.secret
        return pages.Paths(
            preferences=self.tokens.path("preferences", reader.id, secret),
            unsubscribe=self.tokens.path("unsubscribe", reader.id, secret),
        )


def handlers(store: Store, settings: MailSettings, *, described: bool = False) -> Router:
    """The router of these addresses; `described` puts them into the OpenAPI document."""
    secret = settings.secret.text or store.secret
    readers = Readers(store=store, tokens=Tokens(secret), secret=secret)
    return Router(
        path="/brief",
        route_handlers=list(HANDLERS),
        dependencies={
            "readers": Provide(lambda: readers, sync_to_thread=False),
            "form": Provide(posted),
        },
        guards=[from_this_site(settings.base)],
        exception_handlers={NotFoundException: _dead, HTTPException: refused, Exception: _failed},
        request_max_body_size=MOST_BYTES,
        include_in_schema=described,
    )


@get("/subscribe", media_type=MediaType.HTML, sync_to_thread=False)
def form_alone(site: NamedDependency[Site]) -> Response[str]:
    """The form on a page of its own."""
    return _page(pages.subscribe_page(pages.subscribe_form(), site))


@get("/privacy", media_type=MediaType.HTML, sync_to_thread=False)
def privacy(site: NamedDependency[Site]) -> Response[str]:
    """What is kept of readers."""
    return _page(pages.privacy_page(site))


@post("/subscribe", media_type=MediaType.HTML, status_code=200, sync_to_thread=True)
def subscribe(
    request: Request[None, None, State],
    readers: NamedDependency[Readers],
    site: NamedDependency[Site],
    form: NamedDependency[Posted],
) -> Response[str]:
    """Write the request down and give the one answer; a letter says the rest."""
    if form.one("website"):
        return _page(pages.asked_page(site))
    topics = known_topics(form.every("topics"))
    wording = wording_shown(form.one("consent"))
    if wording is None or topics is None:
        return _again(form, OLD_FORM if wording is None else "Choose one topic or more.", site)
    try:
        address = address_of(form.one("address"))
    except BadAddress as error:
        return _again(form, f"{str(error)[:1].upper()}{str(error)[1:]}.", site)
    network = network_mark(readers.secret, request.client.host if request.client else "")
    try:
        transaction(
            readers.store,
            lambda connection: ask(
                connection, address, Preferences(topics=topics), wording=wording, network=network, now=_now()
            ),
        )
    except TooManyRequests as error:
        return _too_many(error)
    return _page(pages.asked_page(site))


@get("/confirm/{token:str}", media_type=MediaType.HTML, sync_to_thread=True)
def confirming(token: Token, readers: NamedDependency[Readers], site: NamedDependency[Site]) -> Response[str]:
    """The button that confirms; that all is done where it is."""
    reader = readers.reader("confirm", token)
    if reader.state == "active":
        return _page(pages.confirmed_page(None, site))
    return _page(pages.confirm_page(path_of("confirm", token), readers.paths(reader).unsubscribe, site))


@post("/confirm/{token:str}", media_type=MediaType.HTML, status_code=200, sync_to_thread=True)
def confirmed(token: Token, readers: NamedDependency[Readers], site: NamedDependency[Site]) -> Response[str]:
    """Make a reader of who asked; the first time alone it opens the preferences, whose links hold for longer."""
    reader, _ = readers.change("confirm", token, lambda connection, reader: confirm(connection, reader, _now()))
    return _page(pages.confirmed_page(readers.paths(reader) if reader.consented_at is None else None, site))


@get("/preferences/{token:str}", media_type=MediaType.HTML, sync_to_thread=True)
def preferences(
    token: Token, readers: NamedDependency[Readers], site: NamedDependency[Site], catalog: NamedDependency[Catalog]
) -> Response[str]:
    """What a reader chose."""
    reader = readers.reader("preferences", token)
    return _preferences(catalog, reader, typed_of(reader.preferences), readers.paths(reader), site)


@post("/preferences/{token:str}", media_type=MediaType.HTML, status_code=200, sync_to_thread=True)
def preferred(
    token: Token,
    readers: NamedDependency[Readers],
    site: NamedDependency[Site],
    catalog: NamedDependency[Catalog],
    form: NamedDependency[Posted],
) -> Response[str]:
    """Keep what a reader chooses now, or say what is wrong with it."""
    typed = _typed(form)
    found = chosen(catalog, typed)
    if not isinstance(found, Preferences):
        reader = readers.reader("preferences", token)
        page = pages.preferences_page(
            catalog, typed, readers.paths(reader), address=reader.address, state=reader.state, faults=found, site=site
        )
        return _page(page, 400)
    reader, _ = readers.change("preferences", token, lambda connection, reader: prefer(connection, reader, found))
    return _preferences(catalog, reader, typed_of(found), readers.paths(reader), site, said="Saved.")


@get("/preferences/{token:str}/export", sync_to_thread=True)
def export(token: Token, readers: NamedDependency[Readers]) -> Response[bytes]:
    """All that is held about a reader, as a file of JSON."""
    with readers.store.reading() as connection:
        reader = _there(by_token(connection, readers.tokens, "preferences", token))
        everything = held(connection, reader)
    body = msgspec.json.format(msgspec.json.encode(everything), indent=2)
    named = {"content-disposition": 'attachment; filename="evenhand-brief.json"'}
    return Response(body, media_type=MediaType.JSON, headers={**PRIVATE, **named})


@post(
    "/preferences/{token:str}/erase",
    media_type=MediaType.HTML,
    status_code=200,
    sync_to_thread=True,
)
def erased(token: Token, readers: NamedDependency[Readers], site: NamedDependency[Site]) -> Response[str]:
    """Erase all that is held about a reader."""
    readers.change("preferences", token, lambda connection, reader: erase(connection, reader.id))
    return _page(pages.left_page(ERASED, site))


@post(
    "/preferences/{token:str}/renew",
    media_type=MediaType.HTML,
    status_code=200,
    sync_to_thread=True,
)
def renewed(
    token: Token, readers: NamedDependency[Readers], site: NamedDependency[Site], catalog: NamedDependency[Catalog]
) -> Response[str]:
    """Make every earlier link of a reader void."""
    reader, secret = readers.change("preferences", token, renew_links)
    paths = readers.paths(reader, secret)
    said = "Earlier links are void. The next letters have the new ones, and so has this page."
    return _preferences(catalog, reader, typed_of(reader.preferences), paths, site, said=said)


@get("/unsubscribe/{token:str}", media_type=MediaType.HTML, sync_to_thread=True)
def unsubscribing(token: Token, readers: NamedDependency[Readers], site: NamedDependency[Site]) -> Response[str]:
    """The button that ends it."""
    with readers.store.reading() as connection:
        reader = _there(by_token(connection, readers.tokens, "unsubscribe", token), leaving=True)
    if reader.state == "leaving":
        return _page(pages.left_page(LEAVING, site))
    return _page(pages.unsubscribe_page(path_of("unsubscribe", token), site))


@post("/unsubscribe/{token:str}", media_type=MediaType.HTML, status_code=200, sync_to_thread=True, any_origin=True)
def unsubscribed(
    token: Token, readers: NamedDependency[Readers], site: NamedDependency[Site], form: NamedDependency[Posted]
) -> Response[str]:
    """End it, for a reader's button or a mail program's one click (RFC 8058): the token alone says who may."""
    if ONE_CLICK not in form.fields:
        raise ClientException(detail="List-Unsubscribe=One-Click is missing")
    reader, _ = readers.change(
        "unsubscribe", token, lambda connection, reader: leave(connection, reader, _now()), leaving=True
    )
    return _page(pages.left_page(LEAVING if reader.state in {"active", "leaving"} else ERASED, site))


HANDLERS = (
    form_alone,
    privacy,
    subscribe,
    confirming,
    confirmed,
    preferences,
    preferred,
    export,
    erased,
    renewed,
    unsubscribing,
    unsubscribed,
)


def _there(reader: Reader | None, *, leaving: bool = False) -> Reader:
    """A reader who has not left, or with `leaving` also one who is about to.

    Raises:
        NotFoundException: there is none.

    """
    if reader is None or (reader.state == "leaving" and not leaving):
        raise NotFoundException
    return reader


def _preferences(
    catalog: Catalog, reader: Reader, typed: Typed, paths: pages.Paths, site: Site, said: str = ""
) -> Response[str]:
    page = pages.preferences_page(
        catalog, typed, paths, address=reader.address, state=reader.state, said=said, site=site
    )
    return _page(page)


def _typed(form: Posted) -> Typed:
    """The fields of the preferences; a model and its price stand in the same place of their lists."""
    names, prices = form.every("model"), form.every("below")
    below = (*prices, *[""] * (len(names) - len(prices)))
    return Typed(
        topics=form.every("topics"),
        watched=tuple(zip(names, below, strict=False)),
        alert_percent=form.one("alert_percent"),
        rhythm=form.one("rhythm"),
        workload=form.one("workload"),
    )


def _again(form: Posted, fault: str, site: Site) -> Response[str]:
    """The form with what was typed and what is wrong."""
    shown = pages.subscribe_form(form.one("address"), form.every("topics"), fault)
    return _page(pages.subscribe_page(shown, site), 400)


def _too_many(error: TooManyRequests) -> Response[str]:
    minutes = -(-error.seconds // 60)
    said = f"Too many requests came from your network. Ask again in {minutes} minute{'' if minutes == 1 else 's'}."
    answer = _page(error_page("Not now", said), 429)
    answer.headers["retry-after"] = str(error.seconds)
    return answer


def _page(text: str, status: int = 200) -> Response[str]:
    return Response(text, status_code=status, media_type=MediaType.HTML, headers=dict(PRIVATE))


def _dead(_: Request[None, None, State], _error: NotFoundException) -> Response[str]:
    return _page(pages.dead_link_page(), 404)


def _failed(request: Request[None, None, State], error: Exception) -> Response[str]:
    """Our own fault; the log has where, but neither token nor message, in which a database may repeat an address."""
    where = "".join(traceback.format_tb(error.__traceback__))
    template = request.scope.get("path_template", "/brief")
    logging.getLogger("evenhand").error("%s at %s\n%s", type(error).__name__, template, where)
    return _page(error_page("Something broke", "The fault is ours and has been logged."), 500)


def _now() -> int:
    return int(time.time() * 1000)
