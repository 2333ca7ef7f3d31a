"""One address in several forms: Markdown by ending and by Accept, JSON by ending, zipped or not, each with its tag."""

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from evenhand.server.accepting import unzips, wants_markdown

Client = TestClient[Litestar]
PAIR = "/compare/quill-7-vs-tarn-2"
MARKDOWN = "text/markdown; charset=utf-8"
BROWSER = b"text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "wanted"),
    [
        (b"", False),
        (b"*/*", False),
        (BROWSER, False),
        (b"text/markdown", True),
        (b"text/markdown, text/html, */*", True),
        (b"text/markdown;q=0.9, text/html", False),
        (b"text/html;q=0.8, text/markdown;q=0.9", True),
        (b"Text/Markdown ; Q=1.0, */*;q=0.5", True),
        (b"text/markdown;q=0", False),
        (b"text/markdown;q=0.4, text/*;q=0.5", False),
        (b"text/markdown;q=0.4, */*;q=0.5", False),
        (b"text/markdown;q=much, text/html;q=0.1", False),
        (b"text/markdown;q=7", False),
        (b"text/*;q=0.5", False),
        (b";;,,\xff", False),
    ],
)
def test_markdown_is_given_to_who_names_it(accept: bytes, *, wanted: bool) -> None:
    """Markdown is chosen where it is named with at least the quality of HTML, and for no browser."""
    assert wants_markdown(accept) is wanted


@pytest.mark.parametrize(
    ("accept", "wanted"),
    [(b"gzip, br", True), (b"", False), (b"gzip;q=0", False), (b"br", False), (b"*", True), (b"*, gzip;q=0", False)],
)
def test_zipped_only_for_who_unzips(accept: bytes, *, wanted: bool) -> None:
    """A quality of zero is a refusal."""
    assert unzips(accept) is wanted


@pytest.mark.parametrize("path", ["/about", PAIR, "/models/quill-7"])
def test_markdown_by_ending_and_by_accept_are_the_same(client: Client, path: str) -> None:
    """Both give the page's Markdown; the page itself stays HTML, and says that its answer depends on Accept."""
    page = client.get(path, headers={"accept": BROWSER.decode()})
    asked = client.get(path, headers={"accept": "text/markdown"})
    file = client.get(f"{path}.md")
    assert page.headers["content-type"].startswith("text/html")
    assert asked.headers["content-type"] == file.headers["content-type"] == MARKDOWN
    assert asked.text == file.text
    assert asked.text.startswith("# ")
    assert f"https://example.invalid{path}" in asked.text
    assert "accept" in [one.strip() for one in page.headers["vary"].split(",")]
    assert page.headers["vary"] == asked.headers["vary"]
    assert page.headers["etag"] != asked.headers["etag"]


def test_home_has_a_markdown_file(client: Client) -> None:
    """`/index.md` is the home page as Markdown."""
    assert client.get("/index.md").text == client.get("/", headers={"accept": "text/markdown"}).text


def test_other_names_lead_to_the_markdown_file(client: Client) -> None:
    """A redirect of a Markdown address leads to a Markdown address, with its query."""
    answer = client.get("/compare/tarn-2-vs-quill-7.md?lane=verified")
    assert (answer.status_code, answer.headers["location"]) == (301, f"{PAIR}.md?lane=verified")


@pytest.mark.parametrize("path", ["/nothing.md", "/models/nobody.md", "/static/style.css.md", "/healthz.md"])
def test_what_is_no_page_has_no_markdown(client: Client, path: str) -> None:
    """Unknown pages, and answers that are no pages, are not found in Markdown either."""
    answer = client.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (404, MARKDOWN)
    assert answer.headers["cache-control"] == "no-store"


def test_json_by_ending_is_the_answer(client: Client) -> None:
    """`….json` and the bare address give the same bytes; the document and schemas keep their own names."""
    assert client.get("/api/v1/models.json").content == client.get("/api/v1/models").content
    assert client.get("/api/v1/models/quill-7.json").status_code == 200
    assert client.get("/api/v1/openapi.json").json()["openapi"].startswith("3.1")


def test_programs_get_json_whatever_they_accept(client: Client) -> None:
    """No answer for programs turns into Markdown."""
    answer = client.get("/api/v1/models", headers={"accept": "text/markdown"})
    assert answer.headers["content-type"].startswith("application/json")


def test_tag_is_known_again_in_both_forms(client: Client) -> None:
    """Each form is not sent again to who has it, and is sent to who has the other."""
    page = client.get("/about").headers["etag"]
    text = client.get("/about.md").headers["etag"]
    assert client.get("/about", headers={"if-none-match": f'"x", {page}'}).status_code == 304
    assert client.get("/about", headers={"if-none-match": text}).status_code == 200
    assert client.head("/about.md", headers={"if-none-match": text}).status_code == 304
