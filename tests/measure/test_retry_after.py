"""Both forms of Retry-After, and clocks that do not agree."""

from datetime import UTC, datetime

import pytest
from multidict import CIMultiDict

from evenhand.measure.retry_after import LONGEST, wait_asked

NOW = datetime(2026, 11, 22, 12, 0, 0, tzinfo=UTC)
LATER = "Sun, 22 Nov 2026 12:00:07 GMT"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"Retry-After": "3"}, 3.0),
        ({"retry-after": " 0 "}, 0.0),
        ({"Retry-After": "0.25"}, 0.25),
        ({"Retry-After": LATER}, 7.0),
        ({"Retry-After": LATER, "Date": "Sun, 22 Nov 2026 12:00:05 GMT"}, 2.0),
        ({"Retry-After": "Sun, 22 Nov 2026 11:00:00 GMT"}, 0.0),
        ({"Retry-After": "soon"}, None),
        ({"Retry-After": "-5"}, None),
        ({"Retry-After": "nan"}, None),
        ({"Retry-After": "1e300"}, LONGEST),
        ({"Retry-After": "5", "retry-after-ms": "1500"}, 1.5),
    ],
)
def test_wait_asked(headers: dict[str, str], seconds: float | None) -> None:
    """Seconds, a day and time by the server's own clock where it tells it, milliseconds first; else nothing."""
    assert wait_asked(CIMultiDict(headers), NOW) == seconds
