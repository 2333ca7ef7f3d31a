"""The tool over one's own logs: offered only where the server was started with --own, as it answers private texts."""

from typing import Annotated

from msgspec import Meta, Struct, structs

from evenhand.library import Library
from evenhand.library.own_items import compared_items
from evenhand.mcp.arguments import Text
from evenhand.mcp.short_answers import shortened
from evenhand.mcp.tools import Told, Tool
from evenhand.records.item_results import ItemApart, ItemsApart

LONGEST_TEXT = 2_000
System = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=250,
        description="A model by any of its names; name@configuration where it was run under several.",
    ),
]


class OwnItems(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Two models, and a test of one's own logs."""

    left: System
    right: System
    benchmark: Annotated[Text, Meta(description="Only this test; left out: every test that both took.")] = ""
    limit: Annotated[
        int, Meta(ge=0, le=50, description="With a benchmark: how many of the items on which they differ.")
    ] = 10
    texts: Annotated[bool, Meta(description="With a benchmark: prompts and answers of these items too.")] = False


def own_items(library: Library, asked: OwnItems) -> Told:
    """Two models question by question, from the logs that were imported here."""
    found = compared_items(
        library.catalog, asked.left, asked.right, asked.benchmark, most=asked.limit, texts=asked.texts
    )
    if found.apart is not None:
        found = structs.replace(found, apart=_bounded(found.apart))
    return Told(shortened("own_items", found), "\n".join(one.text for one in found.words))


def _bounded(found: ItemsApart) -> ItemsApart:
    return structs.replace(found, shown=tuple(map(_cut, found.shown)))


def _cut(one: ItemApart) -> ItemApart:
    """The item with texts that an agent can carry."""
    texts = {name: getattr(one, name) for name in ("prompt", "left_output", "right_output")}
    longer = {name: f"{text[:LONGEST_TEXT]} …" for name, text in texts.items() if len(text) > LONGEST_TEXT}
    return structs.replace(one, **longer)


OWN_TOOLS = (
    Tool(
        "own_items",
        "Compare two models on your own logs",
        "Compares two models question by question on the results that the user imported on this machine: exact paired "
        "test, interval of the difference, where they agree, and which items one solves and the other does not. These "
        "results are private and stand apart: they enter no public score, place or verdict.",
        OwnItems,
        {"schema": "string", "comparison": "object", "words": "array"},
        own_items,
    ),
)
