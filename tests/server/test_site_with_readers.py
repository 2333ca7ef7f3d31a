"""The served site with its form on: readers' pages are theirs, issued briefs are for all, no page needs the store."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import msgspec
import pytest
from litestar import Litestar
from litestar.testing import TestClient
from msgspec import structs
from sqlalchemy import insert
from tests.own_facts import own_facts
from tests.website.toy_site import toy_catalog

from evenhand.brief.mail_settings import Hidden, MailSettings
from evenhand.brief.store.opening import open_store
from evenhand.brief.store.tables import briefs
from evenhand.catalog.catalog import Catalog
from evenhand.catalog.loading import load_catalog
from evenhand.errors import BadSetting, BadStore, MissingExtra
from evenhand.library import Library
from evenhand.records.brief import Brief
from evenhand.server import beside_pages, create_app
from evenhand.server.beside_pages import Beside, beside, settings_of
from evenhand.server.brief_service import IssuedBriefs
from evenhand.server.run import Run
from evenhand.server.sender_process import store_made_ready
from evenhand.website.asked.posted import MOST_BYTES
from evenhand.website.site import Site

BASE = "https://evenhand.example"
TOY = Path(__file__).parents[1] / "toy_data"
SHOWN = "shown by who watches"
SHOWING = {"authorization": f"Bearer {SHOWN}"}
WITHOUT = """
import sys
for name in ("alembic", "css_inline", "dkim", "email_validator", "itsdangerous", "sqlalchemy", "structlog"):
    sys.modules[name] = None
sys.modules["prometheus_client"] = None
from pathlib import Path
from evenhand.catalog.loading import load_catalog
from evenhand.server.serving import worker
from evenhand.server import create_app
from litestar.testing import TestClient
import evenhand.cli.serve
with TestClient(create_app(load_catalog((Path(sys.argv[1]),)))) as site:
    print(site.get("/brief").status_code, site.get("/readyz").json()["ready"], site.get("/brief/subscribe").status_code)
"""


@contextmanager
def site_of(store: Path) -> Iterator[tuple[TestClient[Litestar], Beside]]:
    """The site on a store in this file, as a process of `evenhand serve` has it."""
    settings = MailSettings(base=BASE, sender="Evenhand <brief@evenhand.example>", store=str(store))
    catalog = toy_catalog()
    made = beside(catalog, Run(metrics=True, token=Hidden(SHOWN)), settings)
    with TestClient(create_app(catalog, Site(base=BASE, subscribing=True), beside=made), base_url=BASE) as client:
        client.follow_redirects = False
        yield client, made


def issue(store: Path, brief: Brief, at: int = 1_790_000_000_000) -> None:
    """Put a brief into the store as sending does."""
    with open_store(str(store)) as opened, opened.begin() as connection:
        row = {"id": brief.id, "content": msgspec.json.encode(brief).decode(), "issued_at": at}
        connection.execute(insert(briefs).values(**row, since_version="a", until_version="b", until_date=brief.last))


def brief_called(name: str, headline: str) -> Brief:
    """A brief of the toy catalog with another id and headline."""
    brief = Library(toy_catalog()).brief()
    return structs.replace(brief, id=name, headline=structs.replace(brief.headline, text=headline), issued="2025-06-04")


def test_form_pages_and_checks_are_there(tmp_path: Path) -> None:
    """The form stands on /brief, readers' addresses answer, the store is checked and its numbers are told."""
    with site_of(tmp_path / "brief.sqlite") as (site, _):
        assert 'action="/brief/subscribe"' in site.get("/brief").text
        form = site.get("/brief/subscribe")
        assert form.status_code == 200
        assert form.headers["cache-control"] == "private, no-store"
        assert form.headers["content-security-policy"].startswith("default-src 'none'")
        assert site.get("/brief/preferences/of-one-reader").status_code == 404
        ready = site.get("/readyz")
        assert (ready.status_code, ready.json()["parts"]["store"]["state"]) == (200, "at its schema")
        text = site.get("/metrics", headers=SHOWING).text
        assert "evenhand_store_up 1.0" in text
        assert 'route="/brief/preferences/{token}"' in text
        assert "of-one-reader" not in text
        assert 'evenhand_subscribers{state="active"} 0.0' in text
        assert 'evenhand_letters{kind="brief",state="waiting"} 0.0' in text


def test_no_large_form_is_read(tmp_path: Path) -> None:
    """A body beyond what a form can need is refused, whether its length is said before or not."""
    with site_of(tmp_path / "brief.sqlite") as (site, _):
        kind = {"content-type": "application/x-www-form-urlencoded"}
        large = b"address=" + b"a" * MOST_BYTES
        for body in (large, iter([large])):
            assert site.post("/brief/subscribe", content=body, headers=kind).status_code == 413


