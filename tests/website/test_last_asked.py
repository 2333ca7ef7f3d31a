"""What is remembered of the last question is given to the very same one, and to no other."""

from evenhand.website.rows.last_asked import kept_for_the_last


def test_only_the_very_same_things_get_the_last_answer() -> None:
    """Equal things that are not the same are worked out anew, and so is what was asked before the last."""
    asked: list[tuple[object, ...]] = []

    @kept_for_the_last
    def told(*given: object) -> int:
        asked.append(given)
        return len(asked)

    one, equal = [1], [1]
    assert [told(one), told(one), told(equal), told(one), told(one, one), told()] == [1, 1, 2, 3, 4, 5]
    assert told() == 5
