"""One address in several forms: `….json` and `….md` as files have them, Markdown also by what the reader accepts."""

from typing import cast

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Receive, Scope, Send

from evenhand.application import FOR_PROGRAMS
from evenhand.application.endings import JSON, without_json
from evenhand.server.accepting import wants_markdown
from evenhand.website.asked.answer_form import FORM, MARKDOWN, MARKDOWN_FILE, PAGE

MARKDOWN_ENDING = ".md"
HOME = "/index"


def in_its_form(app: ASGIApp) -> ASGIApp:
    """The application asked for an address without its ending, and told which form is wanted."""

    async def answered(scope: Scope, receive: Receive, send: Send) -> None:
        await app(_named(scope) if scope["type"] == ScopeType.HTTP else scope, receive, send)

    return answered


def _named(scope: Scope) -> Scope:
    path = scope["path"]
    if path.startswith(FOR_PROGRAMS):
        return scope if without_json(path) == path else _without(scope, JSON, PAGE)
    if path.endswith(MARKDOWN_ENDING):
        return _without(scope, MARKDOWN_ENDING, MARKDOWN_FILE)
    accept = next((value for name, value in scope["headers"] if name == b"accept"), b"")
    return cast("Scope", {**scope, FORM: MARKDOWN}) if wants_markdown(accept) else scope


def _without(scope: Scope, ending: str, form: str) -> Scope:
    path = scope["path"].removesuffix(ending)
    raw = scope["raw_path"].removesuffix(ending.encode())
    if form == MARKDOWN_FILE and path == HOME:
        path, raw = "/", b"/"
    return cast("Scope", {**scope, "path": path, "raw_path": raw, FORM: form})
