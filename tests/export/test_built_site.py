"""The site as files: every link answers on a plain file server, the same answers as the server, no page that lies."""

import json
import re
import threading
from collections.abc import Iterator
from functools import partial
from html import unescape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin
from xml.etree import ElementTree as ET

import httpx
import pytest
from litestar.testing import TestClient
from toy_site import SERVER, SITE

from evenhand.api.published_schema import SHAPES
from evenhand.catalog.catalog import Catalog
from evenhand.export.addresses import first_addresses
from evenhand.export.building import Built
from evenhand.export.chosen_pairs import chosen_pairs
from evenhand.export.links import LeadsNowhere, leads
from evenhand.export.pair_files import PairFiles
from evenhand.export.rendering import Renderer
from evenhand.library import Library
from evenhand.server import create_app
from evenhand.website.site import Site

FORM = re.compile(r'<form(?![^>]* hidden>)[^>]* action="(?!/compare/any/)')
IDS = re.compile(r'\bid="([^"]+)"')
LINK = re.compile(r'\b(?:href|src|action)="([^"]+)"')
PAIR = "compare/quill-7-vs-tarn-2"


class Quiet(SimpleHTTPRequestHandler):
    """The file server of the standard library, without its log."""

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def files(site: Path) -> Iterator[httpx.Client]:
    """A client of a plain file server over the folder."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    with httpx.Client(base_url=f"http://127.0.0.1:{server.server_port}", follow_redirects=True) as client:
        yield client
    server.shutdown()
    thread.join()
    server.server_close()


def pages(site: Path) -> list[Path]:
    """All pages."""
    return sorted(site.rglob("*.html"))


def links(site: Path) -> dict[str, str]:
    """Every address that a page leads to, with one page that does."""
    found = {}
    for page in pages(site):
        own = f"/{page.relative_to(site).as_posix().removesuffix('index.html')}"
        for link in LINK.findall(page.read_text("utf-8")):
            found[urldefrag(urljoin(own, unescape(link))).url] = own
    return found


def test_every_link_answers_on_a_plain_file_server(site: Path, files: httpx.Client) -> None:
    """Whatever a page leads to here is there, and needs no query but for the joining in the browser."""
    own = {link: page for link, page in links(site).items() if link.startswith("/")}
    assert len(own) > 100
    asking = {link: page for link, page in own.items() if "?" in link and not link.startswith("/compare/any/?")}
    assert asking == {}
    missing = {link: page for link, page in own.items() if files.get(link).status_code != 200}
    assert missing == {}


def test_no_form_waits_for_a_server(site: Path) -> None:
    """A form stands only where the browser can do what it says."""
    assert [page for page in pages(site) if FORM.search(page.read_text("utf-8"))] == []


def test_what_needs_computing_leads_to_the_server(site: Path) -> None:
    """The home page, the pair and the joined page lead on to the server that computes."""
    for page in (f"{PAIR}/index.html", "compare/any/index.html"):
        assert f'href="{SERVER}' in (site / page).read_text("utf-8")


def test_pages_without_a_page_are_joined(site: Path, files: httpx.Client) -> None:
    """A pair that was not chosen has no page; links to it lead to where the facts of both are joined."""
    assert files.get("/compare/quill-7-vs-tarn-2-mini/").status_code == 404
    assert any(link.startswith("/compare/any/?left=tarn-2&right=tarn-2-mini") for link in links(site))
    names = files.get("/facts/models.json").json()["models"]
    assert {name for name, *_ in names} == {"quill-7", "tarn-2", "tarn-2-mini"}
    facts = files.get("/facts/models/quill-7.json").json()
    assert facts["name"] == "Quill 7"
    assert facts["tests"][0]["scores"][0]["source"]


def test_files_are_what_the_server_answers(toy: Catalog, site: Path) -> None:
    """JSON is byte for byte the server's; the Markdown of a page has the sentences of the page."""
    with TestClient(create_app(toy, SITE)) as client:
        for path in (*sorted((site / "api" / "v1").rglob("*.json")), *sorted((site / "facts").rglob("*.json"))):
            address = f"/{path.relative_to(site).as_posix()}"
            assert path.read_bytes() == client.get(address).content, address
        assert (site / f"{PAIR}/index.html").read_bytes() == client.get(f"/{PAIR}").content
        assert (site / f"embed/{PAIR}/index.html").read_bytes() == client.get(f"/embed/{PAIR}").content
        assert (site / f"badge/{PAIR}.svg").read_bytes() == client.get(f"/badge/{PAIR}.svg").content
        for path in ("about.md", f"{PAIR}.md"):
            assert (site / path).read_bytes() == client.get(f"/{path}").content, path


