"""Hosting it oneself on a model's page, as JSON and at the command: one estimate, beside no price and on no board."""

import json
import re
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import msgspec
import pytest
from click.testing import CliRunner
from litestar import Litestar
from litestar.testing import TestClient
from tests.website.toy_site import TOY, toy_catalog

from evenhand.cli import commands
from evenhand.library import Library
from evenhand.records.operations import Workload
from evenhand.records.self_hosting import Hosting, SelfHostingReport
from evenhand.server import create_app
from evenhand.settings import DATA_VARIABLE
from evenhand.website.site import Site

Client = TestClient[Litestar]
PAGE, DATA = "/models/quill-7", "/api/v1/models/quill-7/self-hosting"
MACHINE = "quantization=q4&memory=24&bandwidth=700&per_hour=0.5&requests=300000"
ASKED = Hosting(quantization="q4", memory=24, bandwidth=700, per_hour=0.5)
OPTIONS = ("--quantization", "q4", "--memory", "24", "--bandwidth", "700", "--per-hour", "0.5", "--requests", "300000")


def section(client: Client, query: str = "") -> str:
    """The section of the page as it stands there."""
    page = client.get(f"{PAGE}?{query}" if query else PAGE).text
    return page.split('<section aria-labelledby="self-hosting">')[1].split("</section>")[0]


def plain(html: str) -> str:
    """The words of a piece of a page."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


@pytest.fixture(scope="module")
def report() -> SelfHostingReport:
    """The estimate that page, JSON and command are asked for."""
    return Library(toy_catalog()).self_hosting("quill-7", ASKED, workload=Workload(requests=300_000))


def test_page_json_command_and_library_say_the_same(
    unfollowing: Client, report: SelfHostingReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One function stands behind all of them: the same figures and every sentence."""
    answer = unfollowing.get(f"{DATA}.json?{MACHINE}")
    assert msgspec.json.decode(answer.content, type=SelfHostingReport) == report
    shown = plain(section(unfollowing, MACHINE))
    for sentence in (*report.words[1:], *report.assumptions):
        assert sentence.text in shown
    monkeypatch.setenv(DATA_VARIABLE, ":".join(map(str, TOY)))
    said = CliRunner().invoke(commands, ["self-host", "quill-7", *OPTIONS, "--json"], catch_exceptions=False)
    told = msgspec.json.decode(said.stdout, type=SelfHostingReport)
    assert (told.words, told.assumptions) == (report.words, report.assumptions)
    printed = CliRunner().invoke(commands, ["self-host", "quill-7", *OPTIONS], catch_exceptions=False).stdout
    assert " ".join(report.words[0].text.split()) in " ".join(printed.split())


def test_without_a_machine_there_are_the_weights_and_the_form(unfollowing: Client) -> None:
    """7 billion parameters take 14 GB at 16 bits and 3.5 to 3.9 GB at 4; nothing is said of speed or cost."""
    said = plain(section(unfollowing))
    assert "bf16 16 14 " in said
    assert "q4 4 to 4.5 3.5 to 3.9 " in said
    assert "roofline" not in said
    assert "Quill 7 has 7 billion parameters" in said


def test_the_form_keeps_what_was_asked(unfollowing: Client) -> None:
    """Every field holds what the address says, and the link to the JSON asks the same."""
    html = section(unfollowing, MACHINE)
    for name, value in parse_qsl(MACHINE):
        held = rf'name="{name}"[^>]* value="{value}"' if name != "quantization" else rf"<option selected>{value}<"
        assert re.search(held, html), name
    link = unescape(re.findall(r'href="(/api/v1/models/quill-7/self-hosting[^"]*)"', html)[0])
    assert unfollowing.get(link).json() == unfollowing.get(f"{DATA}?{MACHINE}").json()
    assert dict(parse_qsl(urlsplit(link).query)) == dict(parse_qsl(MACHINE))


