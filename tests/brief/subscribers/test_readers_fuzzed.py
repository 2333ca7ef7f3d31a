"""Addresses of readers against whatever is sent to them: no error of ours, and nothing that only some may know."""

from itertools import count
from typing import Any
from urllib.parse import quote

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from litestar import Litestar
from litestar.di import Provide
from litestar.testing import TestClient
from sqlalchemy import event
from tests.brief.subscribers.reading_site import (
    BASE,
    MARK,
    NOW,
    asked_for,
    form,
    handled,
    new_reader,
    reader_called,
    tokens_of,
)
from tests.website.toy_site import toy_catalog

from evenhand.brief.mail_settings import MailSettings
from evenhand.brief.store.opening import Store
from evenhand.brief.subscribers.leaving import leave, suspend
from evenhand.brief.subscribers.tokens import PURPOSES, Purpose
from evenhand.records.brief import TOPICS
from evenhand.website.routes.subscribing import handlers
from evenhand.website.site import Site

ADA = "ada@example.org"
CHECKED = settings(deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None)
SHORT = {"type": "string", "maxLength": 60}
SEVERAL = {"type": "array", "items": SHORT, "maxItems": 5}
FORMS: dict[str, dict[str, Any]] = {
    "/brief/subscribe": {
        "address": {"anyOf": [{"type": "string", "format": "email"}, SHORT]},
        "topics": {"type": "array", "items": {"enum": [*TOPICS, "x"]}, "maxItems": 5},
        "consent": {"enum": [MARK, "x"]},
        "website": {"enum": ["", "x"]},
    },
    "/brief/preferences/{token}": {
        "topics": {"type": "array", "items": {"enum": [*TOPICS, "x"]}, "maxItems": 5},
        "model": {"type": "array", "items": {"anyOf": [{"enum": ["tarn-2", "Quill 7"]}, SHORT]}, "maxItems": 5},
        "below": SEVERAL,
        "alert_percent": {"anyOf": [{"type": "number"}, SHORT]},
        "rhythm": {"enum": ["weekly", "at once", "x"]},
        "workload": {"enum": ["", "chat", "x"]},
    },
    "/brief/unsubscribe/{token}": {"List-Unsubscribe": {"enum": ["One-Click", "x"]}},
}
OPERATIONS = (
    *(("get", path) for path in ("/brief/subscribe", "/brief/privacy")),
    ("post", "/brief/subscribe"),
    *((method, f"/brief/{purpose}/{{token}}") for purpose in PURPOSES for method in ("get", "post")),
    ("get", "/brief/preferences/{token}/export"),
    ("post", "/brief/preferences/{token}/erase"),
    ("post", "/brief/preferences/{token}/renew"),
)
PROMISED = {200, 400, 403, 404, 405, 413, 415, 429}


def document(store: Store) -> dict[str, Any]:
    """The OpenAPI document of these addresses alone, with the fields that their forms send."""
    app = Litestar(
        route_handlers=[handlers(store, MailSettings(base=BASE), described=True)],
        dependencies={
            "catalog": Provide(toy_catalog, sync_to_thread=False),
            "site": Provide(lambda: Site(base=BASE), sync_to_thread=False),
        },
    )
    made = app.openapi_schema.to_schema()
    for path, fields in FORMS.items():
        content = {"application/x-www-form-urlencoded": {"schema": {"type": "object", "properties": fields}}}
        made["paths"][path]["post"]["requestBody"] = {"content": content}
    return made


@pytest.fixture
def described(file_store: Store) -> schemathesis.BaseSchema:
    """What schemathesis makes requests from."""
    config = schemathesis.Config.from_dict({"phases": {"coverage": {"enabled": False}}})
    return schemathesis.openapi.from_dict(document(file_store), config=config)


# Who was erased asks again a fortnight later each time, so that no limit of letters is met.
LATER = count(NOW, 14 * 86_400_000)


@pytest.mark.parametrize("with_link", [False, True], ids=["any link", "a link that works"])
@pytest.mark.parametrize(("method", "path"), OPERATIONS)
@settings(CHECKED, max_examples=4)
@given(data=st.data())
def test_whatever_is_sent_has_an_answer(
    client: TestClient[Litestar],
    described: schemathesis.BaseSchema,
    file_store: Store,
    method: str,
    path: str,
    data: st.DataObject,
    *,
    with_link: bool,
) -> None:
    """Any token, field or body gets a page or a refusal, behind links that work too."""
    case = data.draw(described[path][method].as_strategy())
    purpose = next((one for one in PURPOSES if one in path), None)
    if with_link and purpose:
        reader = reader_called(file_store, ADA) or new_reader(file_store, ADA, next(LATER))
        case.path_parameters = {"token": tokens_of(file_store).make(purpose, reader.id, reader.secret)}
    assert_answered(client, case)


def test_all_of_them_are_fuzzed(described: schemathesis.BaseSchema) -> None:
    """Every address and method that the routes have is among those above."""
    assert {(method, path) for path in described for method in described[path]} == set(OPERATIONS)


def assert_answered(client: TestClient[Litestar], case: schemathesis.Case) -> None:
    """The answer is one of ours, whole and without a trace of the database."""
    sent = case.as_transport_kwargs(base_url=BASE)
    try:
        answer = client.request(**{name: value for name, value in sent.items() if value})
    except httpx.InvalidURL:
        return  # no client can ask for it
    assert answer.status_code in PROMISED, answer.status_code
    assert answer.headers["content-type"].startswith(("text/html", "application/json"))
    assert "Traceback" not in answer.text
    assert "sqlite" not in answer.text.lower()


@settings(CHECKED, max_examples=30)
@given(purpose=st.sampled_from(PURPOSES), token=st.text(min_size=1, max_size=100))
def test_no_made_up_token_opens_anything(client: TestClient[Litestar], purpose: Purpose, token: str) -> None:
    """Whatever stands in the place of a token, no link opens and nothing breaks."""
    answer = client.get(f"/brief/{purpose}/{quote(token, safe='/')}")
    assert answer.status_code in {301, 307, 404, 405}


@pytest.mark.parametrize("kind", ["reading", "pending", "leaving", "suspended", "unknown"])
def test_no_answer_tells_whether_an_address_is_known(
    client: TestClient[Litestar], file_store: Store, kind: str
) -> None:
    """Status, headers, text and what the database is asked are the same, however the address stands."""
    stands(file_store, ADA, kind)
    known, asked = subscribed(client, file_store, ADA)
    other, asked_too = subscribed(client, file_store, "nobody@example.org")
    assert (known.status_code, known.text, known.headers) == (other.status_code, other.text, other.headers)
    assert asked == asked_too
    assert len(asked) > 1


def stands(store: Store, address: str, kind: str) -> None:
    """Have an address stand so."""
    if kind == "pending":
        asked_for(store, address)
        handled(store)
    elif kind != "unknown":
        reader = new_reader(store, address)
        with store.begin() as connection:
            if kind == "leaving":
                leave(connection, reader, 1)
            if kind == "suspended":
                suspend(connection, reader.id, "550", 1)


def subscribed(client: TestClient[Litestar], store: Store, address: str) -> tuple[httpx.Response, list[str]]:
    """The answer to a request, and each statement that the database was asked for it."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    event.listen(store.engine, "before_cursor_execute", note)
    try:
        return client.post("/brief/subscribe", data=form(address)), asked
    finally:
        event.remove(store.engine, "before_cursor_execute", note)
