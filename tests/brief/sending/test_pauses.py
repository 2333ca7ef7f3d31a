"""How fast letters follow each other, and how the pauses between tries grow."""

import pytest

from evenhand.brief.sending import pauses
from evenhand.brief.sending.pauses import LETTER, Pace


def test_letters_are_never_closer_than_the_rate_says(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the first two nor those after a quiet hour: each waits for the whole pause after the one before."""
    now = [1000.0]
    monkeypatch.setattr(pauses, "monotonic", lambda: now[0])
    pace = Pace(4.0)
    assert pace.left() == 0
    pace.went()
    assert pace.left() == 0.25
    now[0] += 0.2
    assert pace.left() == pytest.approx(0.05)
    now[0] += 3600
    assert pace.left() == 0
    pace.went()
    assert pace.left() == 0.25


def test_without_a_rate_nobody_waits() -> None:
    """No rate is no limit."""
    pace = Pace()
    pace.went()
    assert pace.left() == 0


def test_tries_last_about_three_days() -> None:
    """The pauses between the tries of a letter double, from a minute to four hours."""
    found = [LETTER.after(tries) for tries in range(1, LETTER.most)]
    assert found[:3] == [60, 120, 240]
    assert found[-1] == 4 * 3600
    assert 2.5 < sum(found) / 86_400 < 5