def test_every_file_of_every_kind_is_whole(site: Path) -> None:
    """Pages end, JSON and XML can be read, and none says what a page must not."""
    for page in pages(site):
        text = page.read_text("utf-8")
        assert text.rstrip().endswith("</html>"), page
        assert "Something broke" not in text, page
    for path in site.rglob("*.json"):
        json.loads(path.read_bytes())
    for path in (*site.rglob("*.atom"), *site.rglob("*.xml"), *site.rglob("*.svg")):
        ET.fromstring(path.read_bytes())  # noqa: S314 - our own files
    assert "There is no such page" in (site / "404.html").read_text("utf-8")


@pytest.mark.parametrize(
    "link", ["/?sort=price", "?sort=price", "/compare/tarn-2-vs-tarn-2-mini", "/compare/tarn-2-vs-tarn-2-mini.md"]
)
def test_page_with_a_link_that_no_file_answers_is_refused(link: str) -> None:
    """A link that a page did not ask its site about, and that would lead nowhere, stops the page, not the reader."""
    here = Site(live=False, pairs={("quill-7", "tarn-2")})
    said = '<a href="/about.md#x">a</a><a href="/compare/quill-7-vs-tarn-2">b</a><a href="/compare/any/?left=a">c</a>'
    assert leads(said, here) == ("/about",)
    with pytest.raises(LeadsNowhere, match="which no file answers"):
        leads(f'{said}<a href="{link}">d</a>', here)


def test_without_an_address_of_its_own_nothing_states_one(toy: Catalog) -> None:
    """What needs whole addresses is left out where the site does not know its own: sitemap, canonical, image."""
    assert not [one for one in first_addresses(toy, Site(live=False)) if "sitemap" in one]
    guide = Renderer(toy, Site(live=False), chosen_pairs(toy, "top:2"), images=False).of("/api")
    assert "/sitemap.xml" not in guide.leads
    for part in (b'rel="canonical"', b"og:url", b"og:image"):
        assert part not in guide.files[0].content
    assert [one for one in first_addresses(toy, SITE) if "sitemap" in one]


def test_every_page_has_the_social_image_of_the_site(site: Path) -> None:
    """Without images of their own all pages but frames show the site's, which is there."""
    assert (site / "social" / "site.png").read_bytes().startswith(b"\x89PNG")
    said = f'property="og:image" content="{SITE.base}/social/site.png"'
    assert [page for page in pages(site) if page.parts[-4] != "embed" and said not in page.read_text("utf-8")] == []


def test_lists_are_whole(site: Path, toy: Catalog) -> None:
    """No list of the files leads on to a page that only a server has, also one that a server gives in pages."""
    for path in (site / "api" / "v1").glob("*.json"):
        said = json.loads(path.read_bytes())
        assert said.get("next") is None, path
        assert len(said.get("items", ())) == said.get("total", len(said.get("items", ()))), path
    with TestClient(create_app(toy, Site(live=False))) as files, TestClient(create_app(toy)) as server:
        assert len(files.get("/api/v1/models?limit=1").json()["items"]) == len(toy.models)
        assert len(server.get("/api/v1/models?limit=1").json()["items"]) == 1


