"""A brief that was issued is the same on the site, in its sitemap, as files, to an agent and in the terminal."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import anyio
import pytest
from click.testing import CliRunner
from litestar.testing import TestClient
from msgspec import json as records
from tests.issued_brief import issued_brief, put_issued
from tests.website.toy_site import toy_catalog

from evenhand.brief.mail_settings import MailSettings
from evenhand.brief.store.address import STORE_VARIABLE
from evenhand.brief.store.opening import open_store
from evenhand.catalog.catalog import Catalog
from evenhand.cli import brief_preview
from evenhand.cli import build as build_command
from evenhand.cli import mcp as mcp_command
from evenhand.errors import BadStore
from evenhand.export.addresses import first_addresses
from evenhand.export.building import Built, inputs
from evenhand.export.chosen_pairs import ChosenPairs
from evenhand.export.desks import Desk, Order
from evenhand.library import Library, issued_briefs
from evenhand.mcp import transports
from evenhand.mcp.agent_server import agent_server
from evenhand.records.brief import Brief
from evenhand.server import create_app
from evenhand.server.beside_pages import beside
from evenhand.server.run import Run
from evenhand.settings import OFF, OWN_VARIABLE
from evenhand.website.site import Site
from mcp import Client

BASE = "https://evenhand.example"
# The newest week of the toy facts, and one that was issued a second time in it.
FIRST, SECOND = issued_brief("2025-W22", "As it was sent."), issued_brief("2025-W22-2", "The second one.")
ISSUED = (FIRST, SECOND)


class Asked:
    """The commands over the toy facts and one store, as far as they get before a network or a whole build."""

    def __init__(self, catalog: Catalog, store: Path, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.catalog, self.store, self.folder = catalog, store, folder
        self.libraries: list[Library] = []
        self.orders: list[Order] = []
        for module in (brief_preview, build_command):
            patch.setattr(module, "open_catalog", lambda: catalog)
        patch.setattr(build_command, "fitting_apart", lambda: self)
        patch.setattr(build_command, "chosen_pairs", lambda *_: ChosenPairs())
        patch.setattr(build_command, "build", self._build)
        patch.setattr(mcp_command, "load", lambda: Library(catalog))
        patch.setattr(transports, "serve_pipes", lambda library, **_: self.libraries.append(library))

    def wait(self) -> None:
        """Nothing is to be fitted."""

    def order(self) -> Order:
        """What `evenhand build` asks for."""
        self.said(build_command.command, str(self.folder), "--base-url", BASE)
        return self.orders[-1]

    def preview(self, *words: str) -> Brief:
        """What `evenhand brief preview` says."""
        return records.decode(self.said(brief_preview.command, *words, "--json"), type=Brief)

    def agent(self, week: str) -> dict[str, Any]:
        """What `evenhand mcp` tells."""
        self.said(mcp_command.command)

        async def asked() -> dict[str, Any]:
            async with Client(agent_server(self.libraries[-1])) as client:
                answer = await client.call_tool("brief", {"week": week, "detail": "full"})
                return answer.structured_content

        return anyio.run(asked)

    def said(self, command: Any, *words: str) -> str:
        """What a command prints."""
        told = CliRunner().invoke(command, list(words), catch_exceptions=False)
        assert told.exit_code == 0, told.output
        return told.stdout

    def _build(self, _: Catalog, order: Order, *__: object) -> Built:
        self.orders.append(order)
        return Built(made=0, stood=0, changed=0, removed=0)


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Asked:
    """A store with two briefs of one week, named in the setting."""
    store = tmp_path / "brief.sqlite"
    with open_store(str(store)) as opened:
        put_issued(opened, *ISSUED)
    monkeypatch.setenv(STORE_VARIABLE, str(store))
    monkeypatch.setenv(OWN_VARIABLE, OFF)
    return Asked(toy_catalog(), store, tmp_path / "public", monkeypatch)


def test_an_issued_brief_is_the_same_everywhere(asked: Asked) -> None:
    """Both briefs of the week, as they were sent: JSON and page of site and files, agent, terminal."""
    settings = MailSettings(base=BASE, sender="Evenhand <brief@evenhand.example>", store=str(asked.store))
    made = beside(asked.catalog, Run(), settings)
    app = create_app(asked.catalog, Site(base=BASE, subscribing=True), beside=made)
    order = asked.order()
    desk = Desk(asked.catalog, order)
    with TestClient(app, base_url=BASE) as site:
        for brief in ISSUED:
            wanted = site.get(f"/api/v1/briefs/{brief.id}").json()
            assert (wanted["headline"]["text"], wanted["issued"]) == (brief.headline.text, brief.issued)
            assert json.loads(_file(desk, f"/api/v1/briefs/{brief.id}.json")) == wanted
            assert asked.agent(brief.id) == wanted
            assert asked.preview("--id", brief.id) == brief
            for page in (site.get(f"/brief/{brief.id}").text, _file(desk, f"/brief/{brief.id}").decode()):
                assert brief.headline.text in page
                assert "2 June 2025" in page
        sitemap = site.get("/sitemaps/briefs.xml").text
    assert _file(desk, "/sitemaps/briefs.xml").decode() == sitemap
    for brief in ISSUED:
        assert f"<loc>{BASE}/brief/{brief.id}</loc><lastmod>2025-06-02</lastmod>" in sitemap
    assert {f"/brief/{brief.id}" for brief in ISSUED} <= set(first_addresses(asked.catalog, order.site, order.issued))
    assert b"The second one." in _file(desk, "/feeds/brief.atom")


def test_a_site_without_the_form_shows_them_too(asked: Asked) -> None:
    """Who has a store and sends from elsewhere: page and sitemap have what was sent, and what is sent later."""
    made = beside(asked.catalog, Run(), MailSettings())
    third = issued_brief("2025-W23", "The third one.", "2025-06-02", "2025-06-08")
    with TestClient(create_app(asked.catalog, Site(base=BASE), beside=made), base_url=BASE) as site:
        assert FIRST.headline.text in site.get(f"/brief/{FIRST.id}").text
        assert f"{BASE}/brief/{SECOND.id}" in site.get("/sitemaps/briefs.xml").text
        with open_store(str(asked.store)) as opened:
            put_issued(opened, third, at=2)
        assert made.issued is not None
        made.issued.briefs.__self__.look()  # type: ignore[attr-defined]  # instead of waiting for it
        assert third.headline.text in site.get("/brief").text
        spoil(asked.store)
        made.issued.briefs.__self__.look()  # type: ignore[attr-defined]
        assert third.headline.text in site.get("/api/v1/briefs").text
    with pytest.raises(BadStore, match="the database has the schema 9999"):
        beside(asked.catalog, Run(), MailSettings())


def spoil(store: Path) -> None:
    """Make a store one of a program that is newer than this one."""
    with closing(sqlite3.connect(store)) as file, file:
        file.execute("update evenhand_schema set version_num = '9999'")


def test_the_newest_is_the_issued_one(asked: Asked) -> None:
    """Without a name agent and command begin with the brief that was issued last; one reader's is made of it whole."""
    assert asked.preview() == SECOND
    assert asked.agent("")["id"] == SECOND.id
    watched = asked.preview("--watch", "tarn-2", "--topic", "models").sections[0]
    assert [line.words.text for line in watched.lines] == ["A price fell.", "A score came."]


