"""Which kinds of changes belong to which topic of the brief, and which come together in one line."""

from evenhand.records.brief import Topic
from evenhand.records.changes import KINDS, Kind

KINDS_OF: dict[Topic, tuple[Kind, ...]] = {
    "models": ("new model", "retirement", "removed model"),
    "places": ("rank shift", "entered board", "left board"),
    "prices": ("price change", "new offer", "ended offer", "removed offer"),
    "benchmarks": ("new benchmark", "removed benchmark", "new source", "removed source"),
    "corrections": ("corrected score", "corrected price", "removed score", "other conditions", "changed description"),
}
# No news for everybody: told to those who watch the model, and counted.
BESIDE: dict[Kind, Topic | None] = {
    "new score": "models",
    "newer score": "models",
    "shift within noise": "places",
    "new rejection": None,
}
TOPIC_OF: dict[Kind, Topic | None] = {**{kind: topic for topic, kinds in KINDS_OF.items() for kind in kinds}, **BESIDE}
# Kinds of which many of one source or board are one line.
TOGETHER: frozenset[Kind] = frozenset(
    {"entered board", "left board", "new offer", "ended offer", "removed offer", *KINDS_OF["corrections"]}
)
# So many of one kind and source still have a line each.
FEW = 3
# So many lines a section shows.
SHOWN = 8


def beside(counts: dict[str, int]) -> dict[str, int]:
    """How many changes of each kind no section tells, in the usual order."""
    return {kind: counts[kind] for kind in KINDS if kind in BESIDE and counts.get(kind)}
