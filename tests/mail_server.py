"""A real mail server in a process of its own, which writes down what it takes, and misbehaves by chance or by name.

Started as a program it serves until its standard input ends. Each letter that it takes is a line of `taken.jsonl`
before the client hears of it; each answer of 400 and above is a line of `refused.jsonl`.
"""

import asyncio
import base64
import os
import random
import re
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import msgspec
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from msgspec import Struct

TAKEN, REFUSED = "taken.jsonl", "refused.jsonl"
BREAK, LATE = "break", "late"
LETTERS = "letters_so_far"
MESSAGE_ID = re.compile(rb"^message-id:\s*(\S+)", re.IGNORECASE | re.MULTILINE)


class Faults(Struct, frozen=True, kw_only=True):
    """How often each goes wrong, as a share of the letters that come so far; `slow` ones take `seconds` longer.

    A `late` one is taken, and the answer kept back until the client has gone.
    """

    busy: float = 0.0
    break_at_recipient: float = 0.0
    later_at_recipient: float = 0.0
    refuse_recipient: float = 0.0
    break_in_text: float = 0.0
    later_at_text: float = 0.0
    refuse_text: float = 0.0
    break_after_text: float = 0.0
    late: float = 0.0
    slow: float = 0.0
    seconds: float = 0.01


NO_FAULTS = Faults()


class Behaviour(Struct, frozen=True, kw_only=True):
    """What the server does: faults by chance with a seed; answers to named addresses, at RCPT and after the text.

    An answer is a line such as `550 5.1.1 unknown`, or `break`; after the text also `late`, as in the faults.
    `certificate` and `key` are PEM files for STARTTLS; with a `login`, `user:password`, nobody sends without it.
    `most` is how many letters one connection may bring. Without `keep` only recipient and Message-ID are written down.
    """

    faults: Faults = NO_FAULTS
    seed: int = 0
    at_recipient: dict[str, str] = {}
    at_text: dict[str, str] = {}
    at_sender: str = ""
    certificate: str = ""
    key: str = ""
    login: str = ""
    most: int = 0
    keep: bool = True


class Taken(Struct, frozen=True, kw_only=True):
    """A letter that the server took: to whom, its Message-ID, its bytes as they came."""

    to: str
    id: str
    message: str = ""

    @property
    def raw(self) -> bytes:
        """The bytes as they came, dots undone."""
        return base64.b64decode(self.message)

    @property
    def parsed(self) -> EmailMessage:
        """The letter as the standard library reads it."""
        return message_from_bytes(self.raw, policy=default)  # type: ignore[return-value]


class Refused(Struct, frozen=True, kw_only=True):
    """An answer of 400 and above, or a connection that was broken off, and for whom."""

    to: str
    answer: str


class RunningServer:
    """A server at work on this machine."""

    def __init__(self, folder: Path, port: int) -> None:
        self.port, self._folder = port, folder
        self.address = f"smtp+plain://127.0.0.1:{port}"

    def taken(self) -> list[Taken]:
        """What it took so far, in order."""
        return _lines(self._folder / TAKEN, Taken)

    def bytes_taken(self) -> int:
        """How large its book of letters is: cheap to ask, and it grows with each."""
        book = self._folder / TAKEN
        return book.stat().st_size if book.exists() else 0

    def refused(self) -> list[Refused]:
        """What it refused so far, in order."""
        return _lines(self._folder / REFUSED, Refused)


def _lines(file: Path, kind: type[Any]) -> list[Any]:
    if not file.exists():
        return []
    return [msgspec.json.decode(line, type=kind) for line in file.read_bytes().splitlines()]


