"""The pair in an address: `a-vs-b`, either side by any of its names."""

from evenhand.catalog import naming
from evenhand.catalog.catalog import Catalog
from evenhand.catalog.naming import Subject, subject
from evenhand.errors import UnknownModel

BETWEEN = "-vs-"


class UnknownPair(UnknownModel):
    """One side of a pair is unknown; `other` is the side that is known, if any."""

    def __init__(self, cause: UnknownModel, other: Subject | None) -> None:
        super().__init__(cause.text, cause.nearest, cause.names, said=cause.said)
        self.other = other
        self.kind = cause.kind


def pair(catalog: Catalog, text: str) -> tuple[Subject, Subject]:
    """Both sides of `a-vs-b`; where a name itself holds `-vs-`, the split at which both sides are known.

    Raises:
        UnknownPair: no split gives two known sides.

    """
    parts = text.split(BETWEEN)
    failures = []
    for place in range(1, len(parts)):
        try:
            return both(catalog, BETWEEN.join(parts[:place]), BETWEEN.join(parts[place:]))
        except UnknownPair as unknown:
            failures.append(unknown)
    if failures:
        raise max(failures, key=lambda failure: failure.other is not None)
    raise UnknownPair(_unknown(catalog, text), None)


def both(catalog: Catalog, left: str, right: str) -> tuple[Subject, Subject]:
    """Two subjects by name.

    Raises:
        UnknownPair: one is unknown, or both are.

    """
    try:
        first = subject(catalog, left)
    except UnknownModel as unknown:
        raise UnknownPair(unknown, known(catalog, right)) from unknown
    try:
        return first, subject(catalog, right)
    except UnknownModel as unknown:
        raise UnknownPair(unknown, first) from unknown


def in_order(left: Subject, right: Subject) -> tuple[Subject, Subject]:
    """Both sides in the order of a page's address: alphabetical."""
    return (left, right) if left.address <= right.address else (right, left)


def pair_path(left: Subject, right: Subject) -> str:
    """`gemma-4-12b-vs-gpt-5.5`, alphabetical."""
    return BETWEEN.join(side.address for side in in_order(left, right))


def alone(catalog: Catalog, text: str) -> Subject | None:
    """The one model of an address that names one in place of two: `gpt-5.5`, `gpt-5.5-vs-`."""
    return known(catalog, text.removeprefix(BETWEEN).removesuffix(BETWEEN))


def known(catalog: Catalog, text: str) -> Subject | None:
    """A subject by name; None when nothing has it."""
    if naming.named(catalog, text.strip().partition("@")[0]) is None:
        return None
    try:
        return subject(catalog, text)
    except UnknownModel:
        return None


def _unknown(catalog: Catalog, text: str) -> UnknownModel:
    try:
        subject(catalog, text)
    except UnknownModel as unknown:
        return unknown
    return UnknownModel(text)
