"""Links that open one thing of one reader."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenhand.brief.subscribers.tokens import (
    DAYS_TO_CONFIRM,
    PURPOSES,
    SECONDS_A_DAY,
    Named,
    Purpose,
    Tokens,
    new_secret,
)

NOW = 1_790_000_000.0
ROW_SECRET = "Zm9vYmFyYmF6cXV4"  # noqa: S105 - invented
OURS = Tokens("the secret of this site", lambda: NOW)
CHECKED = settings(deadline=None, derandomize=True, database=None)
PURPOSE = st.sampled_from(PURPOSES)
TOKEN_LETTERS = string.ascii_letters + string.digits + "-_.=%~ \n\x00é"


@pytest.mark.parametrize("purpose", PURPOSES)
def test_a_token_names_its_reader(purpose: Purpose) -> None:
    """What was made is read again, by another process with the same secret too."""
    token = OURS.make(purpose, 42, ROW_SECRET)
    assert Tokens("the secret of this site", lambda: NOW).read(purpose, token) == Named(
        subscriber=42, secret=ROW_SECRET
    )
    assert OURS.path(purpose, 42, ROW_SECRET) == f"/brief/{purpose}/{token}"


def test_tokens_are_alike() -> None:
    """All tokens of a purpose have one length and no sign that ends a link in a mail program."""
    for purpose in PURPOSES:
        made = [OURS.make(purpose, number, new_secret()) for number in (1, 77, 10**6, 10**12 - 1) for _ in range(50)]
        assert len({len(one) for one in made}) == 1
        assert all(set(one) <= set(string.ascii_letters + string.digits + "-_.") for one in made)
        assert all(one[-1].isalnum() for one in made)


@CHECKED
@given(PURPOSE, PURPOSE, st.integers(1, 10**12 - 1), st.integers(16, 40))
def test_no_token_opens_another_thing(made_for: Purpose, used_for: Purpose, number: int, length: int) -> None:
    """A token serves the purpose that it was made for, on the site that made it."""
    secret = "s" * min(length, 16)
    token = OURS.make(made_for, number, secret)
    assert (OURS.read(used_for, token) is not None) is (made_for == used_for)
    assert Tokens("another secret", lambda: NOW).read(used_for, token) is None


@CHECKED
@given(PURPOSE, st.data())
def test_no_changed_token_is_taken(purpose: Purpose, data: st.DataObject) -> None:
    """Whatever sign is changed, added or taken away, and wherever, the token is none any more."""
    token = OURS.make(purpose, 42, ROW_SECRET)
    start = data.draw(st.integers(0, len(token)))
    end = data.draw(st.integers(start, min(len(token), start + 3)))
    changed = token[:start] + data.draw(st.text(TOKEN_LETTERS, max_size=3)) + token[end:]
    assert (OURS.read(purpose, changed) is None) is (changed != token)


def test_every_spelling_of_the_last_sign_but_one_is_refused() -> None:
    """Base64 would read several last signs as the same signature; one of them is ours."""
    for purpose in PURPOSES:
        token = OURS.make(purpose, 42, ROW_SECRET)
        taken = [sign for sign in string.printable if OURS.read(purpose, token[:-1] + sign)]
        assert taken == [token[-1]]


@CHECKED
@given(PURPOSE, st.text(max_size=200))
def test_no_text_is_taken_for_a_token(purpose: Purpose, text: str) -> None:
    """Whatever is no token of ours is refused without an error."""
    assert OURS.read(purpose, text) is None


def test_a_confirmation_expires() -> None:
    """It holds for 7 days and no longer; the other links hold."""
    made = {purpose: OURS.make(purpose, 42, ROW_SECRET) for purpose in PURPOSES}
    week = DAYS_TO_CONFIRM * SECONDS_A_DAY
    just, late = (Tokens("the secret of this site", lambda at=NOW + week + more: at) for more in (0, 1))
    assert all(just.read(purpose, token) for purpose, token in made.items())
    assert {purpose for purpose, token in made.items() if late.read(purpose, token)} == {"preferences", "unsubscribe"}
    early = Tokens("the secret of this site", lambda: NOW - 10)
    assert early.read("confirm", made["confirm"]) is None


def test_secrets_of_readers_differ() -> None:
    """Each reader has a random secret of 96 bits."""
    made = {new_secret() for _ in range(200)}
    assert len(made) == 200
    assert {len(one) for one in made} == {16}
