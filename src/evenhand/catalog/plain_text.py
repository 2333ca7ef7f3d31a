"""What may not stand in the texts of facts: markup, control characters, marks that hide text, formulas."""

import re
from collections.abc import Iterator
from math import isfinite

from evenhand.catalog.places import Path

# Control characters (tab and line feed are judged apart), markup, and the marks that reorder or hide text.
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f<>\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
FORMULA = ("=", "+", "-", "@")
NUMBERLIKE = re.compile(r"^[+-]?[\d.,]+\s*(%|pp|points)?$")
PARAGRAPHS = {"about", "notes"}


def fault_of_text(text: str, *, paragraphs: bool = False, number: bool = False) -> str:
    """What is wrong with a text, or nothing. `paragraphs` may hold lines, `number` may begin with a sign."""
    if UNSAFE.search(text) or (not paragraphs and ("\n" in text or "\t" in text)):
        return "markup or control characters"
    if text.startswith(FORMULA) and not (number and NUMBERLIKE.match(text)):
        return "the beginning of a formula"
    return ""


def faults_in_table(table: object, path: Path = ()) -> Iterator[tuple[Path, str, str]]:
    """Every text, key and number of a TOML table that may not stand there: its path, what is wrong, the value."""
    if isinstance(table, dict):
        for name, inner in table.items():
            if UNSAFE.search(name):
                yield (*path, name), "markup or control characters in a key", repr(name)
            yield from faults_in_table(inner, (*path, name))
    elif isinstance(table, list):
        for number, inner in enumerate(table):
            yield from faults_in_table(inner, (*path, number))
    elif isinstance(table, str):
        wrong = fault_of_text(table, paragraphs=bool(PARAGRAPHS.intersection(path)))
        if wrong:
            yield path, wrong, repr(table)
    elif isinstance(table, float) and not isfinite(table):
        yield path, "not a finite number", str(table)
