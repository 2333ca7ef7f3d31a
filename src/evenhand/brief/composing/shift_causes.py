"""Why a model moved beyond noise: what changed of scores and rules between the two boards, as far as it is known."""

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from evenhand.brief.composing.material import Material
from evenhand.brief.composing.weeks import days_before
from evenhand.catalog.as_of import known_by, last_day
from evenhand.changes.logged import changes_logged
from evenhand.records.changes import Kind, PlaceChange, ScoreChange, ScoreKind
from evenhand.records.wording import Sentence
from evenhand.wording.brief import other_cause, own_cause

NEW: tuple[ScoreKind, ...] = ("new score", "newer score")
PUT_RIGHT: tuple[ScoreKind, ...] = ("corrected score", "removed score")
RESTATED: ScoreKind = "other conditions"
LATER: tuple[Kind, ...] = (*PUT_RIGHT, RESTATED)


class ScoresBetween(Struct, frozen=True):
    """Scores by model that changed between two boards: new ones, corrected or removed ones, other conditions."""

    new: Counter[str]
    put_right: Counter[str]
    restated: Counter[str]

    def of(self, model: str) -> int:
        """How many scores of a model changed."""
        return self.new[model] + self.put_right[model] + self.restated[model]

    def of_others(self, model: str) -> bool:
        """Whether a score of any other model changed."""
        every = (self.new, self.put_right, self.restated)
        return any(count for table in every for name, count in table.items() if name != model)


def cause(change: PlaceChange, material: Material) -> tuple[Sentence, ...]:
    """Why it moved, beside new scores, which the sentence of the move counts; nothing where no cause is known.

    Between two catalogs their differences are all that there is. Boards on file are further apart than a week: what
    became known between their own days counts. Of these the rules are not known, and an older board that was worked
    out later may hold already what was put right since, so that is then no cause.
    """
    scores = _scores_on_file(change, material) if material.dated else _scores_between(material)
    rules = material.changes.other_rules
    model = change.model
    if scores.of(model) or change.scores:
        later = material.dated and change.was_basis == "as of"
        put_right, restated = (0, 0) if later else (scores.put_right[model], scores.restated[model])
        return (own_cause(put_right, restated, rules=rules),) if put_right or restated or rules else ()
    others = scores.of_others(model)
    since = change.since if material.dated else ""
    return (other_cause(since, rules=rules, others=others),) if rules or others else ()


def _scores_between(material: Material) -> ScoresBetween:
    """What the two catalogs differ in."""
    found = [one for one in material.changes.changes if isinstance(one, ScoreChange)]
    return ScoresBetween(_models(found, NEW), _models(found, PUT_RIGHT), _models(found, (RESTATED,)))


def _scores_on_file(change: PlaceChange, material: Material) -> ScoresBetween:
    """What became known after the older board's day, up to the newer one's, or was put right on a day between."""
    since, until = change.since, change.day
    catalog = material.newer
    new = Counter(row.model for row in catalog.observations if since < known_by(row) <= until)
    logged = changes_logged(catalog, since=days_before(since, -1), until=until, kinds=LATER)
    found = [one for one in logged if isinstance(one, ScoreChange) and last_day(one.day) <= until]
    return ScoresBetween(new, _models(found, PUT_RIGHT), _models(found, (RESTATED,)))


def _models(changes: Iterable[ScoreChange], kinds: Iterable[ScoreKind]) -> Counter[str]:
    wanted = frozenset(kinds)
    return Counter(one.model for one in changes if one.kind in wanted)
