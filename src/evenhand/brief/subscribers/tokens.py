"""Signed tokens of links in letters: each opens one thing of one reader, and nothing else.

A token is the reader's number and random secret, for a confirmation also the time, signed by HMAC-SHA256 under a key
that is derived from the site's secret and the purpose (itsdangerous). All tokens of a purpose are equally long, and
each ends in a letter or digit, so that mail programs find the end of a link.
"""

import hmac
import time
from collections.abc import Callable
from hashlib import sha256
from secrets import token_urlsafe
from typing import Literal

from itsdangerous import BadSignature, Signer, TimestampSigner
from itsdangerous.encoding import want_bytes
from msgspec import Struct

Purpose = Literal["confirm", "preferences", "unsubscribe"]
PURPOSES: tuple[Purpose, ...] = ("confirm", "preferences", "unsubscribe")
DAYS_TO_CONFIRM = 7
SECONDS_A_DAY = 86_400
NUMBER_DIGITS = 12
SECRET_BYTES = 12  # 16 characters, 96 bits
LONGEST = 120


class Named(Struct, frozen=True, kw_only=True):
    """Whom a token names: the number of a row, and the secret that this row must still have."""

    subscriber: int
    secret: str


class Tokens:
    """Makes and reads the tokens of a site. `clock` tells seconds since 1970."""

    def __init__(self, secret: str, clock: Callable[[], float] = time.time) -> None:
        self._signers: dict[Purpose, _Exact] = {
            "confirm": _Timed(secret, "confirm", clock),
            "preferences": _Exact(secret, "preferences"),
            "unsubscribe": _Exact(secret, "unsubscribe"),
        }

    def make(self, purpose: Purpose, subscriber: int, secret: str) -> str:
        """The token that opens this for a reader; one to confirm holds for 7 days, others as long as the reader."""
        return self._signers[purpose].sign(f"{subscriber:0{NUMBER_DIGITS}d}{secret}").decode()

    def path(self, purpose: Purpose, subscriber: int, secret: str) -> str:
        """The address on the site that this token opens: `/brief/confirm/…`."""
        return path_of(purpose, self.make(purpose, subscriber, secret))

    def read(self, purpose: Purpose, token: str) -> Named | None:
        """Whom the token names; None where it was not made here, for this purpose, or has expired."""
        if len(token) > LONGEST or not token.isascii():
            return None
        try:
            value = self._signers[purpose].valid(token).decode()
        except BadSignature:
            return None
        return Named(subscriber=int(value[:NUMBER_DIGITS]), secret=value[NUMBER_DIGITS:])


def path_of(purpose: Purpose, token: str) -> str:
    """Where a token leads: `/brief/preferences/…`."""
    return f"/brief/{purpose}/{token}"


def new_secret() -> str:
    """A random secret for a row; with a new one every earlier token of the reader is void."""
    return token_urlsafe(SECRET_BYTES)


class _Exact(Signer):
    """Signatures compared as text: base64 can spell one value in several ways, and only ours is taken."""

    def __init__(self, secret: str, purpose: Purpose) -> None:
        super().__init__(secret, f"evenhand.brief.{purpose}", key_derivation="hmac", digest_method=sha256)

    def verify_signature(self, value: str | bytes, sig: str | bytes) -> bool:
        """Whether this is the text that signing gives."""
        return hmac.compare_digest(self.get_signature(value), want_bytes(sig))

    def valid(self, token: str) -> bytes:
        """What was signed.

        Raises:
            BadSignature: not here, or not in this text.

        """
        return self.unsign(token)


class _Timed(TimestampSigner, _Exact):
    """Tokens that expire."""

    def __init__(self, secret: str, purpose: Purpose, clock: Callable[[], float]) -> None:
        _Exact.__init__(self, secret, purpose)
        self._clock = clock

    def get_timestamp(self) -> int:
        """Whole seconds since 1970."""
        return int(self._clock())

    def valid(self, token: str) -> bytes:
        """What was signed within the last 7 days.

        Raises:
            BadSignature: not here, not in this text, or longer ago.

        """
        return self.unsign(token, max_age=DAYS_TO_CONFIRM * SECONDS_A_DAY)
