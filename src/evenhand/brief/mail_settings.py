"""Settings of the brief's mail, read from the environment once and checked there.

`EVENHAND_STORE` (a file or `postgresql://…`), `EVENHAND_SECRET` (signs tokens; else one is kept in the store),
`EVENHAND_BASE_URL` (the site's address, which links in letters begin with), `EVENHAND_MAIL_SERVER`
(`smtp://user@host:587` with STARTTLS, `smtps://user@host:465`, `smtp+plain://127.0.0.1:25`), `EVENHAND_MAIL_PASSWORD`
(or `_FILE`), `EVENHAND_MAIL_CA` (a file of certificates to trust), `EVENHAND_MAIL_PLAIN=allowed` (plain also beyond
this machine), `EVENHAND_MAIL_FROM`, `EVENHAND_MAIL_RATE` (letters a second), `EVENHAND_IMPRINT`, `EVENHAND_DKIM_KEY`
(a file) with `EVENHAND_DKIM_SELECTOR`, `EVENHAND_BRIEF_EMPTY` (`line` or `none`), `EVENHAND_BOUNCES` (mbox or Maildir).
"""

import os
from collections.abc import Mapping
from email.headerregistry import Address
from email.policy import default
from importlib.util import find_spec
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Literal
from urllib.parse import SplitResult, unquote, urlsplit

from msgspec import Struct

from evenhand.errors import BadSetting

Security = Literal["starttls", "tls", "plain"]
Empty = Literal["line", "none"]
SCHEMES: dict[str, tuple[Security, int]] = {
    "smtp": ("starttls", 587),
    "smtps": ("tls", 465),
    "smtp+plain": ("plain", 25),
}
SERVERS = "smtp://user@host:587, smtps://user@host:465 or smtp+plain://127.0.0.1:25"
NO_PASSWORD = "put the password into EVENHAND_MAIL_PASSWORD"  # noqa: S105 - it is none
SHORTEST_SECRET = 16
FASTEST = 10_000
# What the extra `brief` installs and the form cannot do without.
LIBRARIES = ("alembic", "css_inline", "dkim", "email_validator", "itsdangerous", "sqlalchemy", "structlog")


class Hidden(Struct, frozen=True):
    """A secret text that no `repr`, log or error shows."""

    text: str = ""

    def __bool__(self) -> bool:
        return bool(self.text)

    def __repr__(self) -> str:
        return "Hidden(…)" if self.text else "Hidden()"

    __str__ = __repr__


class MailServer(Struct, frozen=True, kw_only=True):
    """Where letters are handed over: host, port, how the connection is secured, and who logs in (empty: nobody)."""

    host: str
    port: int
    security: Security
    user: str = ""


class MailSettings(Struct, frozen=True, kw_only=True):
    """All settings of the brief; an empty text, None and 0 mean that nothing was set.

    `store` is empty for the default file; `sender` is the From of letters, `Name <address>` or an address; `base` has
    no slash at its end; `dkim_key` is the text of a PEM file; `rate` is letters a second, 0 without a limit.
    """

    store: str = ""
    secret: Hidden = Hidden()
    base: str = ""
    server: MailServer | None = None
    password: Hidden = Hidden()
    authorities: Path | None = None
    sender: str = ""
    rate: float = 0.0
    imprint: str = ""
    dkim_key: Hidden = Hidden()
    dkim_selector: str = ""
    empty: Empty = "line"
    bounces: Path | None = None

    def __repr__(self) -> str:
        return f"MailSettings(base={self.base!r}, sender={self.sender!r}, server={self.server!r})"

    @property
    def sender_address(self) -> str:
        """The address of `sender` alone."""
        return _mailbox(self.sender).addr_spec if self.sender else ""

    @property
    def sender_name(self) -> str:
        """The name in `sender`, empty where it is an address alone."""
        return _mailbox(self.sender).display_name if self.sender else ""

    @property
    def sender_domain(self) -> str:
        """The domain of `sender`, which signs letters and names the list."""
        return _mailbox(self.sender).domain if self.sender else ""

    @property
    def host(self) -> str:
        """The host of `base`, by which a sender greets a mail server."""
        return urlsplit(self.base).hostname or "localhost"

    @property
    def form_on(self) -> bool:
        """That people can subscribe at this site: the extra is installed, sender and address of the site are set."""
        return bool(self.sender and self.base) and extra_installed()


def extra_installed() -> bool:
    """That the libraries of the extra `brief` are there; none is imported."""
    return all(find_spec(name) is not None for name in LIBRARIES)