def test_issued_briefs_take_the_place_of_others(tmp_path: Path) -> None:
    """What was issued stands on page, list, JSON and feed; what is issued later does too, whatever was in memory."""
    store = tmp_path / "brief.sqlite"
    newest = Library(toy_catalog()).briefs()[0].id
    issue(store, brief_called(newest, "The issued one."))
    with site_of(store) as (site, made):
        for path in (f"/brief/{newest}", "/brief", f"/api/v1/briefs/{newest}", "/api/v1/briefs", "/feeds/brief.atom"):
            assert "The issued one." in site.get(path).text, path
            assert site.get(f"{path}").headers["cache-control"] == "public, max-age=300"
        assert site.get("/brief/2031-W02").status_code == 404
        issue(store, brief_called("2031-W02", "The next one."), 1_800_000_000_000)
        assert made.issued is not None
        made.issued.briefs.__self__.look()  # type: ignore[attr-defined]  # instead of waiting for it
        for path in ("/brief/2031-W02", "/brief", "/api/v1/briefs/2031-W02", "/api/v1/briefs", "/feeds/brief.json"):
            assert "The next one." in site.get(path).text, path


def test_issued_briefs_are_looked_for_again_and_again(tmp_path: Path) -> None:
    """A site sees a brief that another process issued, without being asked to look."""
    store = tmp_path / "brief.sqlite"
    with open_store(str(store)) as opened:
        seen = IssuedBriefs(opened, every=0.01)
        assert (seen.mark(), seen.briefs()) == ("", ())
        issue(store, brief_called("2025-W23", "Seen by itself."))
        while not seen.mark():
            assert seen.thread.is_alive()
        assert [brief.id for brief in seen.briefs()] == ["2025-W23"]
        seen.close()


def test_a_lost_store_costs_no_page(tmp_path: Path) -> None:
    """Without its database the site says so to who watches it, answers readers with a fault, and shows every page."""
    store = tmp_path / "brief.sqlite"
    with site_of(store) as (site, made):
        with closing(sqlite3.connect(store)) as lost:
            lost.executescript("DROP TABLE evenhand_schema; DROP TABLE deliveries;")
        ready = site.get("/readyz")
        assert ready.status_code == 503
        assert ready.json() == {
            "ready": False,
            "parts": {
                "catalog": ready.json()["parts"]["catalog"],
                "store": {"ready": False, "state": "cannot be used"},
            },
        }
        assert ready.json()["parts"]["catalog"]["ready"]
        assert str(tmp_path) not in ready.text
        assert made.issued is not None
        assert site.get("/brief").status_code == site.get("/healthz").status_code == 200
        assert "evenhand_store_up 0.0" in site.get("/metrics", headers=SHOWING).text


def test_a_store_that_cannot_be_opened_is_no_site(tmp_path: Path) -> None:
    """A site that people could subscribe to does not start on a file that is no store."""
    store = tmp_path / "brief.sqlite"
    store.write_text("no database" * 100)
    with pytest.raises(BadStore), site_of(store):
        pass


def test_own_runs_and_readers_exclude_each_other(tmp_path: Path) -> None:
    """A site that speaks to this machine alone has no subscribers; told to all it may."""
    catalog = load_catalog((TOY, own_facts(tmp_path / "own")))
    site = Site(base=BASE, subscribing=True)
    with pytest.raises(BadSetting, match="speaks to this machine alone"):
        create_app(catalog, site)
    assert create_app(catalog, site, told=True)


def test_what_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Form, log and numbers without their libraries end with how to install them; nothing else needs them."""
    monkeypatch.setattr(beside_pages, "extra_installed", lambda: False)
    assert settings_of(Run()) == MailSettings()
    for run in (Run(log="json"), Run(metrics=True)):
        with pytest.raises(MissingExtra, match=r"evenhand\[brief\]"):
            settings_of(run)
    monkeypatch.setenv("EVENHAND_MAIL_FROM", "brief@example.org")
    monkeypatch.setenv("EVENHAND_BASE_URL", BASE)
    with pytest.raises(MissingExtra, match="the form of the weekly brief"):
        settings_of(Run())


def test_a_site_without_form_needs_none_of_it() -> None:
    """Serving, its command and the brief's own pages work where the extra is not installed."""
    run = subprocess.run([sys.executable, "-c", WITHOUT, str(TOY)], capture_output=True, text=True, check=False)
    assert run.stdout.split() == ["200", "True", "404"], run.stderr


def test_settings_of_nobody_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """An address of the site that no letter could carry is fine where no letters are sent."""
    monkeypatch.setenv("EVENHAND_BASE_URL", "http://intranet.example")
    assert not settings_of(Run()).form_on


def test_ready_without_a_form(toy: Catalog) -> None:
    """A site of pages alone is ready when its catalog is loaded; an empty one is not."""
    with TestClient(create_app(toy)) as site:
        ready = site.get("/readyz")
    assert ready.status_code == 200
    assert ready.headers["cache-control"] == "no-store"
    assert list(ready.json()["parts"]) == ["catalog"]


def test_nobody_waits_for_letters_that_never_come(tmp_path: Path) -> None:
    """A site whose form is on does not start without a mail server, unless another process sends."""
    store = str(tmp_path / "brief.sqlite")
    settings = MailSettings(base="https://evenhand.example", sender="brief@evenhand.example", store=store)
    with pytest.raises(BadSetting, match="EVENHAND_MAIL_SERVER is not set"):
        store_made_ready(settings, sending=True)
    assert not (tmp_path / "brief.sqlite").exists()
    store_made_ready(settings, sending=False)
    assert (tmp_path / "brief.sqlite").exists()
