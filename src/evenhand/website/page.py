"""What every page carries: title, description, addresses, the snapshot line."""

import json
from typing import Any

from markupsafe import Markup
from msgspec import Struct

from evenhand.records.comparison import Snapshot
from evenhand.wording.names import category_label


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
        f"{changed_rules(snapshot)}."
    )


def changed_rules(snapshot: Snapshot) -> str:
    """What the reader changed of the ranking, to stand after it; empty where nothing was."""
    weights = ", ".join(f"{category_label(name)} {weight:g}" for name, weight in snapshot.weights.items())
    own = f", own weights: {weights}" if weights else ""
    return own + (", scores counted from chance" if snapshot.chance_corrected else "")


def linked_data(thing: dict[str, Any]) -> Markup:
    """JSON-LD that cannot close the element it stands in."""
    text = json.dumps({"@context": "https://schema.org", **thing}, ensure_ascii=False)
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704 - every sign that could end the element was just replaced
