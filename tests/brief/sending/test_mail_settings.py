"""Settings of mail: what each may be, and what a wrong one is told."""

from pathlib import Path

import pytest

from evenhand.brief.mail_settings import (
    MailServer,
    mail_settings,
    needed_for_letters,
    needed_for_sending,
)
from evenhand.errors import BadSetting

FROM, BASE = {"EVENHAND_MAIL_FROM": "Evenhand <brief@example.org>"}, {"EVENHAND_BASE_URL": "https://example.org/"}


@pytest.mark.parametrize(
    ("text", "server"),
    [
        ("smtp://mail.example.org", MailServer(host="mail.example.org", port=587, security="starttls")),
        ("smtps://mail.example.org:4650", MailServer(host="mail.example.org", port=4650, security="tls")),
        ("smtp+plain://127.0.0.1:1025", MailServer(host="127.0.0.1", port=1025, security="plain")),
        ("smtp+plain://[::1]", MailServer(host="::1", port=25, security="plain")),
    ],
)
def test_servers(text: str, server: MailServer) -> None:
    """The scheme says how the connection is secured."""
    assert mail_settings({"EVENHAND_MAIL_SERVER": text}).server == server


def test_a_user_has_a_password(tmp_path: Path) -> None:
    """A user's name may be escaped; the password comes from a variable or a file."""
    server = {"EVENHAND_MAIL_SERVER": "smtp://me%40example.org@mail.example.org"}
    file = tmp_path / "password"
    file.write_text("s3cret word\n")
    for given in ({"EVENHAND_MAIL_PASSWORD": "s3cret word"}, {"EVENHAND_MAIL_PASSWORD_FILE": str(file)}):
        found = mail_settings(server | given)
        assert found.server
        assert (found.server.user, found.password.text) == ("me@example.org", "s3cret word")


def test_the_form_is_on_with_sender_and_address() -> None:
    """Both must be set; the address loses its last slash, and names host and domain are taken from them."""
    assert not mail_settings({}).form_on
    assert not mail_settings(FROM).form_on
    found = mail_settings(FROM | BASE)
    assert found.form_on
    assert (found.base, found.host) == ("https://example.org", "example.org")
    assert (found.sender_name, found.sender_address, found.sender_domain) == (
        "Evenhand",
        "brief@example.org",
        "example.org",
    )


@pytest.mark.parametrize(
    ("variable", "value", "told"),
    [
        ("MAIL_SERVER", "mail.example.org", "give smtp://"),
        ("MAIL_SERVER", "smtp://mail.example.org:99999", "give smtp://"),
        ("MAIL_SERVER", "ftp://mail.example.org", "give smtp://"),
        ("MAIL_SERVER", "smtp+plain://mail.example.org", "plain mail stays on this machine"),
        ("MAIL_SERVER", "smtp://me@mail.example.org", "put the password into EVENHAND_MAIL_PASSWORD"),
        ("MAIL_FROM", "nobody", "give one address"),
        ("MAIL_FROM", "a@example.org, b@example.org", "give one address"),
        ("MAIL_FROM", "a@example.org\r\nBcc: b@example.org", "give one address"),
        ("MAIL_FROM", "ä@example.org", "give one address"),
        ("BASE_URL", "example.org", "give the site's address"),
        ("BASE_URL", "http://example.org", "readers' links need https"),
        ("BASE_URL", "https://example.org/?a=b", "give the site's address"),
        ("BASE_URL", "https://exa mple.org", "give the site's address"),
        ("MAIL_RATE", "fast", "letters a second"),
        ("MAIL_RATE", "0", "letters a second"),
        ("MAIL_RATE", "-1", "letters a second"),
        ("MAIL_RATE", "nan", "letters a second"),
        ("BRIEF_EMPTY", "maybe", "`line`"),
        ("DKIM_KEY", "/nowhere", "both or neither"),
        ("DKIM_SELECTOR", "mail", "both or neither"),
        ("MAIL_CA", "/nowhere", "a file that is there"),
        ("MAIL_PLAIN", "yes", "`allowed`"),
        ("IMPRINT", "one\nBcc: two", "one line"),
        ("SECRET", "short", "at least 16"),
    ],
)
def test_faults_name_variable_and_fix(variable: str, value: str, told: str) -> None:
    """A value that cannot be used is refused with its variable and what would be right."""
    with pytest.raises(BadSetting, match=f"EVENHAND_{variable}") as fault:
        mail_settings({f"EVENHAND_{variable}": value})
    assert told in str(fault.value)


def test_secrets_are_not_shown() -> None:
    """Neither the settings nor a fault of theirs show a password."""
    with pytest.raises(BadSetting) as fault:
        mail_settings({"EVENHAND_MAIL_SERVER": "smtp://me:hunter22@mail.example.org"})
    assert "hunter22" not in str(fault.value)
    with pytest.raises(BadSetting) as fault:
        mail_settings({"EVENHAND_SECRET": "hunter22"})
    assert "hunter22" not in str(fault.value)
    found = mail_settings(
        {
            "EVENHAND_MAIL_SERVER": "smtp://me@mail.example.org",
            "EVENHAND_MAIL_PASSWORD": "hunter22",
            "EVENHAND_SECRET": "hunter22hunter22",
            "EVENHAND_STORE": "postgresql://me:hunter22@db/evenhand",
        }
    )
    assert "hunter22" not in f"{found!r} {found} {found.password} {found.secret!r}"


def test_plain_elsewhere_needs_a_word() -> None:
    """Plain mail to another machine is possible where it is allowed on purpose."""
    given = {"EVENHAND_MAIL_SERVER": "smtp+plain://relay", "EVENHAND_MAIL_PLAIN": "allowed"}
    found = mail_settings(given).server
    assert found
    assert found.host == "relay"


def test_what_is_missing_is_named() -> None:
    """Letters need sender and address of the site, sending a server too."""
    with pytest.raises(BadSetting, match="EVENHAND_MAIL_FROM is not set"):
        needed_for_letters(mail_settings(BASE))
    with pytest.raises(BadSetting, match="EVENHAND_BASE_URL is not set"):
        needed_for_letters(mail_settings(FROM))
    with pytest.raises(BadSetting, match="EVENHAND_MAIL_SERVER is not set"):
        needed_for_sending(mail_settings(FROM | BASE))
