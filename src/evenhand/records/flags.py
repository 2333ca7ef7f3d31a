"""What is to be kept in mind about a score, a test, a category or a model: a kind, and the figures it follows from."""

from typing import Literal

from msgspec import Struct

from evenhand.records.states import Side

FlagKind = Literal[
    "saturated",
    "stale",
    "contaminated",
    "contamination risk",
    "vendor-reported",
    "second-hand",
    "items assumed",
    "few items",
    "suspect error",
    "sources disagree",
    "single source",
    "settings differ",
    "outlier",
    "redundant",
    "thin",
    "selective",
]


class Flag(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A flag with its figures and, as text, its facts; `FIGURES` names them. `side` where it is about one side.

    A flag changes no figure of a comparison: it says what a reader should know of one.
    """

    kind: FlagKind
    by: str = ""
    side: Side | None = None
    figures: dict[str, float] = {}
    facts: dict[str, str] = {}


# By kind and what it follows from: the figures, then the facts, that such a flag has. Points are of 0 to 100; `apart`
# and `allowed` are in the benchmark's own unit.
FIGURES: dict[tuple[str, str], tuple[str, ...]] = {
    ("saturated", "reliability"): ("models", "noise", "spread", "reliability", "limit"),
    ("saturated", "same scores"): ("models",),
    ("saturated", "ceiling"): ("top", "error", "errors", "highest", "ceiling"),
    ("saturated", "information"): ("information", "peak", "share", "limit"),
    ("stale", "newer version"): ("version", "newer"),
    ("stale", "recent models"): ("taken", "recent", "limit"),
    ("stale", "verified scores"): ("days", "limit", "newest"),
    ("stale", "its file"): ("reason",),
    ("contaminated", "its file"): ("reason",),
    ("contamination risk", "date"): ("public", "cutoff"),
    ("contamination risk", "residual"): ("residual", "limit"),
    ("contamination risk", "dated items"): ("drop", "error", "errors", "limit"),
    ("contamination risk", "twin"): ("drop", "typical", "models", "errors", "limit", "twin"),
    ("vendor-reported", ""): ("tier", "source"),
    ("vendor-reported", "category"): ("tests", "of", "share", "difference"),
    ("second-hand", ""): ("tier", "source"),
    ("items assumed", ""): ("items",),
    ("few items", ""): ("items", "limit"),
    ("suspect error", ""): ("reported", "binomial", "items"),
    ("sources disagree", ""): ("apart", "allowed", "source", "other"),
    ("single source", ""): ("scores", "source"),
    ("settings differ", ""): ("setting", "left", "right"),
    ("outlier", ""): ("weight", "limit"),
    ("redundant", ""): ("correlation", "models", "weight", "total", "other"),
    ("thin", "shared tests"): ("tests", "limit"),
    ("thin", "measured"): ("measured", "limit"),
    ("selective", ""): ("index", "limit"),
}
# Figures that a flag of this kind has where there is something to say: the effect of leaving vendors' scores out; how
# many joint standard errors are allowed, where both sources report one.
OPTIONAL = {("vendor-reported", "category"): ("without",), ("sources disagree", ""): ("times",)}
