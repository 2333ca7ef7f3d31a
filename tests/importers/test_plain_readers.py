"""YAML, JSON and text of sources as they stand there."""

import pytest

from evenhand.errors import RefusedRefresh
from evenhand.importers.plain_json import read_json
from evenhand.importers.plain_yaml import read_yaml
from evenhand.importers.raw_files import text_of


def test_yaml_stays_text() -> None:
    """No scalar becomes a number, a date, a truth or nothing; quotes go, nesting stays."""
    text = (
        b"- rate: 60.90\n  day: 2024-09-25\n  yes: no\n  none: ~\n  empty:\n  quoted: '1.0'\n  list: [1, {a: 0x1F}]\n"
    )
    row = {"rate": "60.90", "day": "2024-09-25", "yes": "no", "none": "~", "empty": "", "quoted": "1.0"}
    assert read_yaml("a.yml", text) == [row | {"list": ["1", {"a": "0x1F"}]}]


def test_the_last_of_two_equal_keys_holds() -> None:
    """As in YAML; a source does have such rows."""
    assert read_yaml("a.yml", b"a: 1\na: 2\n") == {"a": "2"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"", "holds 0 YAML documents"),
        (b"--- 1\n--- 2\n", "holds 2 YAML documents"),
        (b"a: [", "is not YAML"),
        (b"? [a]\n: b\n", "line 1: a key that is no text"),
        (b"a: 1\nb: &x 2\n", "line 2: anchors, aliases"),
        (b"a: 1\n<<: {b: 2}\n", "line 2: anchors, aliases and merges"),
        (b"a: !!int 1\n", "line 1: the tag"),
    ],
)
def test_other_yaml_is_refused_by_line(text: bytes, said: str) -> None:
    """What is not plain says so."""
    with pytest.raises(RefusedRefresh, match=r"^a\.yml") as caught:
        read_yaml("a.yml", text)
    assert said in str(caught.value)


def test_digits_of_json_survive() -> None:
    """Numbers stay the text that stands there."""
    assert read_json("a.json", b'[1.10, 1e999, -0, "x", null, true]') == ["1.10", "1e999", "-0", "x", None, True]


def test_a_mark_is_left_out_where_the_source_has_one() -> None:
    """A byte order mark is refused, unless it is expected."""
    assert text_of("a.csv", b"\xef\xbb\xbfa", marked=True) == "a"
    with pytest.raises(RefusedRefresh, match=r"a\.csv begins with a byte order mark"):
        text_of("a.csv", b"\xef\xbb\xbfa")
