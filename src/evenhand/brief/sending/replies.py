"""What a mail server's answer means for the letter, the address and the sender (RFC 5321 section 4.2, RFC 3463)."""

import re
from typing import Literal

from msgspec import Struct

# Where in the conversation: opening it (greeting, EHLO, TLS, login), MAIL FROM, RCPT TO, DATA, after the text.
Stage = Literal["opening", "sender", "recipient", "data", "text"]
# The letter is accepted; to be tried later; refused; its address is refused; the server needs a pause; nobody can send.
Verdict = Literal["accepted", "later", "refused", "no such address", "pause", "stop"]

GO_ON = 354
ENHANCED = re.compile(rb"\s*([245]\.\d{1,3}\.\d{1,3})(?:\s|$)")
# Codes that speak of this client, not of the letter: not logged in, encryption required, access denied.
ABOUT_US = {530, 534, 535, 538}
# Enhanced codes of an address that will not come back: unknown, moved, disabled (RFC 3463 3.2 and 3.3, RFC 7505).
GONE = {"5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"}
SAID: dict[Stage, str] = {
    "opening": "the connection was refused",
    "sender": "our address was refused",
    "recipient": "the address was refused",
    "data": "the letter was refused",
    "text": "the letter was refused",
}


class Reply(Struct, frozen=True):
    """An answer: its code, its enhanced code (empty where there is none), and where it came."""

    code: int
    enhanced: str
    stage: Stage

    @property
    def numbers(self) -> str:
        """The codes alone, `550 5.1.1`: the words of a server may name the address."""
        return f"{self.code} {self.enhanced}".strip()

    @property
    def reason(self) -> str:
        """What happened, in our words."""
        said = SAID[self.stage] if self.code >= 500 else "the mail server asked to wait"
        return f"{said} ({self.numbers})"


def reply(answer: tuple[int, bytes], stage: Stage) -> Reply:
    """A reply as smtplib gives it, code and text, without its words."""
    code, text = answer
    found = ENHANCED.match(text)
    return Reply(code, found[1].decode() if found else "", stage)


def verdict(answer: Reply) -> Verdict:
    """What follows from an answer.

    An answer of 500 and above to what is the same for everybody (connection, login, MAIL FROM) would fail everybody:
    it stops the sender. 421, and 4.7.x to the letter itself (too much, too fast), ask the sender for a pause; 4.7.x to
    an address is how greylisting asks for a later try.
    """
    if 200 <= answer.code < 400 and (answer.stage != "data" or answer.code == GO_ON):
        return "accepted"
    if answer.code < 500:
        too_fast = answer.enhanced.startswith("4.7.") and answer.stage != "recipient"
        return "pause" if answer.code == 421 or answer.stage in {"opening", "sender"} or too_fast else "later"
    if answer.code in ABOUT_US or answer.stage in {"opening", "sender"}:
        return "stop"
    return "no such address" if answer.stage == "recipient" and not answer.enhanced.startswith("5.7.") else "refused"


def hard(answer: Reply) -> bool:
    """That the answer says for certain that the address is gone; a code without an enhanced one does not."""
    return answer.enhanced in GONE
