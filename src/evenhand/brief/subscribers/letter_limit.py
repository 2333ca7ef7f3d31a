"""How many letters requests bring to an address in a week: counted by a keyed mark that outlives the address."""

import hmac
from hashlib import sha256

from sqlalchemy import ColumnElement, Connection, func, insert, select

from evenhand.brief.store.tables import requests

WEEK = 7 * 86_400_000
MOST_TO_AN_ADDRESS = 3
"""Letters that requests can bring to one address in a week."""
PURPOSE = b"evenhand.brief.address:"
TO = "to:"


def address_mark(secret: str, folded: str) -> str:
    """The mark of a folded address: `to:` and 32 hexadecimal digits of HMAC-SHA256 under the site's secret."""
    return TO + hmac.new(secret.encode(), PURPOSE + folded.encode(), sha256).hexdigest()[:32]


def count_letter(connection: Connection, mark: str, now: int) -> None:
    """Note that a request brings a letter to the address of this mark: a handled row of `requests`, without address."""
    row = {"address": "", "preferences": "", "wording": "", "network": mark, "at": now, "handled_at": now}
    connection.execute(insert(requests).values(**row))


def written_enough(connection: Connection, mark: str, now: int) -> bool:
    """Whether requests have brought as many letters to this address within a week as they may."""
    lately = select(func.count()).where(requests.c.network == mark, requests.c.at > now - WEEK)
    return connection.execute(lately).scalar_one() >= MOST_TO_AN_ADDRESS


def still_counted(now: int) -> ColumnElement[bool]:
    """The rows of `requests` that count a letter of this week."""
    return requests.c.network.startswith(TO) & (requests.c.at > now - WEEK)
