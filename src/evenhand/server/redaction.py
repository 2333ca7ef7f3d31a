"""Taking out of a log what belongs to a reader or opens a door: addresses, tokens, passwords, keys."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

HIDDEN = "(hidden)"
SECRETS = ("EVENHAND_MAIL_PASSWORD", "EVENHAND_SECRET", "EVENHAND_METRICS_TOKEN", "PGPASSWORD")
SECRET_FILES = ("EVENHAND_MAIL_PASSWORD_FILE",)
STORE = "EVENHAND_STORE"
# A shorter one would take words out of everything.
SHORTEST_SECRET = 5
NAMES = frozenset(
    {"address", "addresses", "authorization", "email", "key", "mail", "password", "recipient", "secret", "to", "token"}
)
# Each part is bounded, so that a long text costs no more than its length.
RULES = (
    (re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|\Z)", re.DOTALL), HIDDEN),
    (re.compile(r"\[parameters: .*\]"), f"[parameters: {HIDDEN}]"),
    (re.compile(r"(?<=://)[^\s/]{1,512}@"), f"{HIDDEN}@"),
    (re.compile(r"(/brief/(?:confirm|preferences|unsubscribe)/)(?!\{)[^\s/?#'\"<>]+"), rf"\1{HIDDEN}"),
    # Signed tokens: payload, maybe a time, and a signature of 20, 32 or 64 bytes in base64 (itsdangerous).
    (re.compile(r"(?<![\w.-])[\w-]{2,2000}\.(?:[\w-]{5,8}\.)?(?:[\w-]{86}|[\w-]{43}|[\w-]{27})(?![\w-])"), HIDDEN),
    # An address of RFC 5321 or 6531, also inside a link, where its sign is written %40.
    (
        re.compile(
            r"(?:[^\s@<>()\[\],;:\"'\\%]|(?<=\w)'|%(?!40)){1,64}(?:@|%40)(?:[\w-]{1,63}\.){1,8}[^\W\d_][\w-]{1,63}",
            re.IGNORECASE,
        ),
        HIDDEN,
    ),
)


def secrets_of(environment: Mapping[str, str]) -> tuple[str, ...]:
    """The secrets that settings hold or name a file of, the longest first."""
    found = {environment.get(name, "") for name in SECRETS}
    found |= {_content(environment.get(name, "")) for name in SECRET_FILES}
    password = urlsplit(environment.get(STORE, "")).password or ""
    found |= {password, unquote(password)}
    return tuple(sorted((one for one in found if len(one) >= SHORTEST_SECRET), key=len, reverse=True))


def redacted(event: Mapping[str, Any], secrets: tuple[str, ...] = ()) -> dict[str, Any]:
    """The event without any of it, however deep it lies; what is no plain value is written as text first."""
    return {name: HIDDEN if name.casefold() in NAMES else _clean(value, secrets) for name, value in event.items()}


def redacted_text(text: str, secrets: tuple[str, ...] = ()) -> str:
    """The text without any of it."""
    for secret in secrets:
        text = text.replace(secret, HIDDEN)
    for pattern, put in RULES:
        text = pattern.sub(put, text)
    return text


def _clean(value: object, secrets: tuple[str, ...]) -> Any:  # noqa: ANN401 - any value of JSON
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Mapping):
        return redacted({str(name): one for name, one in value.items()}, secrets)
    if isinstance(value, list | tuple | set | frozenset):
        return [_clean(one, secrets) for one in value]
    return redacted_text(value if isinstance(value, str) else repr(value), secrets)


def _content(file: str) -> str:
    try:
        return Path(file).expanduser().read_text("utf-8").strip() if file else ""
    except (OSError, UnicodeDecodeError):
        return ""
