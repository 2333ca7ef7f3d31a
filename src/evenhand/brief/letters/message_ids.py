"""The Message-ID of a delivery: the same at every attempt, telling nobody's address, and not to be guessed.

It is stable, so a mail program may fold the one letter that a crash sends twice. Its last part is keyed: a bounce
that names it was written by someone who saw the letter, not by who counts up numbers.
"""

import hmac
import re
from hashlib import blake2b

WRITTEN = re.compile(r"<?([a-z]+)\.(\d{1,18})\.([0-9a-f]{24})@[A-Za-z0-9.-]+>?")


def message_id(kind: str, delivery: int, domain: str, secret: str) -> str:
    """The id of this delivery in angle brackets, under 100 characters for the usual domain (RFC 5322, 3.6.4)."""
    return f"<{kind}.{delivery}.{_mark(kind, delivery, secret)}@{domain}>"


def delivery_of(text: str, secret: str) -> int | None:
    """The delivery that a Message-ID names; None where it is not one that was made with this secret."""
    found = WRITTEN.fullmatch(text.strip())
    if found is None:
        return None
    kind, delivery, mark = found[1], int(found[2]), found[3]
    return delivery if hmac.compare_digest(mark, _mark(kind, delivery, secret)) else None


def _mark(kind: str, delivery: int, secret: str) -> str:
    key = blake2b(secret.encode(), digest_size=32, person=b"message-id").digest()
    return blake2b(f"{kind}.{delivery}".encode(), key=key, digest_size=12).hexdigest()