def mail_settings(environment: Mapping[str, str] | None = None) -> MailSettings:
    """The settings in the environment of this process, or in another.

    Raises:
        BadSetting: a value cannot be used; names the variable, the value unless it is secret, and what would be right.

    """
    given = os.environ if environment is None else environment
    read = {name: given.get(f"EVENHAND_{variable}", "").strip() for name, variable in VARIABLES.items()}
    server = _server(read["server"], plain=read["plain"])
    return MailSettings(
        store=read["store"],
        secret=_secret(read["secret"]),
        base=_base(read["base"]),
        server=server,
        password=_password(given, server),
        authorities=_file("MAIL_CA", read["authorities"]),
        sender=_sender(read["sender"]),
        rate=_rate(read["rate"]),
        imprint=_one_line("IMPRINT", read["imprint"]),
        **_dkim(read["dkim_key"], read["dkim_selector"]),
        empty=_empty(read["empty"]),
        bounces=_path("BOUNCES", read["bounces"]),
    )


VARIABLES = {
    "store": "STORE",
    "secret": "SECRET",
    "base": "BASE_URL",
    "server": "MAIL_SERVER",
    "plain": "MAIL_PLAIN",
    "authorities": "MAIL_CA",
    "sender": "MAIL_FROM",
    "rate": "MAIL_RATE",
    "imprint": "IMPRINT",
    "dkim_key": "DKIM_KEY",
    "dkim_selector": "DKIM_SELECTOR",
    "empty": "BRIEF_EMPTY",
    "bounces": "BOUNCES",
}


def needed_for_letters(settings: MailSettings) -> MailSettings:
    """The settings, if letters can be written with them: sender and address of the site are there.

    Raises:
        BadSetting: one is not set.

    """
    if not settings.sender:
        raise BadSetting('EVENHAND_MAIL_FROM is not set; give who letters are from, as "Evenhand <brief@example.org>"')
    if not settings.base:
        raise BadSetting("EVENHAND_BASE_URL is not set; give the site's address, as https://evenhand.example.org")
    return settings


def needed_for_sending(settings: MailSettings) -> tuple[MailSettings, MailServer]:
    """The settings and the mail server, if letters can be sent with them.

    Raises:
        BadSetting: something is not set.

    """
    needed_for_letters(settings)
    if settings.server is None:
        raise BadSetting(f"EVENHAND_MAIL_SERVER is not set; give {SERVERS}")
    return settings, settings.server


def _server(text: str, *, plain: str) -> MailServer | None:
    if plain not in {"", "allowed"}:
        raise _bad("MAIL_PLAIN", plain, "give `allowed`, or leave it out")
    if not text:
        return None
    parts = _parts(text)
    if parts is None:
        raise _unshown("MAIL_SERVER", "its host or port cannot be read", f"give {SERVERS}; {NO_PASSWORD}")
    if parts.password is not None:
        raise BadSetting(f"EVENHAND_MAIL_SERVER holds a password; {NO_PASSWORD}")
    if parts.scheme not in SCHEMES or not parts.hostname:
        raise _unshown("MAIL_SERVER", "it names no way to a mail server, or no host", f"give {SERVERS}")
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise _unshown("MAIL_SERVER", "something follows its host and port", f"give {SERVERS}; {NO_PASSWORD}")
    security, usual = SCHEMES[parts.scheme]
    if security == "plain" and not (plain or _this_machine(parts.hostname)):
        fix = "plain mail stays on this machine; use smtp:// or smtps://, or set EVENHAND_MAIL_PLAIN=allowed"
        raise _unshown("MAIL_SERVER", "it is plain, to another machine", fix)
    return MailServer(
        host=parts.hostname, port=parts.port or usual, security=security, user=unquote(parts.username or "")
    )


def _password(given: Mapping[str, str], server: MailServer | None) -> Hidden:
    text, file = given.get("EVENHAND_MAIL_PASSWORD", ""), given.get("EVENHAND_MAIL_PASSWORD_FILE", "")
    if text and file:
        raise BadSetting("EVENHAND_MAIL_PASSWORD and EVENHAND_MAIL_PASSWORD_FILE are both set; keep one")
    if file:
        text = _text_of("MAIL_PASSWORD_FILE", file).rstrip("\r\n")
    if text and server is not None and not server.user:
        raise BadSetting(
            "EVENHAND_MAIL_PASSWORD is set, but EVENHAND_MAIL_SERVER names no user; write smtp://user@host"
        )
    if server is not None and server.user and not text:
        raise BadSetting("EVENHAND_MAIL_SERVER names a user; put the password into EVENHAND_MAIL_PASSWORD")
    return Hidden(text)


def _sender(text: str) -> str:
    if text:
        _mailbox(text)
    return text


