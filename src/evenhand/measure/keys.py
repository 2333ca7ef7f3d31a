"""Keys: where they are found, and that they stay unseen."""

import os
import re
from base64 import b64encode
from collections.abc import Mapping
from urllib.parse import quote

from msgspec import Struct

from evenhand.errors import BadSetting
from evenhand.measure.known_endpoints import KnownEndpoint

OURS = "EVENHAND_KEY_"
SERVICE = "evenhand"
HIDDEN = "[key]"
SHORTEST = 8
LONGEST_TEXT = 200
VARIABLE = re.compile(r"[A-Z_][A-Z0-9_]*")
LIKE_A_KEY = re.compile(r"(?=[A-Z]*\d)[A-Z0-9]{16,}|[A-Z]{24,}")  # names of variables part their words
UNPRINTABLE = re.compile(r"[^\x20-\x7e\xa0-\uffff]+|[\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]+")


class Key:
    """A secret that shows itself only when it is asked to, for the header of a request.

    It is not written by `repr`, `str`, `format`, pickling or an encoder. `origin` says where it came from.
    """

    __slots__ = ("_secret", "origin")

    def __init__(self, secret: str, origin: str) -> None:
        """Keep it.

        Raises:
            BadSetting: it holds what no header can (blanks, line ends, other than ASCII).

        """
        self._secret = secret.strip()
        self.origin = origin
        if not self._secret.isascii() or not self._secret.isprintable() or " " in self._secret:
            raise BadSetting(f"the key in {origin} holds a blank, a line end or a letter that no key has")

    def __bool__(self) -> bool:
        return bool(self._secret)

    def __repr__(self) -> str:
        return f"Key({HIDDEN}, from {self.origin})" if self else "Key(none)"

    def __reduce__(self) -> tuple[object, ...]:
        raise TypeError("a key is not written anywhere")

    def reveal(self) -> str:
        """The secret itself, for a header alone."""
        return self._secret

    def hide(self, text: str) -> str:
        """A text of others as one short printable line, without the key and without any part of it of eight letters.

        The key is found in any case, escaped for an address, and as Base64.
        """
        for written in self._forms():
            text = _without(text, written)
        return UNPRINTABLE.sub(" ", text).strip()[:LONGEST_TEXT]

    def _forms(self) -> tuple[str, ...]:
        if not self:
            return ()
        coded = b64encode(self._secret.encode()).decode().rstrip("=")
        return (self._secret, quote(self._secret, safe=""), coded)


NO_KEY = Key("", "")


def _without(text: str, secret: str) -> str:
    """The text with every run that it shares with the secret hidden, in any case; a short secret as a whole only."""
    width = min(SHORTEST, len(secret))
    low, folded = text.lower(), secret.lower()
    if len(low) != len(text):  # a letter whose small form is longer: places would not agree
        low = text = text.encode("ascii", "replace").decode().lower()
    parts = {folded[at : at + width] for at in range(len(folded) - width + 1)}
    shown = [True] * len(text)
    for at in range(len(low) - width + 1):
        if low[at : at + width] in parts:
            shown[at : at + width] = [False] * width
    return re.sub("\0+", HIDDEN, "".join(letter if seen else "\0" for letter, seen in zip(text, shown, strict=True)))


class Lookup(Struct, frozen=True, kw_only=True):
    """Where the key of an endpoint may be: variables in their order, then the entry of a keyring."""

    variables: tuple[str, ...]
    entry: str


def lookup(name: str, known: KnownEndpoint | None, named: str = "") -> Lookup:
    """Where the key of an endpoint called `name` is looked for; a maker's variable for that maker's own address only.

    `named` is the one variable that a person chose.

    Raises:
        BadSetting: it is no name of a variable; it may be the key itself, so that it is not shown.

    """
    if named:
        if not VARIABLE.fullmatch(named) or LIKE_A_KEY.search(named):
            raise BadSetting(
                "--key-from takes the name of a variable of the environment, in capitals such as OPENAI_API_KEY, and "
                "never the key itself; what was given is no such name and is not shown"
            )
        return Lookup(variables=(named,), entry="")
    ours = OURS + re.sub(r"[^A-Z0-9]+", "_", name.upper()).strip("_")
    return Lookup(variables=(ours, *(known.variables if known else ())), entry=name)


def find_key(where: Lookup, environment: Mapping[str, str] | None = None) -> Key:
    """The first key found, or none.

    Raises:
        BadSetting: what is found cannot be a key.

    """
    environment = os.environ if environment is None else environment
    for variable in where.variables:
        if environment.get(variable, "").strip():
            return Key(environment[variable], variable)
    kept = _from_keyring(where.entry) if where.entry else ""
    return Key(kept, f"the keyring's entry {SERVICE}/{where.entry}") if kept else NO_KEY


def _from_keyring(entry: str) -> str:
    """What a keyring of this machine has under our name; nothing where there is none, or it stays locked."""
    try:
        import keyring  # noqa: PLC0415 - its backends take a tenth of a second
        from keyring.errors import KeyringError  # noqa: PLC0415 - as above
    except ImportError:
        return ""
    try:
        return keyring.get_password(SERVICE, entry) or ""
    except (KeyringError, RuntimeError, OSError):
        return ""
