"""What the reader changed of a ranking, said wherever the ranking is named."""

from evenhand.records.comparison import Snapshot
from evenhand.wording.names import category_label
from evenhand.wording.numbers import listed


def changed_rules(snapshot: Snapshot) -> str:
    """`your weights coding 50 and mathematics 0, scores corrected for chance`; empty where nothing was changed."""
    weights = [f"{category_label(name).lower()} {weight:g}" for name, weight in snapshot.weights.items()]
    own = [f"your weights {listed(tuple(weights))}"] if weights else []
    return ", ".join(own + (["scores corrected for chance"] if snapshot.chance_corrected else []))
