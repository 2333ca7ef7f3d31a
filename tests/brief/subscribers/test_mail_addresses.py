"""What is taken for a mail address."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenhand.brief.subscribers.addresses import LONGEST, address_of
from evenhand.errors import BadAddress

LONG = f"{'a' * 64}@{'.'.join(['b' * 58] * 3)}.example.org"


@pytest.mark.parametrize(
    ("typed", "mailed"),
    [
        ("ada@example.org", "ada@example.org"),
        ("  Ada.Lovelace+brief@Example.ORG ", "Ada.Lovelace+brief@example.org"),
        ("ada@bücher.example.org", "ada@xn--bcher-kva.example.org"),
        (LONG, LONG),
    ],
)
def test_an_address_is_taken_as_it_is_mailed(typed: str, mailed: str) -> None:
    """Spaces around it go, the domain is written in ASCII, and case tells no two addresses apart."""
    found = address_of(typed)
    assert found.mailed == mailed
    assert found.folded == mailed.casefold()


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "ada",
        "ada@",
        "@example.org",
        "ada@example",
        "ada@@example.org",
        "ada@example.org, bob@example.org",
        "Ada <ada@example.org>",
        '"ada\r\nBcc: bob"@example.org',
        "ada@example.org\r\nBcc: bob@example.org",
        "ada@example.org\x00",
        "ada\n@example.org",
        "ada@[192.0.2.1]",
        "ada@site.localhost",
        "ädä@example.org",
        "ada@exa\u200bmple.org",
        "a" * 65 + "@example.org",
        f"{'a' * 60}@{'.'.join(['b' * 60] * 4)}.org",
        "a" * 100_000 + "@example.org",
    ],
)
def test_what_is_no_address_is_refused_without_repeating_it(typed: str) -> None:
    """Several addresses, names, line breaks, domains that nobody owns and what is too long are refused."""
    with pytest.raises(BadAddress) as refused:
        address_of(typed)
    assert len(typed) < 13 or typed not in str(refused.value)


@settings(deadline=None, derandomize=True, database=None)
@given(
    st.text(max_size=40), st.sampled_from(["{}", "{}@example.org", "ada@{}", "ada{}@example.org", "ada@example.org{}"])
)
def test_whatever_is_taken_can_stand_in_a_header(text: str, around: str) -> None:
    """An address that was taken is short printable ASCII with one @ and no space, comma or bracket."""
    try:
        found = address_of(around.format(text))
    except BadAddress:
        return
    assert found.mailed.isascii()
    assert found.mailed.isprintable()
    assert found.mailed.count("@") == 1
    assert not set(found.mailed) & set(' ,;:<>()[]"\\')
    assert len(found.mailed) <= LONGEST
