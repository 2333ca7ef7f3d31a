"""Why a model moved: what changed between the two boards, on whatever days, and nothing where that is not known."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from invented_weeks import LAST, brief_of, shift
from msgspec import structs

from evenhand.brief.composing.archive import brief_between, past_briefs
from evenhand.catalog.catalog import Catalog
from evenhand.catalog.place_records import write_places
from evenhand.changes import days
from evenhand.changes.between import changes_between
from evenhand.changes.put_right import PutRight
from evenhand.comparison.snapshot import snapshot_of
from evenhand.records.board import Board
from evenhand.records.brief import Brief
from evenhand.records.changes import Change, ScoreChange
from evenhand.records.facts import Model, Observation
from evenhand.records.places import Basis, PlaceRecord
from evenhand.settings import DATA_VARIABLE
from invented_catalogs import CLASSIC, EVEN, catalog_of, score

BEFORE, AFTER = "2026-05-31", "2026-06-30"
MOVED = ((6, 5, 7), (2, 1, 3))
ORDERS = {BEFORE: ("bob", "cy", "ada"), AFTER: ("ada", "bob", "cy")}
CHANGED = {"eligibility": structs.replace(EVEN.eligibility, benchmarks=7)}


def changed(kind: str, model: str, day: str = LAST, **fields: object) -> ScoreChange:
    """A change of a score of a model."""
    return ScoreChange(kind=kind, day=day, model=model, benchmark="fix", source="card", after=50.0, **fields)  # type: ignore[arg-type]


def causes(brief: Brief, model: str = "ada") -> list[str]:
    """What is said of a model's shift beside the sentence of its move."""
    [found] = [one for one in brief.sections if one.topic == "places"]
    [line] = [one for one in found.lines if one.kind == "rank shift" and one.models == (model,)]
    return [one.text for one in line.details]


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ([], []),
        ([changed("corrected score", "ada"), changed("removed score", "ada")],
         ["2 scores of it corrected or removed."]),
        ([changed("other conditions", "ada")], ["1 score of it now stated for other conditions."]),
        ([changed("corrected score", "ada"), changed("other conditions", "ada")],
         ["1 score of it corrected or removed, 1 now stated for other conditions."]),
        ([changed("new score", "bob")], ["No score of it changed; those of other models did."]),
        ([changed("other conditions", "bob")], ["No score of it changed; those of other models did."]),
    ],
)  # fmt: skip
def test_two_catalogs_tell_each_cause(found: list[Change], said: list[str]) -> None:
    """Own scores by what became of them, else other models' scores; nothing where no score changed."""
    assert causes(brief_of(shift("ada", *MOVED), *found)) == said


def test_rules_are_told_with_what_else_changed() -> None:
    """Other rules stand alone, beside own scores, and beside those of others."""
    move = shift("ada", *MOVED)
    assert causes(brief_of(move, other_rules=True)) == ["No score of it changed; the ranking’s own rules did."]
    assert causes(brief_of(move, changed("new score", "bob"), other_rules=True)) == [
        "No score of it changed; the ranking’s own rules and scores of other models did."
    ]
    assert causes(brief_of(move, changed("corrected score", "ada"), other_rules=True)) == [
        "1 score of it corrected or removed, and the ranking’s own rules changed."
    ]
    assert causes(brief_of(structs.replace(move, scores=3), other_rules=True)) == [
        "The ranking’s own rules changed too."
    ]


def test_new_scores_are_told_by_the_sentence_of_the_move() -> None:
    """Of new scores of the model nothing more is said, whatever other models got."""
    brief = brief_of(shift("ada", *MOVED, scores=1), changed("new score", "ada"), changed("new score", "bob"))
    assert causes(brief) == []
    assert "1 score of it became known since" in brief.sections[0].lines[0].words.text


