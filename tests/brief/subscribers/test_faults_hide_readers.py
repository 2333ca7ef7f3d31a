"""What a fault of ours leaves in a log: where it was, and nothing of the reader."""

import logging

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from sqlalchemy import insert, text
from sqlalchemy.exc import SQLAlchemyError
from tests.brief.subscribers.reading_site import NOW, form, new_reader, tokens_of

from evenhand.brief.store.opening import Store
from evenhand.brief.store.tables import subscribers
from evenhand.website.routes import subscribing

ADA = "ada@example.org"


def test_a_fault_is_logged_without_address_and_token(
    client: TestClient[Litestar], file_store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The page says that it is ours, the log names the kind of fault, the route and the lines of code."""
    reader = new_reader(file_store, ADA)
    token = tokens_of(file_store).make("preferences", reader.id, reader.secret)

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError(f"{ADA} {token}")

    monkeypatch.setattr(subscribing, "ask", broken)
    monkeypatch.setattr(subscribing, "by_token", broken)
    with caplog.at_level(logging.DEBUG):
        answers = [client.post("/brief/subscribe", data=form(ADA)), client.get(f"/brief/preferences/{token}")]
    told = [record.getMessage() for record in caplog.records if record.name == "evenhand"]
    assert len(told) == 2
    assert "RuntimeError at /brief/preferences/{token" in told[1]
    assert "subscribing.py" in told[1]
    for answer, line in zip(answers, told, strict=True):
        assert answer.status_code == 500
        assert "The fault is ours" in answer.text
        for secret in (ADA, token, reader.secret):
            assert secret not in answer.text
            assert secret not in line


def test_an_error_of_the_database_repeats_no_values(store: Store) -> None:
    """Statements stand in the error without what was put into them."""
    row = {"state": "active", "preferences": "{}", "wording": "", "network": "", "secret": "s", "asked_at": NOW}
    with pytest.raises(SQLAlchemyError) as fault, store.begin() as connection:
        connection.execute(insert(subscribers).values(address=ADA, folded=None, **row))
    assert "parameters hidden" in str(fault.value)
    with pytest.raises(SQLAlchemyError) as fault, store.begin() as connection:
        connection.execute(text("SELECT nothing FROM nowhere WHERE a = :a"), {"a": ADA})
    assert ADA not in str(fault.value)
