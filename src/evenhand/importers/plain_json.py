"""JSON with every number as the text that stands there, and limits that hostile input cannot pass."""

import json
from typing import Any, NoReturn

from evenhand.errors import RefusedRefresh
from evenhand.importers.raw_files import text_of

MOST_VALUES = 2_000_000


def read_json(name: str, body: bytes) -> Any:  # noqa: ANN401 - JSON is what it is
    """The value of a JSON file; numbers stay text, so that each digit survives.

    Raises:
        RefusedRefresh: not JSON, NaN or Infinity in it, a byte order mark, nested too deeply, too many values.

    """
    text = text_of(name, body)
    if sum(map(body.count, (b",", b"[", b"{"))) > MOST_VALUES:
        raise RefusedRefresh(f"{name} holds more than {MOST_VALUES:,} values; nothing is read")

    def no_number(constant: str) -> NoReturn:
        raise RefusedRefresh(f"{name} holds {constant}, which is no number; nothing is read")

    try:
        return json.loads(text, parse_float=str, parse_int=str, parse_constant=no_number)
    except RecursionError as error:
        raise RefusedRefresh(f"{name} is nested too deeply; nothing is read") from error
    except ValueError as error:
        raise RefusedRefresh(f"{name} is not JSON: {error}") from error