def _mailbox(text: str) -> Address:
    """The one mailbox that a text names (RFC 5322 section 3.4).

    Raises:
        BadSetting: it names none, or several, or its address is not ASCII.

    """
    fix = 'give one address, as "Evenhand <brief@example.org>"'
    if not text.isprintable():
        raise _bad("MAIL_FROM", text, fix)
    header: Any = default.header_factory("from", text)
    found: tuple[Address, ...] = header.addresses
    if len(found) != 1 or header.defects or "." not in found[0].domain or not found[0].addr_spec.isascii():
        raise _bad("MAIL_FROM", text, fix)
    return found[0]


def _base(text: str) -> str:
    fix = "give the site's address, as https://evenhand.example.org"
    if not text:
        return ""
    parts = _parts(text)
    if parts is None or parts.scheme not in {"https", "http"} or not parts.hostname:
        raise _bad("BASE_URL", _without_login(text), fix)
    clean = not (parts.query or parts.fragment or parts.username or parts.password)
    if not clean or not text.isascii() or " " in text:
        raise _bad("BASE_URL", _without_login(text), fix)
    if parts.scheme == "http" and not _this_machine(parts.hostname):
        raise _bad("BASE_URL", text, "readers' links need https; http is for this machine alone")
    return text.rstrip("/")


def _parts(text: str) -> SplitResult | None:
    """The parts of an address; None where it is none."""
    try:
        parts = urlsplit(text)
        parts.port  # noqa: B018 - reading it is what checks it
    except ValueError:
        return None
    return parts


def _without_login(text: str) -> str:
    """An address without what stands before its last `@`, which may be a password, however the address is broken."""
    scheme, mark, rest = text.partition("://")
    if "@" not in text:
        return text
    return f"{scheme}://…@{rest.rpartition('@')[2]}" if mark and scheme.isalnum() else f"…@{text.rpartition('@')[2]}"


def _rate(text: str) -> float:
    try:
        rate = float(text or 0)
    except ValueError:
        rate = -1.0
    if not 0 <= rate <= FASTEST or (text and not rate):
        raise _bad("MAIL_RATE", text, f"give letters a second, above 0 and at most {FASTEST:,}")
    return rate


def _dkim(file: str, selector: str) -> dict[str, Any]:
    if bool(file) != bool(selector):
        there, missing = ("DKIM_KEY", "DKIM_SELECTOR") if file else ("DKIM_SELECTOR", "DKIM_KEY")
        raise BadSetting(f"EVENHAND_{there} is set, EVENHAND_{missing} is not; letters are signed with both or neither")
    if selector and not all(part.replace("-", "").isalnum() and part.isascii() for part in selector.split(".")):
        raise _unshown("DKIM_SELECTOR", "it is no name", "give one as in DNS: letters, digits, hyphens, dots")
    return {"dkim_key": Hidden(_text_of("DKIM_KEY", file) if file else ""), "dkim_selector": selector}


def _secret(text: str) -> Hidden:
    if text and len(text) < SHORTEST_SECRET:
        raise BadSetting(f"EVENHAND_SECRET is too short; give at least {SHORTEST_SECRET} random characters")
    return Hidden(text)


def _empty(text: str) -> Empty:
    if text in {"", "line"}:
        return "line"
    if text == "none":
        return "none"
    raise _bad("BRIEF_EMPTY", text, "give `line` (a week without changes makes a brief of one line) or `none`")


def _one_line(variable: str, text: str) -> str:
    if text and not text.isprintable():
        raise _bad(variable, text, "give one line of text")
    return text


def _path(variable: str, text: str) -> Path | None:
    if "\0" in text:
        raise _bad(variable, text, "give a path")
    return Path(text).expanduser() if text else None


def _file(variable: str, text: str) -> Path | None:
    path = _path(variable, text)
    if path is not None and not path.is_file():
        raise _bad(variable, text, "give a file that is there")
    return path


def _text_of(variable: str, text: str) -> str:
    """The text of a file that holds a secret; what was given may be the secret itself, so it is never shown."""
    try:
        return Path(text).expanduser().read_text("utf-8")
    except (OSError, ValueError, RuntimeError):
        raise _unshown(variable, "it names no text file that can be read", "give a file that is there") from None


def _this_machine(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _unshown(variable: str, fault: str, fix: str) -> BadSetting:
    """For a value that may hold a password or key."""
    return BadSetting(f"EVENHAND_{variable} cannot be used: {fault}; {fix}")


def _bad(variable: str, value: str, fix: str) -> BadSetting:
    return BadSetting(f"EVENHAND_{variable} is {value[:120]!r}; {fix}")
