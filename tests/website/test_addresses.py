import re

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from evenhand.catalog.catalog import Catalog
from evenhand.server import create_app
from evenhand.website.site import Site

Client = TestClient[Litestar]


@pytest.fixture(scope="module")
def client(catalog: Catalog):
    """A client of the site that follows no redirect."""
    with TestClient(app=create_app(catalog, Site(base="https://example.invalid"))) as made:
        made.follow_redirects = False
        yield made


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/boards/classic/verified/coding?sort=context&open=true",
        "/compare",
        "/methodology",
        "/about",
        "/compare/gemma-4-12b-vs-gpt-5.5",
        "/compare/gpt-5.5-vs-gpt-5.5",
        "/models/gpt-5.5",
        "/sources",
        "/sources/benchpress",
        "/sources/benchpress?page=9999",
        "/?max_price=&min_context=",
        "/benchmarks",
        "/benchmarks?category=math",
        "/benchmarks/gpqa-diamond",
        "/benchmarks/chatbot-arena-elo",
        "/disagreements",
        "/disagreements?kind=facts",
        "/disagreements?kind=prices&page=2",
        "/disagreements?page=9999",
        "/?unranked=true",
        "/?q=no+such+model",
        "/models/deepseek-chat",
        "/compare/deepseek-chat-vs-gpt-5.5",
        "/disagreements?model=gpt-5.2&benchmark=terminal-bench",
        "/disagreements/facts/2",
        "/sources/benchpress/2",
        "/models?q=gemma&open=true&sort=newest",
        "/labs",
        "/labs/openai",
        "/providers",
        "/providers/groq",
        "/coverage",
        "/benchmarks?state=saturated&flagged=true",
    ],
)
def test_page_is_whole_and_careful(client: Client, address: str) -> None:
    """Every page is HTML with a title, a description, a snapshot and strict headers."""
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; style-src 'self'")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "set-cookie" not in answer.headers
    for part in ("<title>", 'name="description"', 'rel="canonical"', "Snapshot of"):
        assert part in answer.text
    assert "None" not in answer.text.replace("None of", "")


@pytest.mark.parametrize(
    ("asked", "right"),
    [
        ("/compare/gpt-5.5-vs-gemma-4-12b", "/compare/gemma-4-12b-vs-gpt-5.5"),
        ("/compare/gpt-5.5-vs-gemma-4-12b?lane=verified", "/compare/gemma-4-12b-vs-gpt-5.5?lane=verified"),
        ("/compare/GPT-5.5-vs-Gemma%204%2012B", "/compare/gemma-4-12b-vs-gpt-5.5"),
        ("/models/GPT-5.5", "/models/gpt-5.5"),
        ("/benchmarks/GPQA%20Diamond", "/benchmarks/gpqa-diamond"),
        ("/labs/OpenAI", "/labs/openai"),
        ("/providers/Groq", "/providers/groq"),
    ],
)
def test_other_names_lead_to_the_one_address(client: Client, asked: str, right: str) -> None:
    """Another order or another name of a model redirects to the one address, with its query."""
    answer = client.get(asked)
    assert (answer.status_code, answer.headers["location"]) == (301, right)


def test_picker_leads_to_the_comparison(client: Client) -> None:
    """The form's answer is the comparison's address."""
    answer = client.get("/compare?left=gpt-5.5&right=Gemma+4+12B")
    assert (answer.status_code, answer.headers["location"]) == (302, "/compare/gemma-4-12b-vs-gpt-5.5")
    assert 'value="gpt-5.5"' in client.get("/compare?left=gpt-5.5").text


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("/compare/gemma-4-12-vs-gpt-5.5", 'href="/compare/gemma-4-12b-vs-gpt-5.5"'),
        ("/compare?left=gemma-4-12&right=gpt-5.5", 'href="/compare/gemma-4-12b-vs-gpt-5.5"'),
        ("/models/gpt-5.55", 'href="/models/gpt-5.5"'),
        ("/sources/benchpres", 'href="/sources/benchpress"'),
        ("/benchmarks/gpqa-diamon", 'href="/benchmarks/gpqa-diamond"'),
        ("/labs/opnai", 'href="/labs/openai"'),
        ("/providers/openroutr", 'href="/providers/openrouter"'),
    ],
)
def test_unknown_name_is_answered_with_the_nearest(client: Client, address: str, link: str) -> None:
    """An unknown name gets a page with links to the nearest ones."""
    answer = client.get(address)
    assert answer.status_code == 404
    assert link in answer.text


