"""The answer that a reply gives, and whether it is the right one; pure text, no model judges.

A reply that names its answer is taken at its word: what follows the last `ANSWER:` (or `the answer is`). Else the last
line that is not empty counts. Two different answers in that place are none.
"""

import re
from decimal import Decimal, InvalidOperation

MARK = re.compile(r"(?:\banswer\b\s*[:=]|\banswer\s+is\b\s*:?)[ \t]*\n?", re.IGNORECASE)
DRESS = re.compile(r"[*_`$]+|\\boxed|\\text|^#+\s*", re.MULTILINE)
OPTION = re.compile(r"\(([A-Z])\)")
LONE_OPTION = re.compile(r"\(?([A-Za-z])[).:]?(?=\s|$)")
NUMBER = re.compile(r"[-−]?\d[\d,]*(?:\.\d+)?")
CLOSED = (("true", "false"), ("yes", "no"), ("valid", "invalid"))


def stated(reply: str) -> str:
    """What a reply states as its answer: one line, without marks of emphasis."""
    plain = DRESS.sub("", reply)
    marks = list(MARK.finditer(plain))
    if marks:
        after = plain[marks[-1].end() :].strip()
        return after.splitlines()[0].strip() if after else ""
    lines = [line.strip() for line in plain.splitlines() if line.strip()]
    return lines[-1] if lines else ""


def is_right(reply: str, target: str) -> bool:
    """Whether a reply gives this answer of BIG-Bench Hard: an option, one of two words, or a text."""
    said = stated(reply)
    if OPTION.fullmatch(target):
        return _option(said) == target[1]
    for pair in CLOSED:
        if target.casefold() in pair:
            return _one_of(said, pair) == target.casefold()
    if NUMBER.fullmatch(target):
        return same_number(last_number(said), target)
    return _words(said) == _words(target)


def _option(said: str) -> str:
    """The letter of the one option that is named, else empty."""
    named: set[str] = set(OPTION.findall(said))
    if len(named) == 1:
        return named.pop()
    lone = LONE_OPTION.match(said)
    return lone.group(1).upper() if lone and not named else ""


def _one_of(said: str, pair: tuple[str, str]) -> str:
    """The one word of the pair that stands there, else empty."""
    there = set(re.findall(r"[a-z]+", said.casefold())) & set(pair)
    return there.pop() if len(there) == 1 else ""


def _words(text: str) -> list[str]:
    """Words and brackets as they follow each other, whatever stands between."""
    return re.findall(r"[\w&'-]+|[\[\](){}<>]", text.casefold())


def last_number(text: str) -> str:
    """The last number in a text, without separators of thousands; empty if there is none."""
    found: list[str] = NUMBER.findall(text)
    return found[-1].replace(",", "").replace("−", "-") if found else ""


def same_number(one: str, other: str) -> bool:
    """Whether two texts are the same number."""
    try:
        return Decimal(one.replace(",", "")) == Decimal(other.replace(",", ""))
    except InvalidOperation:
        return False


def solution(worked: str) -> str:
    """The number at the end of a worked solution of GSM8K."""
    return worked.rpartition("####")[2].strip()


def is_solved(reply: str, worked: str) -> bool:
    """Whether a reply's number is that of GSM8K's worked solution: the stated one, else the last of the reply."""
    _, marked, after = reply.rpartition("####")
    number = last_number(after.strip().partition("\n")[0]) if marked else last_number(stated(reply))
    return same_number(number or last_number(reply), solution(worked))
