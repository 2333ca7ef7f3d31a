"""Names out of a result file that may stand on a page and in a table: short, on one line, without markup."""

import re
from datetime import date

from evenhand.catalog.plain_text import UNSAFE
from evenhand.errors import BadLog

LONGEST_NAME = 300
DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ].*)?", re.DOTALL)


def plain_name(file: str, place: str, name: str) -> str:
    """The name itself, blanks around it left out; empty stays empty.

    Raises:
        BadLog: markup or control characters in it, or longer than 300 characters.

    """
    plain = name.strip()
    if len(plain) > LONGEST_NAME:
        raise BadLog(file, f"a name of more than {LONGEST_NAME} characters", place=place, value=plain)
    if UNSAFE.search(plain) or not plain.isprintable():
        raise BadLog(file, "markup or control characters in a name", place=place, value=plain)
    return plain


def day_of(text: str) -> str:
    """The ISO day that a time begins with; empty where it begins with none."""
    found = DAY.fullmatch(text.strip())
    if found is None:
        return ""
    try:
        return date.fromisoformat(found[1]).isoformat()
    except ValueError:
        return ""
