"""The list of sources of scores: one line a source."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from msgspec import Struct

from evenhand.importers import benchlm, benchpress, gemma_card, kimi_card
from evenhand.importers.findings import Findings, Known


class Importer(Struct, frozen=True):
    """The three steps of a source: read a local path, make rows of it, make observations and refusals of the rows."""

    fetch: Callable[[Path], str]
    parse: Callable[[str], list[Any]]
    translate: Callable[[list[Any], Known], Findings]


def read_text(path: Path) -> str:
    """The raw file of a source, UTF-8."""
    return path.read_text(encoding="utf-8")


SCORE_SOURCES: dict[str, Importer] = {
    "benchlm": Importer(read_text, benchlm.parse, benchlm.translate),
    "benchpress": Importer(read_text, benchpress.parse, benchpress.translate),
    "gemma-4-model-card": Importer(read_text, gemma_card.parse, gemma_card.translate),
    "kimi-k2.5-card": Importer(read_text, kimi_card.parse, kimi_card.translate),
}
