"""YAML as plain lists and tables: every scalar is the text that stands there, and nothing refers to anything else."""

from typing import Any

import yaml

from evenhand.errors import RefusedRefresh
from evenhand.importers.limits import refuse_large
from evenhand.importers.raw_files import text_of

LARGEST = 8 * 2**20
DEEPEST = 50
MOST_VALUES = 500_000
REFERRING = "anchors, aliases and merges can stand for more than memory holds; write the values out"


def read_yaml(name: str, body: bytes) -> Any:  # noqa: ANN401 - lists, tables and texts, as they come
    """The one document of a YAML file: `list`, `dict` and `str` only; no text is turned into a number, date or truth.

    Of a key that stands twice in a table the last holds, as YAML has it.

    Raises:
        RefusedRefresh: not YAML, anchors, aliases or tags, a key that is no text, too large, too deep.

    """
    refuse_large(name, "the file", len(body), LARGEST)
    building = _Building(name)
    try:
        for event in yaml.parse(text_of(name, body), Loader=yaml.CSafeLoader):
            building.take(event)
    except yaml.YAMLError as error:
        what = " ".join(str(error).split())[:200]
        raise RefusedRefresh(f"{name} is not YAML: {what}") from error
    if len(building.documents) != 1:
        raise RefusedRefresh(f"{name} holds {len(building.documents)} YAML documents; one is expected")
    return building.documents[0]


Nest = list[Any] | dict[str, Any]
Held = str | Nest


class _Building:
    """Puts events together without recursion, so that depth costs nothing."""

    def __init__(self, name: str) -> None:
        self.documents: list[Held] = []
        self._name = name
        self._open: list[Nest] = []
        self._keys: list[str | None] = []
        self._values = 0

    def take(self, event: yaml.Event) -> None:
        """Add one event."""
        if isinstance(event, yaml.NodeEvent):
            self._refuse_unplain(event)
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, yaml.SequenceStartEvent):
            self._begin(event, [])
        elif isinstance(event, yaml.MappingStartEvent):
            self._begin(event, {})
        elif isinstance(event, yaml.CollectionEndEvent):
            self._open.pop()
            self._keys.pop()

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        if self._open and isinstance(self._open[-1], dict) and self._keys[-1] is None:
            self._keys[-1] = event.value
        else:
            self._put(event, event.value)

    def _begin(self, event: yaml.NodeEvent, empty: Nest) -> None:
        self._put(event, empty)
        self._open.append(empty)
        self._keys.append(None)
        if len(self._open) > DEEPEST:
            raise self._refused(event, f"nested more than {DEEPEST} deep")

    def _put(self, event: yaml.NodeEvent, value: Held) -> None:
        self._values += 1
        if self._values > MOST_VALUES:
            raise self._refused(event, f"more than {MOST_VALUES:,} values")
        if not self._open:
            self.documents.append(value)
        elif isinstance(self._open[-1], list):
            self._open[-1].append(value)
        elif self._keys[-1] is None:
            raise self._refused(event, "a key that is no text")
        else:
            self._open[-1][self._keys[-1]] = value
            self._keys[-1] = None

    def _refuse_unplain(self, event: yaml.NodeEvent) -> None:
        if event.anchor is not None or getattr(event, "value", "") == "<<":
            raise self._refused(event, REFERRING)
        tag = getattr(event, "tag", None)
        if tag not in {None, "!"}:
            raise self._refused(event, f"the tag {tag!r}; only plain values are read")

    def _refused(self, event: yaml.Event, why: str) -> RefusedRefresh:
        line = event.start_mark.line + 1 if event.start_mark else "?"
        return RefusedRefresh(f"{self._name}, line {line}: {why}")
