"""JSON read value by value is what the standard library reads, wherever the pieces of the file end."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.json import Decoder

from evenhand.errors import BadLog
from evenhand.importers.logs import json_stream
from evenhand.importers.logs.json_stream import JsonStream
from evenhand.importers.logs.log_file import LogFile

FILE = LogFile(Path("a.json"), Path())
ANY: Decoder[Any] = Decoder()
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**60), 2**60)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@contextmanager
def pieces_of(size: int) -> Iterator[None]:
    """Files are read in pieces of this many bytes."""
    before, json_stream.CHUNK = json_stream.CHUNK, size
    try:
        yield
    finally:
        json_stream.CHUNK = before


def through(body: bytes, lists: frozenset[str] = frozenset()) -> dict[str, Any]:
    """An object read member by member, these of them element by element."""
    stream = JsonStream(FILE, BytesIO(body))
    found: dict[str, Any] = {}
    for name in stream.members():
        if name in lists:
            found[name] = [FILE.decoded(raw, ANY, place) for place, raw in stream.elements()]
        else:
            found[name] = FILE.decoded(stream.value(), ANY, name)
    stream.end()
    return found


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    whole=st.dictionaries(st.text(), VALUES, max_size=4),
    size=st.integers(1, 40),
    indent=st.none() | st.integers(0, 4),
    plain=st.booleans(),
)
def test_any_object_is_read_as_it_is(whole: dict[str, Any], size: int, indent: int | None, *, plain: bool) -> None:
    """Pieces of any size, escaped or not, on one line or many."""
    body = json.dumps(whole, indent=indent, ensure_ascii=plain).encode()
    lists = frozenset(name for name, value in whole.items() if isinstance(value, list))
    with pieces_of(size):
        assert through(body) == whole
        assert through(body, lists) == whole


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    whole=st.dictionaries(st.text(), VALUES, max_size=3), at=st.floats(0, 1, exclude_max=True), size=st.integers(1, 9)
)
def test_a_part_of_an_object_is_refused(whole: dict[str, Any], at: float, size: int) -> None:
    """Whatever is cut off the end, the rest is not taken for the whole."""
    body = json.dumps(whole).encode()
    with pieces_of(size), pytest.raises(BadLog):
        through(body[: int(len(body) * at)])


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b'{"a": 1} 2', "more follows"),
        (b'{"a": 1,}', "byte 8"),
        (b'{"a" 1}', "byte 5"),
        (b'{"a": NaN}', "NaN"),
        (b'{"a": nul}', "a.json, a, byte 3: it is truncated"),
        (b'{"a": 01}', "invalid number"),
        (b"{1: 2}", "Expected `str`"),
        (b"[1]", "where '{' is expected"),
        (b'{"a": ' + b"[" * 200 + b"]" * 200 + b"}", "nested too deeply"),
        (b'{"a": "\xff"}', "utf-8"),
        (b"", "the file ends"),
    ],
)
def test_what_is_no_json_is_refused_with_its_place(body: bytes, said: str) -> None:
    """Each fault is told with the byte at which it stands."""
    with pytest.raises(BadLog) as refused:
        through(body)
    assert said in str(refused.value)
    assert "a.json" in str(refused.value)


def test_a_value_without_end_is_not_held(monkeypatch: pytest.MonkeyPatch) -> None:
    """A value larger than the limit is refused when the limit is passed, whatever follows."""
    monkeypatch.setattr(json_stream, "LARGEST_VALUE", 1000)
    with pieces_of(100), pytest.raises(BadLog, match=r"larger than 1,000 bytes"):
        through(b'{"a": "' + b"x" * 5000 + b'"}')
    with pieces_of(100):
        assert len(through(b'{"a": [' + b'"xxxxxxxx",' * 500 + b'"y"]}', frozenset("a"))["a"]) == 501
