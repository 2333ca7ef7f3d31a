"""Progress on long work."""

import pytest
from rich.progress import Progress

from evenhand.cli.waiting import counted, progress


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


def test_files_and_what_was_read_of_them_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bar stands at the files that are done, and says how many items of the one at work were read."""
    told: list[tuple[str, int, int]] = []

    def update(self: Progress, task: int, *, description: str, completed: int, total: int) -> None:  # noqa: ARG001 - rich's own
        told.append((description, completed, total))

    monkeypatch.setattr(Progress, "update", update)
    with counted("items") as tell:
        tell("a.eval", 0, 2, 0)
        tell("a.eval", 0, 2, 12_500)
        tell("[b].eval", 1, 2, 0)
    assert told == [("a.eval", 0, 2), ("a.eval, 12,500 items", 0, 2), ("[b].eval", 1, 2)]
