"""Progress on long work."""

import pytest
from rich.progress import Progress

from evenhand.cli.waiting import progress


def test_what_began_before_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first thing is not done when it begins; the bar never goes beyond its end, whatever is told last."""
    told: list[tuple[str, int]] = []

    def update(self: Progress, task: int, *, description: str, completed: int) -> None:  # noqa: ARG001 - rich's own
        told.append((description, completed))

    monkeypatch.setattr(Progress, "update", update)
    with progress(2) as step:
        for what, how in (("aider", "reading"), ("epoch", "reading"), ("", "writing"), ("", "writing")):
            step(what, how)
    assert told == [("reading aider", 0), ("reading epoch", 1), ("writing", 2), ("writing", 2)]
