"""A value of a recorded JSON or TOML file, found by its pointer without any code of the importers."""

import json
import tomllib
from functools import cache
from typing import Any

from bench.traced import raw_files


def value_at(source: str, name: str, pointer: str) -> Any:
    """The value at a JSON pointer in a file of a recording; numbers of JSON are the text that they are."""
    value = _document(source, name)
    for key in pointer.split("/")[1:]:
        step = key.replace("~1", "/").replace("~0", "~")
        value = value[int(step)] if isinstance(value, list) else value[step]
    return value


@cache
def _document(source: str, name: str) -> Any:
    body = raw_files(source)[name]
    return tomllib.loads(body.decode()) if name.endswith(".toml") else json.loads(body, parse_float=str, parse_int=str)
