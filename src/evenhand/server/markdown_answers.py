"""Pages as Markdown, for programs that read: the same page, written anew from its HTML.

A comparison answers in Markdown by itself, without a page (`website/reach/comparison_markdown.py`).
"""

from urllib.parse import quote

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Receive, Scope, Send

from evenhand.application import FOR_PROGRAMS
from evenhand.application.answers import Answer, gathered
from evenhand.server.forms import MARKDOWN_ENDING
from evenhand.website.asked.answer_form import MARKDOWN_FILE, MARKDOWN_KIND, PAGE, form_of
from evenhand.website.reach.markdown import page_markdown
from evenhand.website.site import Site

HTML, KIND = b"text/html", f"{MARKDOWN_KIND}; charset=utf-8".encode()
NO_PAGE = Answer(
    404, ((b"content-type", KIND), (b"cache-control", b"no-store")), b"There is no page at this address.\n"
)


def as_markdown(app: ASGIApp, site: Site) -> ASGIApp:
    """The application answering in Markdown where that is asked for; what is no page stays as it is."""

    async def answered(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP or scope["path"].startswith(FOR_PROGRAMS):
            await app(scope, receive, send)
            return
        found = _in_form(await gathered(app, scope, receive), site.whole(quote(scope["path"])), form_of(scope))
        length = (b"content-length", str(len(found.body)).encode())
        await send({"type": "http.response.start", "status": found.status, "headers": [*found.headers, length]})
        await send({"type": "http.response.body", "body": found.body, "more_body": False})

    return answered


def _in_form(answer: Answer, address: str, form: str) -> Answer:
    kind = answer.header(b"content-type")
    page = kind.startswith((HTML, KIND))
    if kind.startswith(HTML) and form != PAGE:
        text = page_markdown(answer.body.decode(), address).encode()
        answer = Answer(answer.status, answer.replacing(content_type=KIND), text)
    if form == MARKDOWN_FILE:
        return _renamed(answer) if page or answer.status != 200 else NO_PAGE
    return Answer(answer.status, answer.replacing(vary=b"accept"), answer.body) if page else answer


def _renamed(answer: Answer) -> Answer:
    """A way to another address leads to its Markdown."""
    target, mark, query = answer.header(b"location").partition(b"?")
    if not target:
        return answer
    moved = target + MARKDOWN_ENDING.encode() + mark + query
    return Answer(answer.status, answer.replacing(location=moved), answer.body)
