"""The lanes that a page offers to switch between."""

from evenhand.catalog.catalog import Catalog


def lanes(catalog: Catalog) -> dict[str, tuple[str, ...]]:
    """The lanes of each ranking."""
    return {name: tuple(one.lanes) for name, one in catalog.rankings.items()}


def default_lanes(catalog: Catalog) -> dict[str, str]:
    """The lane that each ranking opens with."""
    return {name: one.default_lane for name, one in catalog.rankings.items()}
