"""Settings of a run that may be kept: as text on one line, without keys, passwords and addresses that hold them."""

import re
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from urllib.parse import urlsplit

from msgspec import Raw
from msgspec.json import Decoder

from evenhand.importers.logs.typed_json import text_of

SECRET = re.compile(
    r"(^|[_.-])(key|keys|apikey|auth|authorization|bearer|credential|credentials|cookie|headers|passwd|password"
    r"|secret|secrets|signature)($|[_.-])|(^|[_.-])token$|access_token|extra_headers",
    re.IGNORECASE,
)
KEY_LIKE = re.compile(
    r"\b(?:sk|pk|rk|hf|ghp|gho|glpat|xox[abp])[-_][A-Za-z0-9_-]{12,}|\bAKIA[0-9A-Z]{12,}|\bBearer\s+\S{8,}"
)
ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://[^\s\"'<>]+", re.IGNORECASE)
LONGEST = 400
HEAD = 120
DEEPEST = 12

_DICT = Decoder(dict[str, Raw])
_LIST = Decoder(list[Raw])


def kept(settings: Mapping[str, Raw], before: str = "") -> Iterator[tuple[str, str]]:
    """Those that say something and hold no secret, by name, as text; `before` is put in front of each name."""
    for name, raw in settings.items():
        text = one_line(shown(raw)) if not is_secret(name) else ""
        if text and text not in {"{}", "[]"}:
            yield one_line(before + name), text


def is_secret(name: str) -> bool:
    """Whether a setting of this name may hold a key or a password."""
    return bool(SECRET.search(name))


def shown(raw: Raw | bytes) -> str:
    """A value as text, secrets inside it left out: numbers with their own digits, lists and tables as JSON."""
    body = bytes(raw).lstrip()
    if body[:1] in {b"{", b"["}:
        return without_secrets(_plain(body))
    return without_secrets(text_of(raw))


def without_secrets(text: str) -> str:
    """The text with addresses cut down to host and path, and what looks like a key replaced."""
    return KEY_LIKE.sub("(left out)", ADDRESS.sub(lambda found: address(found[0]), text))


def address(text: str) -> str:
    """An address without user, password, query and fragment; empty where it is none."""
    try:
        parts = urlsplit(text)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.hostname or ''}{port}{parts.path}" if parts.scheme else ""


def one_line(text: str) -> str:
    """On one line, without control characters; what is too long is cut and told apart by a hash of the whole."""
    plain = text if text.isprintable() else "".join(map(_escaped, text))
    if len(plain) <= LONGEST:
        return plain
    return f"{plain[:HEAD]}… ({blake2b(text.encode('utf-8', 'surrogatepass'), digest_size=6).hexdigest()})"


def _escaped(character: str) -> str:
    return character if character.isprintable() else character.encode("unicode_escape").decode("ascii")


def _plain(body: bytes, depth: int = 0) -> str:
    """JSON of a table or list on one line, names with secrets left out, numbers as they stand there."""
    if body[:1] not in {b"{", b"["}:
        return body.decode("utf-8", "replace")
    if depth > DEEPEST:
        return "…"
    if body[:1] == b"[":
        return "[" + ", ".join(_plain(bytes(raw).strip(), depth + 1) for raw in _LIST.decode(body)) + "]"
    parts = {name: _plain(bytes(raw).strip(), depth + 1) for name, raw in _DICT.decode(body).items()}
    return "{" + ", ".join(f'"{name}": {text}' for name, text in parts.items() if not is_secret(name)) + "}"
