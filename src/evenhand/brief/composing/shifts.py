"""Places on the default board: who moved further than the intervals leave open, and why; who came and went."""

from evenhand.brief.composing.lines import Told, came_together, line_of, lines_together, parts_of_models, told
from evenhand.brief.composing.material import Material
from evenhand.brief.composing.shift_causes import cause
from evenhand.changes.between import model_of
from evenhand.records.changes import PlaceChange, Span
from evenhand.wording.brief import places_lead


def places_told(material: Material) -> Told:
    """Shifts beyond noise, the highest place first; then models that entered or left, but for new ones.

    Where a new model enters is told with it.
    """
    new = set(map(model_of, material.of(("new model",))))
    placed = [one for one in material.of(("rank shift", "entered board", "left board")) if isinstance(one, PlaceChange)]
    shifts = sorted((one for one in placed if one.kind == "rank shift"), key=_highest)
    others = [one for one in placed if one.kind != "rank shift" and one.model not in new]
    if not (shifts or others):
        return Told()
    moved = (line_of(one, material, cause(one, material)) for one in shifts)
    lines = (*moved, *lines_together(others, material))
    entered, left = (sum(one.kind == kind for one in others) for kind in ("entered board", "left board"))
    lead = places_lead(len(shifts), (shifts or others)[0], material.names, entered, left)
    parts = parts_of_models(came_together(others, material), material)
    return told("places", lines, lead, parts)


def _highest(change: PlaceChange) -> tuple[int, str]:
    """The better of the two places: what happens at the top comes first."""
    spans: tuple[Span | None, ...] = (change.before, change.after)
    return min(span.place for span in spans if span), change.model
