"""Connections to a mail server: encryption that is checked, login, dots, and what a wrong server is told."""

from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from tests.mail_server import Behaviour, RunningServer, mail_server

from evenhand.brief.mail_settings import MailSettings, mail_settings
from evenhand.brief.sending.mail_connection import (
    SECONDS,
    TEXT_SECONDS,
    ConnectionLost,
    MailServerDoor,
    NotOpened,
    dotted,
)
from evenhand.errors import BadSetting

LOGIN = "sender:s3cret"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """Files of a certificate for 127.0.0.1, signed by itself, and its key."""
    folder = tmp_path_factory.mktemp("certificate")
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "certificate.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(key.private_bytes(*form))
    return str(folder / "certificate.pem"), str(folder / "key.pem")


def _settings(server: RunningServer, scheme: str, user: str = "", **more: str) -> MailSettings:
    named = {
        "MAIL_SERVER": f"{scheme}://{user}127.0.0.1:{server.port}",
        "MAIL_FROM": "brief@example.org",
        "BASE_URL": "https://example.org",
    }
    return mail_settings({f"EVENHAND_{name}": value for name, value in (named | more).items()})


def test_encrypted_and_logged_in(tmp_path: Path, certificate: tuple[str, str]) -> None:
    """With STARTTLS and a login a letter arrives as it was given, and a wrong password or certificate is told."""
    file, key = certificate
    with mail_server(tmp_path, Behaviour(certificate=file, key=key, login=LOGIN)) as server:
        settings = _settings(server, "smtp", "sender@", MAIL_PASSWORD="s3cret", MAIL_CA=file)  # noqa: S106 - a test's
        connection = MailServerDoor(settings).open()
        assert connection.offer("ann@example.net").code == 354
        connection.send(b"Subject: dots\r\n\r\n.\r\n..two\r\nend.\r\n")
        assert connection.answer().code == 250
        connection.close()
        assert server.taken()[0].raw == b"Subject: dots\r\n\r\n.\r\n..two\r\nend.\r\n"
        wrong = _settings(server, "smtp", "sender@", MAIL_PASSWORD="other", MAIL_CA=file)  # noqa: S106 - a test's
        with pytest.raises(NotOpened, match=r"the connection was refused \(535 5\.7\.8\)"):
            MailServerDoor(wrong).open()
        unknown = _settings(server, "smtp", "sender@", MAIL_PASSWORD="s3cret")  # noqa: S106 - a test's
        with pytest.raises(BadSetting, match=r"certificate of the mail server '127\.0\.0\.1' is not trusted"):
            MailServerDoor(unknown).open()


def test_no_encryption_is_no_connection(server: RunningServer) -> None:
    """Where the server offers no STARTTLS nothing is sent in the clear."""
    with pytest.raises(BadSetting, match="offers no STARTTLS"):
        MailServerDoor(_settings(server, "smtp")).open()


def test_no_login_is_told(server: RunningServer) -> None:
    """A user that the server cannot log in is a fault of the settings."""
    settings = _settings(server, "smtp+plain", "sender@", MAIL_PASSWORD="s3cret")  # noqa: S106 - a test's
    with pytest.raises(BadSetting, match="offers no login"):
        MailServerDoor(settings).open()


def test_no_certificates_is_told(tmp_path: Path, server: RunningServer) -> None:
    """A file without certificates is a fault of the settings."""
    (tmp_path / "empty.pem").write_text("nothing")
    with pytest.raises(BadSetting, match="a file without certificates"):
        MailServerDoor(_settings(server, "smtp+plain", MAIL_CA=str(tmp_path / "empty.pem")))


def test_the_answer_to_a_text_has_a_time_of_its_own(server: RunningServer) -> None:
    """Ten minutes for it, five for other answers (RFC 5321, 4.5.3.2); one that does not come is a letter in doubt."""
    assert (SECONDS, TEXT_SECONDS) == (300, 600)
    connection = MailServerDoor(_settings(server, "smtp+plain"), text_seconds=0.05).open()
    for to in ("ann@example.net", "late@example.net"):
        assert connection.offer(to).code == 354
        connection.send(b"Subject: slow\r\n\r\n")
        if to.startswith("ann"):
            assert connection.answer().code == 250
            assert connection._smtp.sock.gettimeout() == SECONDS  # type: ignore[union-attr]
    with pytest.raises(ConnectionLost) as lost:
        connection.answer()
    assert lost.value.stage == "text"


@pytest.mark.parametrize(
    ("message", "sent"),
    [
        (b"a\r\n", b"a\r\n.\r\n"),
        (b"a", b"a\r\n.\r\n"),
        (b".a\r\n.b\r\nc.\r\n", b"..a\r\n..b\r\nc.\r\n.\r\n"),
        (b"a\r\n.\r\nMAIL FROM:<x>\r\n", b"a\r\n..\r\nMAIL FROM:<x>\r\n.\r\n"),
    ],
)
def test_no_text_ends_early(message: bytes, sent: bytes) -> None:
    """A line of one dot within a letter cannot end it."""
    assert dotted(message) == sent
