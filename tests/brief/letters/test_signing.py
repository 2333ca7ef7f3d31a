"""Signatures of letters, checked as a receiver checks them, with the public key from a function instead of the DNS."""

import base64
from collections.abc import Callable

import dkim
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from invented_letters import ENVELOPE, SENDER, WRITERS

from evenhand.brief.letters.prepared import Prepared
from evenhand.brief.letters.signing import Signer, signer_of
from evenhand.brief.mail_settings import mail_settings
from evenhand.errors import BadSetting

PEM, PKCS8, NONE = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
SEED = bytes(range(32))
Key = tuple[bytes, bytes]


def _rsa(form: serialization.PrivateFormat) -> Key:
    private = rsa.generate_private_key(65537, 2048)
    der = private.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return private.private_bytes(PEM, form, NONE), b"v=DKIM1; k=rsa; p=" + base64.b64encode(der)


def _ed25519(*, pem: bool) -> Key:
    private = ed25519.Ed25519PrivateKey.from_private_bytes(SEED)
    written = private.private_bytes(PEM, PKCS8, NONE) if pem else base64.b64encode(SEED) + b"\n"
    return written, b"v=DKIM1; k=ed25519; p=" + base64.b64encode(private.public_key().public_bytes_raw())


@pytest.fixture(scope="module", params=["rsa pkcs8", "rsa pkcs1", "ed25519 pem", "ed25519 seed"])
def key(request: pytest.FixtureRequest) -> Key:
    """A private key and the record that its owner publishes, as openssl writes each."""
    kind, form = request.param.split()
    if kind == "rsa":
        return _rsa(PKCS8 if form == "pkcs8" else serialization.PrivateFormat.TraditionalOpenSSL)
    return _ed25519(pem=form == "pem")


@pytest.fixture(scope="module")
def message() -> bytes:
    """A brief, unsigned."""
    return Prepared("brief", WRITERS["brief"], SENDER).for_reader(ENVELOPE)


def verified(signed: bytes, record: bytes) -> bool:
    """Whether a receiver takes it as the domain's own."""
    asked = []

    def published(name: bytes, timeout: int = 5) -> bytes:  # noqa: ARG001 - as dkimpy calls it
        asked.append(name)
        return record

    found: bool = dkim.verify(signed, dnsfunc=published)
    assert asked == [b"mail2026._domainkey.catalog.example."]
    return found


def test_a_receiver_takes_it(key: Key, message: bytes) -> None:
    """The signature is good, and the message itself is as it was."""
    signed = Signer(key[0], "mail2026", "catalog.example").signed(message)
    assert signed.endswith(message)
    assert signed.startswith(b"DKIM-Signature: ")
    assert verified(signed, key[1])


def _added(name: bytes) -> Callable[[bytes], bytes]:
    return lambda signed: name + b": <https://evil.example/>\r\n" + signed


@pytest.mark.parametrize(
    "change",
    [
        lambda signed: signed.replace(b"$3.00", b"$2.00", 1),
        lambda signed: signed.replace(b"unsubscribe-token", b"unsubscribe-taken", 1),
        lambda signed: signed.replace(b"List-Unsubscribe=One-Click", b"List-Unsubscribe=Two-Click"),
        lambda signed: signed.replace(b"To: reader@", b"To: writer@"),
        lambda signed: signed.replace(b"Message-ID: <brief.7", b"Message-ID: <brief.8"),
        lambda signed: signed.replace(b"List-Id: Evenhand", b"List-Id: Another"),
        _added(b"List-Unsubscribe"),
        _added(b"From"),
        _added(b"Subject"),
    ],
)
def test_a_changed_letter_is_not_taken(change: Callable[[bytes], bytes], message: bytes) -> None:
    """Neither a changed body nor a changed or second header of those that matter passes."""
    written, record = _ed25519(pem=True)
    signed = Signer(written, "mail2026", "catalog.example").signed(message)
    changed = change(signed)
    assert changed != signed
    assert not verified(changed, record)


@pytest.mark.parametrize(
    "bad",
    [b"", b"no key", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", base64.b64encode(b"short")],
)
def test_what_is_no_key_is_refused_at_once(bad: bytes) -> None:
    """The error names the setting and how a key is made, and shows nothing of the file."""
    with pytest.raises(BadSetting, match=r"EVENHAND_DKIM_KEY.*openssl genpkey"):
        Signer(bad, "mail2026", "catalog.example")


@pytest.mark.parametrize("selector", ["", "a b", "x;y", "a\r\nb"])
def test_what_is_no_selector_is_refused(selector: str) -> None:
    """A selector is a name in the DNS."""
    with pytest.raises(BadSetting, match="EVENHAND_DKIM_SELECTOR"):
        Signer(_ed25519(pem=True)[0], selector, "catalog.example")


def test_the_signer_is_that_of_the_settings(tmp_path, message: bytes) -> None:
    """With a key on file letters are signed for the domain of the sender, without one they are not."""
    written, record = _ed25519(pem=True)
    (tmp_path / "dkim.pem").write_bytes(written)
    given = {
        "EVENHAND_MAIL_FROM": "brief@catalog.example",
        "EVENHAND_DKIM_KEY": str(tmp_path / "dkim.pem"),
        "EVENHAND_DKIM_SELECTOR": "mail2026",
    }
    signer = signer_of(mail_settings(given))
    assert signer is not None
    assert verified(signer.signed(message), record)
    assert signer_of(mail_settings({})) is None
