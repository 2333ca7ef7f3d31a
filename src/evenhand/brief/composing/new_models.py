"""Models that came, with where they enter the board, models that were retired, models that went."""

from evenhand.brief.composing.lines import Told, line_of, told
from evenhand.brief.composing.material import Material
from evenhand.brief.composing.site_pages import log_of
from evenhand.brief.composing.topics import KINDS_OF
from evenhand.changes.between import model_of
from evenhand.records.changes import Change
from evenhand.records.wording import Sentence
from evenhand.wording.brief import entered_words, maker_words, models_lead, unplaced_words
from evenhand.wording.change_log import board_label


def models_told(material: Material) -> Told:
    """New models that have a place first, then what was retired, then other new models, then what went."""
    found = sorted(material.of(KINDS_OF["models"]), key=lambda one: _order(one, material))
    if not found:
        return Told()
    lines = (line_of(change, material, _details(change, material)) for change in found)
    return told("models", lines, _lead(found, material), log_of(found, material))


def _order(change: Change, material: Material) -> tuple[object, ...]:
    model = model_of(change)
    placed = material.span(model) is not None
    late = {"new model": 0 if placed else 2, "retirement": 1}.get(change.kind, 3)
    row = material.rows.get(model)
    return late, material.place(model), -(row.counted if row else 0), material.names.get(f"model/{model}", model)


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
    entry = material.entered.get(model)
    if entry:
        board = f"{entry.ranking}/{entry.lane}"
    elif material.board:
        board = f"{material.board.snapshot.ranking}/{material.board.snapshot.lane}"
    else:
        return ()
    name = board_label(board, material.names)
    if found:
        return (entered_words(*found, name),)
    return (unplaced_words(row.why_unranked if row else "", material.newer.date, name),)


def _lead(found: list[Change], material: Material) -> Sentence:
    new, retired, removed = (sum(one.kind == kind for one in found) for kind in KINDS_OF["models"])
    first = model_of(found[0])
    at = material.span(first) if found[0].kind == "new model" else None
    return models_lead(new, retired, removed, material.names.get(f"model/{first}", first), at[0] if at else None)