def test_rules_of_another_ranking_are_no_cause() -> None:
    """An edit of `classic` is not told as the rules of `even`; an edit of `even` is, and its note names the days."""
    older = catalog_of()
    board = Board(snapshot=snapshot_of(older, EVEN, "provisional"), category="overall", rows=(), names={})

    def told(**edited: object) -> Brief:
        newer = catalog_of(date=LAST, rankings={"even": EVEN, "classic": CLASSIC, **edited})
        report = changes_between(older, newer, (board, board))
        return brief_of(shift("ada", *MOVED), older=older, newer=newer, other_rules=report.other_rules)

    brief = told(classic=structs.replace(CLASSIC, **CHANGED))
    assert (causes(brief), brief.notes) == ([], ())
    brief = told(even=structs.replace(EVEN, **CHANGED))
    assert causes(brief) == ["No score of it changed; the ranking’s own rules did."]
    [note] = brief.notes
    assert note.text == (
        f"The ranking’s own rules differ between the catalogs of {older.date} and of {LAST}, "
        "so places may move without new facts."
    )


class OnFile:
    """Catalogs with two boards on file a month apart, on which Ada rose from the last place to the first."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        patch.setenv(DATA_VARIABLE, str(folder))

    def catalog(
        self,
        *scores: Observation,
        bases: tuple[Basis, Basis] = ("recorded", "recorded"),
        later: Iterable[ScoreChange] = (),
    ) -> Catalog:
        """One with these scores; `bases` are those of the boards, `later` is what was put right."""
        write_places(self.folder, [self._row(day, basis, model) for (day, order), basis in zip(ORDERS.items(), bases,
                     strict=True) for model in order])  # fmt: skip
        models = {name: Model(id=name, lab="one", name=name.title()) for name in ORDERS[AFTER]}
        made = catalog_of(*scores, models=models, date="2026-07-10")
        made.kept[days.KEPT] = days.change_days(made, PutRight(changes=tuple(later)))
        return made

    def _row(self, day: str, basis: Basis, model: str) -> PlaceRecord:
        at = ORDERS[day].index(model) + 1
        return PlaceRecord("even", "provisional", day, "abc", basis, model, at, at, at)


@pytest.fixture
def on_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> OnFile:
    """A folder for boards on file."""
    return OnFile(tmp_path, monkeypatch)


def week_of(catalog: Catalog) -> Brief:
    """The brief of the week that ends with the newer board, as the archive makes it."""
    board = Board(snapshot=snapshot_of(catalog, EVEN, "provisional"), category="overall", rows=(), names={})
    found = next(one for one in past_briefs(catalog, board) if one.first <= AFTER <= one.last)
    between = brief_between(catalog, "2026-06-28", "2026-07-05", board)
    assert [one.lines for one in between.sections] == [one.lines for one in found.sections]
    return found


OTHERS = [f"No score of it became known since {BEFORE}; scores of other models did."]


@pytest.mark.parametrize(
    ("known", "said"),
    [
        (("bob", "2026-06-03"), OTHERS),
        (("bob", AFTER), OTHERS),
        (("bob", BEFORE), []),
        (("bob", "2026-07-02"), []),
        (("bob", "2026-05"), []),
        (("ada", "2026-06-03"), []),
    ],
)
def test_a_dated_week_counts_between_the_two_boards(on_file: OnFile, known: tuple[str, str], said: list[str]) -> None:
    """Scores that became known weeks before the brief's own count; those before the older board, or later, do not."""
    model, day = known
    assert causes(week_of(on_file.catalog(score(model, "exam", 50.0, published=day, retrieved="2026-07-09")))) == said


def test_what_was_put_right_between_boards_is_told(on_file: OnFile) -> None:
    """Corrections of any day between the boards are the cause; those before and after them are none."""
    later = [changed("corrected score", "ada", day) for day in ("2026-05-30", "2026-06-02", "2026-06-30", "2026-07-01")]
    later += [changed("other conditions", "ada", "2026-06-15")]
    catalog = on_file.catalog(score("bob", "exam", 50.0, published="2026-06-05"), later=later)
    assert causes(week_of(catalog)) == ["2 scores of it corrected or removed, 1 now stated for other conditions."]


def test_a_reconstructed_board_may_hold_what_was_put_right_later(on_file: OnFile) -> None:
    """Where the older board was worked out later, what was put right since is no known cause, nor are other models."""
    later = [changed("corrected score", "ada", "2026-06-02")]
    seen = score("bob", "exam", 50.0, published="2026-06-05")
    assert causes(week_of(on_file.catalog(seen, bases=("as of", "as of"), later=later))) == []
    assert causes(week_of(on_file.catalog(seen, bases=("as of", "as of")))) == OTHERS
