"""What every page carries: title, description, addresses, the snapshot line."""

import json
from typing import Any

from markupsafe import Markup
from msgspec import Struct

from evenhand.records.comparison import Snapshot
from evenhand.wording.changed_rules import changed_rules


class Page(Struct, kw_only=True):
    """The variables of `base.html`. `data` is the address of the same answer as JSON."""

    title: str
    description: str
    section: str = ""
    canonical: str = ""
    data: str = ""
    snapshot: str = ""


def snapshot_line(snapshot: Snapshot) -> str:
    """Which catalog, ranking and lane an answer comes from."""
    return (
        f"Snapshot of {snapshot.date}, catalog {snapshot.catalog[:12]}, "
        f"ranking {snapshot.ranking}, {snapshot.lane} lane (tiers {', '.join(snapshot.tiers)})"
        f"{', ' if changed_rules(snapshot) else ''}{changed_rules(snapshot)}."
    )


def linked_data(thing: dict[str, Any]) -> Markup:
    """JSON-LD that cannot close the element it stands in."""
    text = json.dumps({"@context": "https://schema.org", **thing}, ensure_ascii=False)
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704 - every sign that could end the element was just replaced