def test_an_agent_hears_of_what_is_issued_meanwhile(asked: Asked) -> None:
    """The store is looked at when it is asked for."""
    third = issued_brief("2025-W23", "The third one.", "2025-06-02", "2025-06-08")
    assert asked.agent("")["id"] == SECOND.id
    with open_store(str(asked.store)) as opened:
        put_issued(opened, third, at=2)
    assert asked.libraries[0].briefs()[0].id == third.id


def test_a_build_begins_anew_with_another_brief(asked: Asked) -> None:
    """What was issued is part of what files are made from."""
    order = asked.order()
    assert order.issued == (SECOND, FIRST)
    with open_store(str(asked.store)) as opened:
        put_issued(opened, issued_brief("2025-W23", "The third one.", "2025-06-02", "2025-06-08"), at=2)
    assert inputs(asked.catalog, asked.order()) != inputs(asked.catalog, order)


def test_a_store_that_cannot_be_read_is_said(asked: Asked) -> None:
    """No command shows another brief in its place: each says what is wrong, the agent in its answer."""
    spoil(asked.store)
    attempts: tuple[Callable[[], object], ...] = (asked.order, asked.preview, lambda: asked.preview("--id", FIRST.id))
    for attempt in attempts:
        with pytest.raises(BadStore, match="the database has the schema 9999"):
            attempt()
    assert "the database has the schema 9999" in asked.agent("")["detail"]


def test_without_a_store_the_weeks_are_worked_out(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting and no default file: the brief of the week as the facts tell it, and no store is made."""
    monkeypatch.delenv(STORE_VARIABLE)
    default = asked.folder / "state" / "brief.sqlite"
    monkeypatch.setattr(issued_briefs, "brief_store", lambda: default)
    worked_out = Library(asked.catalog)
    assert asked.preview("--id", FIRST.id) == worked_out.whole_brief_of(FIRST.id)
    assert asked.preview("--id", FIRST.id).issued == ""
    assert asked.agent(FIRST.id) == json.loads(records.encode(worked_out.brief_of(FIRST.id)))
    assert asked.order().issued == ()
    assert not default.parent.exists()


def _file(desk: Desk, address: str) -> bytes:
    return next(iter(desk.renderer.of(address).files)).content
