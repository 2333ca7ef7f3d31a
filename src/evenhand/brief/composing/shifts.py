"""Places on the default board: who moved further than the intervals leave open, and why; who came and went."""

from collections import Counter

from evenhand.brief.composing.lines import Told, came_together, line_of, lines_together, parts_of_models, told
from evenhand.brief.composing.material import Material
from evenhand.brief.composing.site_pages import log_of
from evenhand.changes.between import model_of
from evenhand.records.brief import BriefLine
from evenhand.records.changes import PlaceChange, Span
from evenhand.records.wording import Sentence
from evenhand.wording.brief import cause_words, places_lead

PUT_RIGHT = ("corrected score", "removed score", "other conditions")


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
    changed = _put_right(material)
    lines = (*(_shift(one, changed, material) for one in shifts), *lines_together(others, material))
    entered, left = (sum(one.kind == kind for one in others) for kind in ("entered board", "left board"))
    lead = places_lead(len(shifts), (shifts or others)[0], material.names, entered, left)
    parts = parts_of_models(came_together(others, material), material)
    return told("places", lines, lead, log_of((*shifts, *others), material), parts)


def _shift(change: PlaceChange, put_right: Counter[str], material: Material) -> BriefLine:
    return line_of(change, material, _cause(change, put_right[change.model], material))


def _cause(change: PlaceChange, put_right: int, material: Material) -> tuple[Sentence, ...]:
    """Why it moved; its new scores are said in its own sentence. Nothing where no fact of any model explains it."""
    rules = material.changes.other_rules
    facts = {"new score", "newer score", *PUT_RIGHT} & material.changes.counts.keys()
    if change.scores and not put_right:
        return ()
    return (cause_words(put_right, rules=rules),) if put_right or rules or facts else ()


def _put_right(material: Material) -> Counter[str]:
    return Counter(str(getattr(one, "model", "")) for one in material.of(PUT_RIGHT))


def _highest(change: PlaceChange) -> tuple[int, str]:
    """The better of the two places: what happens at the top comes first."""
    spans: tuple[Span | None, ...] = (change.before, change.after)
    return min(span.place for span in spans if span), change.model
