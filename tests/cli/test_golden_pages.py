"""Whole pages over the toy facts, word for word; `EVENHAND_GOLDEN=write` writes them anew, to be read and committed."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

GOLDEN = Path(__file__).parents[1] / "golden" / "cli"
PAGES = {
    "compare.txt": ("compare", "quill-7", "tarn-2", "--questions"),
    "compare.md": ("compare", "quill-7", "tarn-2", "--markdown"),
    "compare-classic.txt": ("compare", "tarn-2", "quill-7", "--ranking", "classic"),
    "compare-efforts.txt": ("compare", "tarn-2@high", "tarn-2@low"),
    "explain-score.txt": ("explain", "tarn-2", "odd-facts"),
    "explain-category.txt": ("explain", "quill-7", "knowledge", "--against", "tarn-2"),
    "rank.txt": ("rank", "--unranked"),
    "show.txt": ("show", "quill-7"),
    "show-all.txt": ("show", "tarn-2", "--all"),
    "check.txt": ("check",),
    "benchmarks.txt": ("benchmarks",),
    "benchmark.txt": ("benchmarks", "odd-facts"),
    "sources.txt": ("sources",),
    "source.txt": ("sources", "slate-index"),
    "disagreements.txt": ("disagreements",),
    "disagreements.md": ("disagreements", "--kind", "scores", "--markdown"),
}


@pytest.mark.usefixtures("toy_facts")
@pytest.mark.parametrize("name", PAGES)
def test_page(name: str, evenhand: Callable[..., Any]) -> None:
    """A command's page is the one on file."""
    said = evenhand(*PAGES[name]).out
    path = GOLDEN / name
    if os.environ.get("EVENHAND_GOLDEN") == "write":
        path.write_text(said, "utf-8")
    assert said == path.read_text("utf-8")