def test_every_field_of_the_form_is_read(unfollowing: Client) -> None:
    """The form as it stands, sent with nothing filled in, is an address that the page knows."""
    html = section(unfollowing)
    fields = re.findall(r'<input id="(\w+)" name="\1"[^>]* value="([^"]*)"', html)
    assert {name for name, _ in fields} == {*Hosting.__struct_fields__, "input", "cached", "output", "requests"} - {
        "quantization"
    }
    answer = unfollowing.get(PAGE, params=dict(fields) | {"quantization": "bf16"})
    assert answer.status_code == 200
    assert "In bf16 the weights take 14 GB." in answer.text


def test_an_estimate_is_no_price(unfollowing: Client) -> None:
    """It is called one wherever it stands, and is no offer of the model, no row of a board, nothing that is found."""
    assert unfollowing.get(f"{DATA}?{MACHINE}").json()["estimate"]["kind"] == "estimate"
    assert "An estimate of what it would take, never a price" in plain(section(unfollowing, MACHINE))
    page = unfollowing.get(f"{PAGE}?{MACHINE}").text
    assert page.count('<table class="prices">') == unfollowing.get(PAGE).text.count('<table class="prices">')
    offers = [one["provider"] for one in unfollowing.get("/api/v1/prices?model=quill-7").json()["items"]]
    assert set(offers) <= set(toy_catalog().providers)
    for address in ("/api/v1/find", "/api/v1/pricing", "/api/v1/rank", "/api/v1/cost?models=quill-7"):
        assert "hosting" not in unfollowing.get(address).text


@pytest.mark.parametrize(
    "query",
    [
        "bandwidth=nan",
        "bandwidth=inf",
        "bandwidth=1e309",
        "bandwidth=-1",
        "devices=1.5",
        "streams=x",
        "bits=65",
        "quantization=%3Cb%3E",
        "active_parameters=8",
        "utilisation=0",
        "bandwith=1",
        "memory=1&memory=2",
        "output=-1",
        "input=0&output=0",
        "cached=9&input=1",
        "max_price=1",
    ],
)
def test_what_cannot_be_used_is_refused(unfollowing: Client, query: str) -> None:
    """Page and JSON answer 400, the JSON as problem details, and neither gives markup back."""
    page, data = unfollowing.get(f"{PAGE}?{query}"), unfollowing.get(f"{DATA}?{query}")
    assert (page.status_code, data.status_code) == (400, 400)
    assert data.headers["content-type"] == "application/problem+json"
    assert data.json()["detail"]
    assert "<b>" not in page.text.split("<main")[1].split("</main>")[0]


def test_closed_weights_have_no_estimate(unfollowing: Client) -> None:
    """A model whose weights are closed has no such section, and asking for an estimate says why there is none."""
    name = next(one.id for one in toy_catalog().models.values() if not one.open_weights and one.parameters is None)
    assert 'id="self-hosting"' not in unfollowing.get(f"/models/{name}").text


def test_a_site_of_files_says_what_it_cannot(report: SelfHostingReport) -> None:
    """Without a server there is no form, and the weights stand there all the same."""
    with TestClient(app=create_app(toy_catalog(), Site(live=False))) as client:
        html = section(client)
    assert "<form" not in html
    assert "cannot compute" in html
    assert report.estimate.formats[0].format in html


def test_cost_has_it_apart_from_the_offers(monkeypatch: pytest.MonkeyPatch) -> None:
    """`evenhand cost --self-host` says it under a heading of its own; CSV has none, and a machine alone is refused."""
    monkeypatch.setenv(DATA_VARIABLE, ":".join(map(str, TOY)))

    def run(*words: str) -> tuple[int, str]:
        said = CliRunner().invoke(commands, ["cost", "quill-7", "tarn-2", *words])
        return said.exit_code, said.output

    code, text = run("--self-host", *OPTIONS)
    assert code == 0
    offers, _, estimate = text.partition("Hosting Quill 7 yourself: an estimate, not an offer")
    assert "roofline" not in offers
    assert "The roofline allows" in estimate
    told = json.loads(run("--self-host", *OPTIONS, "--json")[1])
    asked = [one["estimate"]["model"] for one in told["self_hosting"]]
    assert "quill-7" in asked
    assert all(toy_catalog().models[name].open_weights is not False for name in asked)
    assert "self_hosting" not in json.loads(run("--json")[1])
    for words in (("--self-host", "--csv"), ("--bandwidth", "700")):
        code, text = run(*words)
        assert code == 2, text
