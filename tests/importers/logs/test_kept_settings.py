"""Settings as they are kept: on one line, bounded, and without what nobody else may know."""

import json
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Raw

from evenhand.importers.logs.kept_settings import LONGEST, address, is_secret, kept, one_line

FEW = settings(max_examples=40, deadline=None, derandomize=True)
WORD = st.text("abcdefgh2", min_size=8, max_size=12).map(lambda text: f"zq{text}")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@FEW
@given(st.text(max_size=1_000))
def test_a_text_stands_on_one_line(text: str) -> None:
    """Whatever a log says, its text is printable, bounded, and one that is short and printable is unchanged."""
    plain = one_line(text)
    assert plain.isprintable()
    assert len(plain) <= LONGEST
    assert plain == text or not text.isprintable() or len(text) > LONGEST


@FEW
@given(st.text(max_size=300), st.text(max_size=300))
def test_texts_that_are_cut_stay_apart(one: str, other: str) -> None:
    """Two long texts of one beginning that differ anywhere are still two settings."""
    begin = "x" * LONGEST
    assert (one_line(begin + one) == one_line(begin + other)) == (one == other)


@FEW
@given(WORD, WORD, WORD)
def test_an_address_is_kept_without_user_password_and_query(user: str, password: str, key: str) -> None:
    """Of an address nothing stays but host, port and path, wherever in a text it stands."""
    plain = address(f"https://{quote(user)}:{password}@host.example:8443/v1?key={key}#{key}")
    assert plain == "https://host.example:8443/v1"
    told = json.dumps(f"at https://{user}:{password}@host.example/v1?key={key} it failed").encode()
    assert dict(kept({"note": Raw(told)})) == {"note": "at https://host.example/v1 it failed"}


@pytest.mark.parametrize("name", ["api_key", "OPENAI_API_KEY", "hf_token", "Authorization", "x-secret", "password"])
def test_names_of_secrets_are_known(name: str) -> None:
    """What a setting of this name says is left out, also inside another setting."""
    assert is_secret(name)
    assert dict(kept({name: Raw(b'"hunter2"'), "inner": Raw(json.dumps({name: "hunter2", "a": 1}).encode())})) == {
        "inner": '{"a": 1}'
    }


@pytest.mark.parametrize("name", ["max_tokens", "stop", "monkey", "keyword", "tokenizer", "top_k"])
def test_other_names_are_no_secrets(name: str) -> None:
    """Settings whose names only look a little like it are kept."""
    assert not is_secret(name)


@settings(FEW, max_examples=15)
@given(st.dictionaries(st.text(min_size=1, max_size=10), JSON, max_size=5))
def test_whatever_json_says_is_kept_as_plain_text(told: dict[str, object]) -> None:
    """Any JSON value becomes text on one line, or nothing; none raises."""
    raw = {name: Raw(json.dumps(value).encode()) for name, value in told.items()}
    for name, text in kept(raw, "args."):
        assert name.startswith("args.")
        assert text.isprintable()
        assert text


def test_numbers_keep_their_digits() -> None:
    """A number is the digits that stand there, alone and inside a table."""
    assert dict(kept({"a": Raw(b"0.10"), "b": Raw(b'{"c": 1.50, "d": [1e3]}')})) == {
        "a": "0.10",
        "b": '{"c": 1.50, "d": [1e3]}',
    }
