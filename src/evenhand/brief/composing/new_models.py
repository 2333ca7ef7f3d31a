"""Models that came, with where they enter the board, models that were retired, models that went."""

from msgspec import structs

from evenhand.brief.composing.lines import Told, line_of, told
from evenhand.brief.composing.material import UNPLACED, Material
from evenhand.brief.composing.topics import KINDS_OF, SHOWN
from evenhand.changes.between import model_of
from evenhand.changes.evidence import of_offer, of_score
from evenhand.records.brief import BriefLine
from evenhand.records.changes import Change, DescriptionChange, Evidence, Span
from evenhand.records.wording import Sentence
from evenhand.wording.brief import entered_words, maker_words, models_lead, unplaced_words
from evenhand.wording.change_log import board_label


def models_told(material: Material) -> Told:
    """New models, those that have a place first, then what was retired and what went."""
    found = _in_order(material)
    if not found:
        return Told()
    lines = (_line(change, material) for change in found)
    return told("models", lines, _lead(found, material))


def _line(change: Change, material: Material) -> BriefLine:
    """One model; where no source states its description, the first row that mentions it is the evidence."""
    line = line_of(change, material, _details(change, material))
    if change.kind != "new model" or (line.evidence and line.evidence.link):
        return line
    mention = _first_mention(model_of(change), material)
    if mention is None:
        return line
    return structs.replace(
        line, evidence=mention, source_name=material.names.get(f"source/{mention.source}", mention.source)
    )


def _first_mention(model: str, material: Material) -> Evidence | None:
    """The oldest price or score of a model."""
    newer = material.newer
    scores = (row for rows in newer.observations_of.get(model, {}).values() for row in rows)
    found = (*map(of_offer, newer.offers_of.get(model, ())), *map(of_score, scores))
    return min(found, key=lambda one: (one.day, one.file, one.line), default=None)


def _in_order(material: Material) -> list[Change]:
    """New models, then the others; where there are many of both, half of the lines that are shown are for each."""
    found = sorted(material.of(KINDS_OF["models"]), key=lambda one: _order(one, material))
    new = [one for one in found if one.kind == "new model"]
    others = [one for one in found if one.kind != "new model"]
    room = max(SHOWN // 2, SHOWN - len(others))
    rest = SHOWN - min(len(new), room)
    return new[:room] + others[:rest] + new[room:] + others[rest:]


def _order(change: Change, material: Material) -> tuple[object, ...]:
    """What was retired before what went; by place, then what has a day of release, by counted tests and by offers."""
    model = model_of(change)
    known, row = material.newer.models.get(model), material.rows.get(model)
    another = bool(known and (known.moving or known.snapshot_of))
    tests, offers = row.counted if row else 0, len(material.newer.offers_of.get(model, ()))
    name = material.names.get(f"model/{model}", model)
    undated = material.dated and _undated(change)
    return change.kind == "removed model", material.place(model), undated, another, -tests, -offers, name


def _details(change: Change, material: Material) -> tuple[Sentence, ...]:
    """Who made a new model and where it enters; nothing more of one that went."""
    model = material.newer.models.get(model_of(change))
    if change.kind != "new model" or model is None:
        return ()
    lab = material.newer.labs[model.lab].name
    return maker_words(lab, model.released or "" if material.dated else ""), *_standing(model.id, material)


def _standing(model: str, material: Material) -> tuple[Sentence, ...]:
    """Its place as it entered the board, else on the newer board, else why it has none; nothing without a board."""
    found, row = material.span(model), material.rows.get(model)
    entry, board = material.entered.get(model), material.board
    if found:
        label, later = board_label(material.board_name(entry), material.names), entry and entry.now_basis == "as of"
        return (entered_words(*found, label, reconstructed=bool(later)),)
    return (unplaced_words(row.why_unranked if row else "", material.newer.date),) if board else ()


def _lead(found: list[Change], material: Material) -> Sentence:
    """How many of each; of new models the highest is named, of which those without a day of release are none."""
    came = [one for one in found if one.kind == "new model"]
    new = [one for one in came if not (material.dated and _undated(one))]
    retired, removed = (sum(one.kind == kind for one in found) for kind in ("retirement", "removed model"))
    first = min(new, key=lambda one: _entered_at(one, material), default=found[0])
    name = material.names.get(f"model/{model_of(first)}", model_of(first))
    return models_lead(len(new), retired, removed, name, _entry(first, material), len(came) - len(new))


def _undated(change: Change) -> bool:
    """Whether it is a model that came without a day of release: it may be an old one."""
    return isinstance(change, DescriptionChange) and change.kind == "new model" and change.after is None


def _entered_at(change: Change, material: Material) -> int:
    entry = _entry(change, material)
    return entry.place if entry else UNPLACED


def _entry(change: Change, material: Material) -> Span | None:
    """Where a new model entered; of a past week not where it stands today."""
    model = model_of(change)
    if change.kind != "new model" or (material.dated and model not in material.entered):
        return None
    found = material.span(model)
    return found[0] if found else None