def test_document_of_the_interface_names_the_server_or_is_left_out(site: Path, toy: Catalog) -> None:
    """OpenAPI describes what answers it: the server that was named; without one it is left out."""
    document = json.loads((site / "api/v1/openapi.json").read_bytes())
    assert [one["url"] for one in document["servers"]] == [SERVER]
    assert SERVER in (site / "api" / "index.html").read_text("utf-8")
    alone = Site(base=SITE.base, live=False, images=False)
    assert not [one for one in first_addresses(toy, alone) if "openapi" in one]
    renderer = Renderer(toy, alone, chosen_pairs(toy, "top:2"), images=False)
    for address in ("/api", "/llms.txt"):
        assert b"openapi.json" not in renderer.of(address).files[0].content
    assert len(list((site / "api/v1/schema").glob("*.json"))) == len(SHAPES)


def test_anchors_lead_somewhere(site: Path) -> None:
    """Where a link names a part of a page, the page has that part."""
    held: dict[str, set[str]] = {}
    dead = set()
    for page in pages(site):
        own = f"/{page.relative_to(site).as_posix().removesuffix('index.html')}"
        for link in LINK.findall(page.read_text("utf-8")):
            to, part = urldefrag(urljoin(own, unescape(link)))
            file = site / unquote(to).strip("/") / "index.html"
            if part and to.startswith("/") and file.is_file():
                if to not in held:
                    held[to] = set(IDS.findall(file.read_text("utf-8")))
                dead |= {(own, link)} if part not in held[to] else set()
    assert dead == set()


def test_llms_txt_is_true_of_files(site: Path) -> None:
    """Each address that it names has its file, and it does not tell to ask as one asks a server."""
    text = (site / "llms.txt").read_text("utf-8")
    links = re.findall(rf"\]\({SITE.base}/(\S+)\)", text)
    assert len(links) > 10
    assert [link for link in links if not (site / link).is_file()] == []
    assert "Accept:" not in text


def test_manifest_lists_every_file(site: Path, built: tuple[Path, Built]) -> None:
    """Whatever stands in the folder is in the manifest with its hash, so that a build can take it away again."""
    listed = [json.loads(line) for line in (site / ".evenhand-build").read_text("utf-8").splitlines()[1:]]
    told = {path for _, files, *_ in listed for path in files}
    held = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    assert held - told == {".evenhand-build"}
    assert told - held == set()
    assert built[1].changed == len(told)


def test_fast_way_gives_the_same_bytes(toy: Catalog, site: Path) -> None:
    """The files of a pair, made without the application, are those that stand; a page of each pair can be made so."""
    fast = PairFiles(toy, SITE)
    for pair in chosen_pairs(toy, "all"):
        made = {file.path: file.content for file in fast.of(pair)}
        assert len(made) == 5
        for path, content in made.items():
            assert unquote(path) == path
            if "quill-7-vs-tarn-2/" in path:
                assert (site / path).read_bytes() == content


def test_briefs_are_files_too(site: Path, toy: Catalog) -> None:
    """Each brief is a page, Markdown and JSON; the list of all and both feeds stand beside them, without a form."""
    names = [head.id for head in Library(toy).briefs()]
    assert len(names) > 1
    for name in names:
        assert (site / "brief" / name / "index.html").is_file()
        assert (site / "brief" / f"{name}.md").is_file()
        assert json.loads((site / "api/v1/briefs" / f"{name}.json").read_text("utf-8"))["id"] == name
    assert [one["id"] for one in json.loads((site / "api/v1/briefs.json").read_text("utf-8"))["items"]] == names
    assert len(json.loads((site / "feeds/brief.json").read_text("utf-8"))["items"]) == len(names)
    assert (site / "feeds/brief.atom").is_file()
    assert "<form" not in (site / "brief" / "index.html").read_text("utf-8")
