"""What breaks in the service is told to whoever runs it, and not to whoever asked."""

import logging

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from evenhand.library import Library
from evenhand.website.routes import facts


def broken(*_: object, **__: object) -> None:
    """A page or answer that has a fault."""
    raise RuntimeError("the fault itself")


@pytest.mark.parametrize("address", ["/models", "/api/v1/labs"])
def test_a_fault_is_logged_with_its_trace(
    address: str, client: TestClient[Litestar], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A page or an answer that breaks leaves its path and trace in the log, and nothing of what was asked."""
    monkeypatch.setattr(facts, "models_page", broken)
    monkeypatch.setattr(Library, "lab_list", broken)
    with caplog.at_level(logging.ERROR):
        answer = client.get(f"{address}?{'q=private' if address == '/models' else 'limit=77'}")
    assert answer.status_code == 500
    assert "the fault itself" not in answer.text
    (record,) = [one for one in caplog.records if one.name == "evenhand"]
    assert record.getMessage() == f"a fault at {address!r}"
    assert isinstance(record.exc_info[1], RuntimeError)
    assert "in broken" in caplog.text
    assert "private" not in caplog.text
    assert "limit=77" not in caplog.text
