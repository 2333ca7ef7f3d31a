"""Message-IDs of deliveries."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from evenhand.brief.letters.message_ids import delivery_of, message_id

SECRET = "tests " * 4
CHECKED = settings(deadline=None, derandomize=True, database=None)


def test_a_delivery_keeps_its_id() -> None:
    """Every attempt at a delivery has the same Message-ID, another delivery another one."""
    one = message_id("brief", 12, "catalog.example", SECRET)
    assert one == message_id("brief", 12, "catalog.example", SECRET)
    assert re.fullmatch(r"<brief\.12\.[0-9a-f]{24}@catalog\.example>", one)
    assert len({message_id("brief", number, "catalog.example", SECRET) for number in range(100)}) == 100


@CHECKED
@given(st.integers(1, 10**15))
def test_a_delivery_is_read_back(delivery: int) -> None:
    """With brackets or without, as bounces quote it; with another secret it is nobody's."""
    made = message_id("alert", delivery, "catalog.example", SECRET)
    assert delivery_of(made, SECRET) == delivery_of(f" {made[1:-1]}\r\n", SECRET) == delivery
    assert delivery_of(made, "another secret") is None


@CHECKED
@given(st.integers(0, 20), st.sampled_from("0a9z."))
def test_a_guessed_id_is_nobodys(place: int, mark: str) -> None:
    """An id that differs in one character names no delivery."""
    made = message_id("brief", 7, "catalog.example", SECRET)
    forged = f"{made[:place]}{mark}{made[place + 1 :]}"
    assert forged == made or delivery_of(forged, SECRET) is None
