"""What may not stand in the texts of facts: markup, control characters, marks that hide text, formulas."""

import re
from collections.abc import Collection, Iterator
from math import isfinite

from evenhand.catalog.misfits import Misfit
from evenhand.catalog.places import Path, shown

# Control characters but the line feed, markup, and the marks that reorder or hide text.
MARKS = "\x00-\x09\x0b-\x1f\x7f-\x9f<>\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff"
UNSAFE = re.compile(f"[{MARKS}]")
SUSPECT = re.compile(f"[{MARKS}\n]|^[=+@-]")
FORMULA = ("=", "+", "-", "@")
NUMBERLIKE = re.compile(r"[+-]?[\d.,]+(e[+-]?\d+)?\s*(%|pp|points)?", re.IGNORECASE)
PARAGRAPHS = {"about", "notes"}
FIX = "use plain text that begins with a letter or a digit"
BEGINNINGS = tuple(f"\n{sign}" for sign in FORMULA)
QUOTINGS = ("\\", '"""', "'''", *(f"{quote}{sign}" for quote in "\"'" for sign in FORMULA))
ENDLESS = re.compile(r"\b(?:nan|inf)\b")


def is_doubtful_csv(cells: Collection[str]) -> bool:
    """Whether any of these cells can be at fault; far cheaper than to look at each."""
    text = "\n".join(("", *cells))
    return _is_marked(text) or text.count("\n") > len(cells) or any(beginning in text for beginning in BEGINNINGS)


def is_doubtful_toml(text: str) -> bool:
    """Whether any text, key or number of a whole description can be at fault."""
    endless = ("nan" in text or "inf" in text) and ENDLESS.search(text) is not None
    return _is_marked(text) or endless or any(quoting in text for quoting in QUOTINGS)


def _is_marked(text: str) -> bool:
    return "<" in text or ">" in text or not text.replace("\n", "").isprintable()


def fault_of_cell(text: str) -> str:
    """What is wrong with the text of a CSV cell, or nothing; a number may begin with a sign."""
    if not SUSPECT.search(text):
        return ""
    if UNSAFE.search(text) or "\n" in text:
        return "markup or control characters"
    return "" if NUMBERLIKE.fullmatch(text) else "the beginning of a formula"


def faults_of_table(table: object, path: Path = ()) -> Iterator[Misfit]:
    """Every key, text and number of a TOML table that may not stand there."""
    if isinstance(table, dict):
        for name, inner in table.items():
            if UNSAFE.search(name) or "\n" in name:
                yield Misfit((*path, name), "markup or control characters in a key", name, FIX)
            yield from faults_of_table(inner, (*path, name))
    elif isinstance(table, list):
        for number, inner in enumerate(table):
            yield from faults_of_table(inner, (*path, number))
    elif isinstance(table, str):
        yield from _text(table, path)
    elif isinstance(table, float) and not isfinite(table):
        yield Misfit(path, f"{shown(path)!r} is not a finite number", str(table), "give a number")


def _text(text: str, path: Path) -> Iterator[Misfit]:
    lines = bool(PARAGRAPHS.intersection(path))
    if UNSAFE.search(text) or ("\n" in text and not lines):
        yield Misfit(path, f"markup or control characters in {shown(path)!r}", text, FIX)
    elif text.startswith(FORMULA):
        yield Misfit(path, f"the beginning of a formula in {shown(path)!r}", text, FIX)
