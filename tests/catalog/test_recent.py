"""The store of what was worked out lately."""

from evenhand.catalog.recent import Recent


def test_a_value_is_made_once_while_there_is_room() -> None:
    """None too; a full store begins anew."""
    made: list[int] = []

    def make(number: int) -> int | None:
        made.append(number)
        return number or None

    known: Recent[int | None] = Recent(3)
    assert [known.of(number, lambda number=number: make(number)) for number in (0, 1, 0, 2, 1)] == [None, 1, None, 2, 1]
    assert made == [0, 1, 2]
    assert known.of(3, lambda: make(3)) == 3
    assert len(known) == 1
    assert known.of(0, lambda: make(0)) is None
    assert made == [0, 1, 2, 3, 0]