@contextmanager
def mail_server(folder: Path, behaviour: Behaviour = Behaviour()) -> Iterator[RunningServer]:  # noqa: B008 - it is frozen
    """A server in a process of its own that keeps its books in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, __file__, str(folder), msgspec.json.encode(behaviour).decode()]
    with (folder / "log").open("wb") as log:
        serving = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log)
    try:
        assert serving.stdout is not None
        line = serving.stdout.readline()
        assert line, (folder / "log").read_text()
        yield RunningServer(folder, int(line))
    finally:
        serving.communicate()


class Books:
    """Letters taken and refused, as lines that are there before the client hears of them."""

    def __init__(self, folder: Path) -> None:
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
        self._taken, self._refused = (os.open(folder / name, flags, 0o600) for name in (TAKEN, REFUSED))

    def take(self, to: str, message: bytes, *, keep: bool) -> None:
        """Write down a letter."""
        kept = base64.b64encode(message).decode() if keep else ""
        named = MESSAGE_ID.search(message[: message.find(b"\r\n\r\n")])
        taken = Taken(to=to, id=named[1].decode() if named else "", message=kept)
        os.write(self._taken, msgspec.json.encode(taken) + b"\n")

    def refuse(self, to: str, answer: str) -> None:
        """Write down a refusal."""
        os.write(self._refused, msgspec.json.encode(Refused(to=to, answer=answer)) + b"\n")


class Scripted:
    """The server's decisions (aiosmtpd calls these methods)."""

    def __init__(self, behaviour: Behaviour, books: Books) -> None:
        self._does, self._books = behaviour, books
        self._chance = random.Random(behaviour.seed)  # noqa: S311 - no secret

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """The answer to MAIL FROM."""
        full = 0 < self._does.most <= getattr(session, LETTERS, 0)
        if full or self._by_chance(self._does.faults.busy):
            return "421 4.7.0 come again"
        if self._does.at_sender:
            return self._refused(server, "", self._does.at_sender)
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """The answer to RCPT TO."""
        faults = self._does.faults
        if self._by_chance(faults.slow):
            await asyncio.sleep(faults.seconds)
        answer = self._does.at_recipient.get(address) or self._chosen(
            (faults.break_at_recipient, BREAK),
            (faults.later_at_recipient, "451 4.3.0 later"),
            (faults.refuse_recipient, f"550 5.1.1 <{address}> is unknown here"),
        )
        if answer:
            return self._refused(server, address, answer)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        """The answer to the text."""
        faults, to = self._does.faults, envelope.rcpt_tos[0]
        if self._by_chance(faults.slow):
            await asyncio.sleep(faults.seconds)
        answer = self._does.at_text.get(to) or self._chosen(
            (faults.later_at_text, "451 4.3.0 later"), (faults.refuse_text, "554 5.6.0 not like that")
        )
        if answer and answer != LATE:
            return self._refused(server, to, answer)
        assert isinstance(envelope.content, bytes)
        self._books.take(to, envelope.content, keep=self._does.keep)
        setattr(session, LETTERS, getattr(session, LETTERS, 0) + 1)
        if self._by_chance(faults.break_after_text):
            self._books.refuse(to, BREAK)
            server.transport.abort()
        if answer == LATE or self._by_chance(faults.late):
            self._books.refuse(to, LATE)
            await asyncio.Event().wait()  # aiosmtpd cancels it when the client has gone
        return "250 OK"

    def breaks_in_text(self) -> bool:
        """Whether the connection breaks before the end of this text."""
        return self._by_chance(self._does.faults.break_in_text)

    def _by_chance(self, share: float) -> bool:
        return bool(share) and self._chance.random() < share

    def _chosen(self, *cases: tuple[float, str]) -> str:
        return next((answer for share, answer in cases if self._by_chance(share)), "")

    def _refused(self, server: SMTP, to: str, answer: str) -> str:
        self._books.refuse(to, answer)
        if answer == BREAK:
            server.transport.abort()
        return "451 gone" if answer == BREAK else answer


class Server(SMTP):
    """aiosmtpd's server, which can also break a connection in the middle of a text."""

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802 - aiosmtpd's name
        """As in aiosmtpd, unless this connection is to break."""
        assert self.envelope is not None
        assert self.transport is not None
        if self.envelope.rcpt_tos and self.event_handler.breaks_in_text():
            await self.push("354 go on")
            await self._reader.readuntil(b"\r\n")
            self.transport.abort()
            return
        await super().smtp_DATA(arg)


async def _serve(folder: Path, does: Behaviour) -> None:
    context = None
    if does.certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(does.certificate, does.key)

    def allowed(_server: Any, _session: Any, _envelope: Any, _mechanism: str, given: Any) -> AuthResult:
        user, _, password = does.login.partition(":")
        right = isinstance(given, LoginPassword) and (given.login, given.password) == (user.encode(), password.encode())
        return AuthResult(success=right, handled=False)

    script = Scripted(does, Books(folder))

    def connected() -> Server:
        return Server(
            script,
            hostname="mail.example.org",
            data_size_limit=None,
            tls_context=context,
            require_starttls=bool(context),
            authenticator=allowed if does.login else None,
            auth_required=bool(does.login),
        )

    serving = await asyncio.get_running_loop().create_server(connected, "127.0.0.1", 0)
    print(serving.sockets[0].getsockname()[1], flush=True)  # noqa: T201 - the protocol
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    os._exit(0)


if __name__ == "__main__":
    asyncio.run(_serve(Path(sys.argv[1]), msgspec.json.decode(sys.argv[2], type=Behaviour)))
