"""When a server that refuses for now wants to be asked again."""

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from math import isfinite

AFTER = "Retry-After"
AFTER_MILLISECONDS = "retry-after-ms"
LONGEST = 1e7


def wait_asked(headers: Mapping[str, str], now: datetime | None = None) -> float | None:
    """Seconds from now after which the server wants to be asked again; None where it does not say.

    `Retry-After` holds seconds or a day and time (RFC 9110, 10.2.3); the latter counts from the server's own `Date`
    where it sends one, so that two clocks need not agree. OpenAI's `retry-after-ms` is finer and comes first.
    """
    fine = _number(headers.get(AFTER_MILLISECONDS, ""))
    if fine is not None:
        return min(fine / 1000, LONGEST)
    text = headers.get(AFTER, "").strip()
    plain = _number(text)
    if plain is not None:
        return min(plain, LONGEST)
    then = _time(text)
    if then is None:
        return None
    from_then = _time(headers.get("Date", "")) or now or datetime.now(UTC)
    return min(max(0.0, (then - from_then).total_seconds()), LONGEST)


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if isfinite(value) and value >= 0 else None


def _time(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