@pytest.mark.parametrize(
    "address",
    [
        "/nothing-here",
        "/static/style-0.css",
        "/static/..%2f..%2fserver.py",
        "/compare/%3Cscript%3Ealert(1)%3C%2Fscript%3E-vs-gpt-5.5",
        "/compare/" + "a-vs-" * 500,
        "/?sort=%3Cb%3E",
        "/?category=nothing",
        "/?lane=nothing",
        "/?q=" + "x" * 5000,
        "/?max_price=nan",
        "/?min_context=-5",
        "/?open=perhaps",
        "/sources/benchpress?page=0",
        "/disagreements?page=0",
        "/disagreements?kind=nothing",
        "/?unranked=perhaps",
        "/sources/benchpress?page=99999999999999",
        "/compare/gemma-4-12b-vs-gpt-5.5?input=-1",
        "/compare/gemma-4-12b-vs-gpt-5.5?input=1e999",
        "/compare/gemma-4-12b-vs-gpt-5.5?input=10&cached=11",
        "/compare/gemma-4-12b-vs-gpt-5.5?ranking=%00",
    ],
)
def test_hostile_address_is_a_page_that_says_no(client: Client, address: str) -> None:
    """What cannot be answered gets a page of its own, not cached, with nothing of the question unescaped."""
    answer = client.get(address)
    assert 400 <= answer.status_code < 500
    assert "<h1>" in answer.text
    assert "<script>alert" not in answer.text
    assert "<b>" not in answer.text
    assert answer.headers["cache-control"] == "no-store"


def test_stylesheet_may_be_kept_for_ever(client: Client) -> None:
    """The stylesheet's address changes with its content, so that it may be kept."""
    address = client.get("/about").text.split('rel="stylesheet" href="')[1].split('"')[0]
    answer = client.get(address)
    assert answer.headers["content-type"].startswith("text/css")
    assert "immutable" in answer.headers["cache-control"]


def test_canonical_address_has_the_site(client: Client) -> None:
    """With the site's own address known, canonical links are whole."""
    assert (
        'rel="canonical" href="https://example.invalid/compare/gemma-4-12b-vs-gpt-5.5"'
        in client.get("/compare/gemma-4-12b-vs-gpt-5.5?lane=verified").text
    )


def test_pages_know_when_nothing_changed(client: Client) -> None:
    """A page has a tag, and is not sent again to who has it."""
    tag = client.get("/about").headers["etag"]
    assert client.get("/about", headers={"if-none-match": tag}).status_code == 304


def test_head_is_get_without_the_body(client: Client) -> None:
    """HEAD answers with the headers of GET and no body, on pages and on what is not there."""
    for address, status in (("/about", 200), ("/api/v1/models", 200), ("/nothing-here", 404)):
        head, whole = client.head(address), client.get(address)
        assert (head.status_code, head.content) == (status, b"")
        assert head.headers["content-type"] == whole.headers["content-type"]
        assert head.headers["content-length"] == whole.headers["content-length"]


@pytest.mark.parametrize("names", ["gpt-5.5", "GPT-5.5", "gpt-5.5-vs-", "-vs-gpt-5.5"])
def test_one_name_alone_leads_to_the_form(client: Client, names: str) -> None:
    """An address with one model in place of two leads to the form with that model in it."""
    answer = client.get(f"/compare/{names}")
    assert (answer.status_code, answer.headers["location"]) == (302, "/compare?left=gpt-5.5")
    assert 'value="gpt-5.5"' in client.get(answer.headers["location"]).text


def test_effort_without_scores_is_answered_with_the_others(client: Client) -> None:
    """A configuration without scores is said to have none, and the others are offered against the same other side."""
    answer = client.get("/compare/gpt-5.5@high-vs-gpt-5.5@xhigh")
    assert answer.status_code == 404
    assert "No model is called" not in answer.text
    assert re.search(r"GPT-5\.5 has no scores at effort “?high”?[^<]*medium[^<]*xhigh", answer.text)
    links = re.findall(r'<a href="(/compare/[^"]*-vs-[^"]*)">([^<]*)</a>', answer.text)
    assert links == [("/compare/gpt-5.5%40medium-vs-gpt-5.5%40xhigh", "gpt-5.5@medium against GPT-5.5 (xhigh effort)")]


def test_name_without_a_near_one_gets_a_search(client: Client) -> None:
    """Where nothing is near, the page offers the board and a search."""
    answer = client.get("/models/zzzzqqqq")
    assert answer.status_code == 404
    assert "Did you mean" not in answer.text
    assert 'type="search"' in answer.text
    assert 'href="/"' in answer.text


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/?q=" + "x" * 200, "“q” may be at most 100 characters long"),
        ("/?open=perhaps", "“open” must be true or false"),
        ("/sources/benchpress?page=0", "“page” must be a number of at least 1"),
        ("/compare/" + "x" * 300, "The name in the address may be at most 250 characters long"),
        ("/compare/gemma-4-12b-vs-gpt-5.5?max_first_token_seconds=nan", "“max_first_token_seconds” must be a number"),
        ("/?columns=none", "the board has no columns"),
        ("/models?labb=google", "This address has no parameter “labb”; did you mean lab?"),
        ("/compare/gemma-4-12b-vs-gpt-5.5?lan=verified", "This address has no parameter “lan”; did you mean lane?"),
        ("/?weight-codng=5", "No category is called “codng”; did you mean coding?"),
    ],
)
def test_refusal_is_said_plainly(client: Client, address: str, said: str) -> None:
    """What cannot be asked is said with the parameter's own name and none of the framework's words."""
    text = client.get(address).text
    assert said.casefold() in text.casefold()
    assert "`" not in text
    assert "?." not in text


def test_retired_model_is_marked_on_its_page(client: Client) -> None:
    """A model that is no longer served says so under its name."""
    assert '<span class="retired">retired 2026-10-23</span>' in client.get("/models/o1").text
