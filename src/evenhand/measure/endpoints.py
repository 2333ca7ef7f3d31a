"""`MODEL@ENDPOINT` as something that can be asked: address, protocol, name, key."""

import re
from ipaddress import ip_address
from typing import Any
from urllib.parse import SplitResult, urlsplit

from msgspec import Struct

from evenhand.catalog.nearest import near_or
from evenhand.errors import BadSetting
from evenhand.measure import chat_completions, messages, responses
from evenhand.measure.keys import NO_KEY, Key, find_key, lookup
from evenhand.measure.known_endpoints import KnownEndpoint, at_host, known_endpoints
from evenhand.measure.protocol import Protocol
from evenhand.records.speed_receipt import Kind, Target

PROTOCOLS: dict[Kind, Protocol] = {
    "chat": chat_completions.PROTOCOL,
    "responses": responses.PROTOCOL,
    "anthropic": messages.PROTOCOL,
}
TARGET = re.compile(r"(?P<model>.+?)@(?P<place>https?://.*|[^@/]+)", re.IGNORECASE)


class Endpoint(Struct, frozen=True, kw_only=True):
    """A target with its protocol and key; `notes` say what was guessed.

    `base` is where it stands in place of the target's address, for a server whose port is another one each time.
    """

    target: Target
    protocol: Protocol
    key: Key = NO_KEY
    base: str = ""
    notes: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        """Where requests go."""
        return (self.base or self.target.address) + self.protocol.path

    @property
    def headers(self) -> dict[str, str]:
        """What a request carries beside its body, the key among it."""
        plain = {"Accept": "text/event-stream", "Accept-Encoding": "identity"}
        return plain | self.protocol.headers(self.key.reveal())


class Wanted(Struct, frozen=True, kw_only=True):
    """What a person, or a recipe, says of a target beside `MODEL@ENDPOINT`; empty is left to a guess.

    `model` is an id of the catalog, `name` what the endpoint calls it, `key_from` the one variable of its key.
    `insecure` lets a key go over plain http.
    """

    text: str
    model: str = ""
    name: str = ""
    kind: Kind | None = None
    provider: str | None = None
    key_from: str = ""
    body: dict[str, Any] = {}
    insecure: bool = False


def endpoint(wanted: Wanted) -> Endpoint:
    """The endpoint that a text such as `gpt-5.5@openai` or `qwen3@http://127.0.0.1:8080/v1` means.

    Raises:
        BadSetting: no such form, an unknown host, an address that is not plain http(s), no key where one is needed, or
            a key that would go over the network unencrypted.

    """
    found = TARGET.fullmatch(wanted.text.strip())
    if not found:
        raise BadSetting(
            f"{shown(wanted.text)} is no MODEL@ENDPOINT; write gpt-5.5@openai or qwen3@http://127.0.0.1:8080/v1"
        )
    address, kind, provider, known, notes = _place(found["place"], wanted.kind)
    parts = _checked(address)
    name = provider or f"{parts.hostname}"
    key = find_key(lookup(name, known, wanted.key_from)) if known or wanted.key_from or not _loopback(parts) else NO_KEY
    _refuse_key(key, parts, known, name, wanted)
    target = Target(
        key=f"{found['model']}@{provider or parts.netloc}",
        name=wanted.name or found["model"],
        address=address,
        kind=kind,
        model=wanted.model,
        provider=wanted.provider if wanted.provider is not None else provider,
        limit_field=known.limit if known else "max_tokens",
        body=wanted.body,
    )
    return Endpoint(target=target, protocol=PROTOCOLS[kind], key=key, notes=tuple(notes))


def shown(text: str) -> str:
    """What a person typed as an endpoint, for a message: without what may be a password or a key in it."""
    text = re.sub(r"//.*@", "//…@", text)
    return repr(re.sub(r"[?#].*", "?…", text)[:120])


def _place(text: str, kind: Kind | None) -> tuple[str, Kind, str, KnownEndpoint | None, list[str]]:
    """Address, protocol, provider where known, and what was guessed."""
    if "://" not in text:
        hosts = known_endpoints()
        if text not in hosts:
            near = near_or(text, hosts, "known are")
            raise BadSetting(f"no endpoint is called {shown(text)}; {near}; or give its address, http(s)://…")
        return hosts[text].address, kind or hosts[text].kind, text, hosts[text], []
    host = _checked(text).hostname or ""
    here = at_host(host)
    address, notes = _base(text)
    guessed, why = _guessed(text, host, here[1] if here else None)
    if kind is None:
        notes.append(f"{guessed} is a guess, {why}; --kind says otherwise")
    return address, kind or guessed, here[0] if here else "", here[1] if here else None, notes


def _base(text: str) -> tuple[str, list[str]]:
    """The address without the path of a protocol; one without any path gets the usual `/v1`, said aloud."""
    address = text.rstrip("/")
    for protocol in PROTOCOLS.values():
        if address.endswith(protocol.path):
            return address.removesuffix(protocol.path), []
    if not urlsplit(address).path:
        return f"{address}/v1", [f"the address has no path: {address}/v1 is asked"]
    return address, []


def _guessed(text: str, host: str, known: KnownEndpoint | None) -> tuple[Kind, str]:
    """The protocol of an address: by its path, by its host, else the one that most servers speak."""
    for kind, protocol in PROTOCOLS.items():
        if text.rstrip("/").endswith(protocol.path):
            return kind, f"its path ends in {protocol.path}"
    if known:
        return known.kind, f"as {host} usually is"
    if "anthropic" in host:
        return "anthropic", "by its name"
    return "chat", "as most servers are"


def _checked(address: str) -> SplitResult:
    """The parts of an address.

    Raises:
        BadSetting: not http or https, no host, or something in it that does not belong there.

    """
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        raise BadSetting(f"{shown(address)} is no address") from None  # the cause quotes the address as it is
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise BadSetting(f"{shown(address)} is no address; give one with http:// or https://")
    if parts.username is not None or parts.query or parts.fragment:
        raise BadSetting(
            f"{shown(address)}: leave name, password and query out of the address; a key goes into the environment"
        )
    return parts


def _loopback(parts: SplitResult) -> bool:
    host = parts.hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _refuse_key(key: Key, parts: SplitResult, known: KnownEndpoint | None, name: str, wanted: Wanted) -> None:
    """Refuse to go without a key that is needed, and to send one in the clear.

    Raises:
        BadSetting: either.

    """
    if not key and (known or wanted.key_from):
        names = " or ".join(lookup(name, known, wanted.key_from).variables)
        raise BadSetting(
            f"{name} needs a key: put it into {names}, or into a keyring with: keyring set evenhand {name}"
        )
    if key and parts.scheme == "http" and not _loopback(parts) and not wanted.insecure:
        raise BadSetting(
            f"the key from {key.origin} would go to {parts.hostname} unencrypted; use https, or allow it: --insecure"
        )
