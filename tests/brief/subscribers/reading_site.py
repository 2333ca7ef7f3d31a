"""A site over invented facts whose form is on, and what its readers need of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from litestar import Litestar
from litestar.testing import TestClient
from litestar.types import ASGIApp, Receive, Scope, Send
from sqlalchemy import insert
from tests.website.toy_site import toy_catalog

from evenhand.brief.mail_settings import MailSettings
from evenhand.brief.store.opening import Store
from evenhand.brief.store.tables import deliveries
from evenhand.brief.subscribers.addresses import address_of
from evenhand.brief.subscribers.asking import ask, handle_requests
from evenhand.brief.subscribers.consent import wording_in_use
from evenhand.brief.subscribers.joining import confirm
from evenhand.brief.subscribers.readers import Reader, by_address
from evenhand.brief.subscribers.tokens import Tokens
from evenhand.records.subscriptions import Preferences
from evenhand.server import create_app
from evenhand.server.beside_pages import Beside
from evenhand.website.routes.subscribing import handlers
from evenhand.website.site import Site

BASE = "https://evenhand.example"
MARK, WORDING = wording_in_use()
NOW = 1_790_000_000_000
FROM = b"x-asked-from"


def reading_app(store: Store) -> Litestar:
    """The site with its form, on this store."""
    settings = MailSettings(base=BASE, sender="Evenhand <brief@evenhand.example>")
    beside = Beside(handlers=(handlers(store, settings),))
    app = create_app(toy_catalog(), Site(base=BASE, subscribing=True), beside=beside)
    app.asgi_handler = _asked_from(app.asgi_handler)
    return app


def _asked_from(app: ASGIApp) -> ASGIApp:
    """The application asked from the address that a test names in a header."""

    async def answered(scope: Scope, receive: Receive, send: Send) -> None:
        host = next((value.decode() for name, value in scope.get("headers", ()) if name == FROM), "192.0.2.7")
        await app(cast("Scope", {**scope, "client": (host, 50_000)}), receive, send)

    return answered


@contextmanager
def reading_client(store: Store) -> Iterator[TestClient[Litestar]]:
    """A client of this site that follows no redirect."""
    with TestClient(reading_app(store), base_url=BASE) as client:
        client.follow_redirects = False
        yield client


def tokens_of(store: Store) -> Tokens:
    """What makes the links of this site."""
    return Tokens(store.secret)


def form(address: str, **more: str) -> dict[str, str]:
    """The fields of the form as the page sends them."""
    return {"address": address, "topics": "prices", "consent": MARK, "website": "", **more}


def asked_for(store: Store, address: str, now: int = NOW, network: str = "n") -> None:
    """A request of an address, written down."""
    with store.begin() as connection:
        wanted = Preferences(topics=("prices",))
        ask(connection, address_of(address), wanted, wording=WORDING, network=network, now=now)


def handled(store: Store, now: int = NOW) -> list[tuple[str, str]]:
    """Handle what was asked and queue its letters: (kind, address) of each."""
    with store.begin() as connection:
        due = handle_requests(connection, store.secret, now)
        for one in due:
            row = {"kind": one.kind, "about": one.about, "subscriber": one.subscriber}
            connection.execute(insert(deliveries).values(**row, made_at=now))
    return [(one.kind, one.about) for one in due]


def reader_called(store: Store, address: str) -> Reader | None:
    """The reader with this address, as the store has them now."""
    with store.begin() as connection:
        return by_address(connection, address_of(address).folded)


def new_reader(store: Store, address: str, now: int = NOW) -> Reader:
    """A reader who asked and confirmed."""
    asked_for(store, address, now, network=address)
    handled(store, now)
    reader = reader_called(store, address)
    assert reader
    with store.begin() as connection:
        confirm(connection, reader, now)
    found = reader_called(store, address)
    assert found
    return found
