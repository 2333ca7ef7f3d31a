"""DKIM: each message signed with the sender's key (RFC 6376, RFC 8463), so that receivers can tell it is theirs."""

import base64
import binascii
import re
from typing import Any

import dkim

from evenhand.brief.mail_settings import MailSettings
from evenhand.errors import BadSetting

# RFC 8058 asks that both List-Unsubscribe headers are covered. What is signed once more than it stands there cannot
# be added a second time.
SIGNED = (
    b"From", b"To", b"Subject", b"Date", b"Message-ID", b"MIME-Version", b"Content-Type", b"Auto-Submitted",
    b"Precedence", b"List-Id", b"List-Unsubscribe", b"List-Unsubscribe-Post",
)  # fmt: skip
ONCE_MORE = (b"From", b"To", b"Subject", b"Date", b"List-Unsubscribe", b"List-Unsubscribe-Post")
PEM = re.compile(rb"-----BEGIN (?:RSA )?PRIVATE KEY-----\s+(.+?)\s+-----END", re.DOTALL)
# An Ed25519 key in PKCS #8 is these bytes and then its 32 of seed (RFC 8410, 7).
ED25519 = bytes.fromhex("302e020100300506032b657004220420")
LABEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")
TRIED = b"From: a@b.example\r\n\r\n"


class Signer:
    """Signs messages for a domain with the key that is published under the selector.

    `key` is PEM text of an RSA or Ed25519 private key, as openssl writes it, or the base64 of an Ed25519 seed.
    Raises BadSetting where it is neither, or selector or domain is no name.
    """

    def __init__(self, key: bytes, selector: str, domain: str) -> None:
        for name, what in ((selector, "EVENHAND_DKIM_SELECTOR"), (domain, "the domain of EVENHAND_MAIL_FROM")):
            if not LABEL.fullmatch(name):
                raise BadSetting(f"{what} is {name[:80]!r}; it must be a name in the DNS, such as 'mail2026'")
        self._algorithm, self._key = _read(key)
        self._selector, self._domain = selector.encode(), domain.encode()
        try:
            self.signed(TRIED)
        except dkim.DKIMException as fault:
            raise _bad_key() from fault

    def signed(self, message: bytes) -> bytes:
        """The message with its DKIM-Signature in front."""
        signing: Any = dkim.DKIM(message, signature_algorithm=self._algorithm)
        present = {name.lower() for name, _ in signing.headers}
        names = [name for name in SIGNED if name.lower() in present]
        signature: bytes = signing.sign(
            self._selector,
            self._domain,
            self._key,
            canonicalize=(b"relaxed", b"relaxed"),
            include_headers=[*names, *ONCE_MORE],
        )
        return signature + message


def _read(key: bytes) -> tuple[bytes, bytes]:
    """Algorithm and key as dkimpy takes them."""
    try:
        found = PEM.search(key)
        inner = base64.b64decode(b"".join(found[1].split()) if found else key.strip(), validate=True)
    except binascii.Error as fault:
        raise _bad_key() from fault
    if inner.startswith(ED25519):
        inner = inner[len(ED25519) :]
    if len(inner) == 32:
        return b"ed25519-sha256", base64.b64encode(inner)
    return b"rsa-sha256", key.replace(b"\r\n", b"\n")


def _bad_key() -> BadSetting:
    return BadSetting(
        "EVENHAND_DKIM_KEY names a file that holds no RSA or Ed25519 private key in PEM; "
        "one is made by: openssl genpkey -algorithm ed25519 -out dkim.pem"
    )


def signer_of(settings: MailSettings) -> Signer | None:
    """The signer that the settings name; None where letters are not signed. Raises BadSetting where the key is none."""
    key = settings.dkim_key.text.encode()
    return Signer(key, settings.dkim_selector, settings.sender_domain) if key else None
