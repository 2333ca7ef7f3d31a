import shutil
from pathlib import Path

import pytest
from msgspec import structs

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.files import content_hash
from evenhand.catalog.loading import load_catalog
from evenhand.catalog.place_records import place_records, write_places
from evenhand.errors import BadCatalog
from evenhand.records.places import PlaceRecord

TOY = Path(__file__).parents[1] / "toy_data"
TODAY = "2026-11-21"


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    """A copy of the invented facts."""
    return Path(shutil.copytree(TOY, tmp_path / "data"))


@pytest.fixture
def models(facts: Path) -> list[str]:
    """The ids of its models."""
    return sorted(load_catalog((facts,), TODAY).models)


def board(models: list[str], day: str, basis: str = "recorded", version: str = "abc") -> list[PlaceRecord]:
    """A board of these models in this order."""
    return [
        PlaceRecord("even", "verified", day, version, basis, name, place, place, place + 1, 50.0 - place)  # type: ignore[arg-type]
        for place, name in enumerate(models, 1)
    ]


def read(facts: Path) -> tuple[PlaceRecord, ...]:
    """The rows on file, read anew."""
    return place_records(load_catalog((facts,), TODAY), (facts,)).get(("even", "verified"), ())


def test_what_is_written_is_read(facts: Path, models: list[str]) -> None:
    """Rows come back as they were, oldest day first and best place first, with their file and line."""
    rows = [*board(models, "2026-02-28"), *board(models[::-1], "2026-01-31")]
    changed = write_places(facts, rows)
    assert [path.relative_to(facts).as_posix() for path in changed] == ["places/even/verified.csv"]
    found = read(facts)
    assert [structs.replace(row, file="", line=0) for row in found] == [*rows[len(models) :], *rows[: len(models)]]
    assert (found[0].file, found[0].line) == ("places/even/verified.csv", 2)


def test_the_version_of_the_catalog_is_that_of_the_facts(facts: Path, models: list[str]) -> None:
    """Places are computed from a version, so writing them down makes no new one."""
    before = content_hash((facts,))
    write_places(facts, board(models, "2026-02-28"))
    assert content_hash((facts,)) == before


def test_a_second_recording_changes_nothing(facts: Path, models: list[str]) -> None:
    """The same places of the same day are left as they are, even from another version."""
    write_places(facts, board(models, "2026-02-28"))
    assert write_places(facts, board(models, "2026-02-28", version="def")) == ()
    assert {row.catalog for row in read(facts)} == {"abc"}


def test_a_day_is_replaced_and_other_days_stay(facts: Path, models: list[str]) -> None:
    """Another board of the same day takes the place of the earlier one; other days are untouched."""
    write_places(facts, [*board(models, "2026-01-31"), *board(models, "2026-02-28")])
    write_places(facts, board(models[:1], "2026-02-28"))
    days = [row.date for row in read(facts)]
    assert days == ["2026-01-31"] * len(models) + ["2026-02-28"]


def test_what_was_recorded_is_not_replaced_by_what_was_computed_later(facts: Path, models: list[str]) -> None:
    """A board computed later gives way to one recorded on its day, and never the other way round."""
    write_places(facts, board(models, "2026-02-28"))
    assert write_places(facts, board(models[:1], "2026-02-28", "as of")) == ()
    write_places(facts, board(models[:1], "2026-01-31", "as of"))
    write_places(facts, board(models, "2026-01-31"))
    assert {row.basis for row in read(facts)} == {"recorded"}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (",recorded,", ",guessed,", "basis"),
        ("2026-02-28", "2026-11-22", "a day to come"),
        (",1,1,2,", ",3,1,2,", "outside of its interval"),
        ("MODEL", "no-such-model", "no model has this id"),
        ("49.0", "149.0", "score"),
    ],
)
def test_a_fault_is_reported_with_its_line(facts: Path, models: list[str], old: str, new: str, said: str) -> None:
    """Unknown models, days to come, impossible places and values stop the loading, each with its place."""
    write_places(facts, board(models, "2026-02-28"))
    path = facts / "places" / "even" / "verified.csv"
    text = path.read_text("utf-8")
    path.write_text(text.replace(models[0] if old == "MODEL" else old, new, 1), "utf-8")
    with pytest.raises(BadCatalog) as error:
        load_catalog((facts,), TODAY)
    problem = next(one for one in error.value.problems if one.file == "places/even/verified.csv")
    assert problem.line == 2
    assert said in problem.message


def test_a_model_stands_once_a_day(facts: Path, models: list[str]) -> None:
    """The same model twice on one board is a duplicate."""
    write_places(facts, board([models[0], *models], "2026-02-28"))
    with pytest.raises(BadCatalog, match="a duplicate of line"):
        load_catalog((facts,), TODAY)


def test_the_shipped_boards_belong_to_the_shipped_facts(catalog: Catalog) -> None:
    """Every lane of the default ranking has a board of the catalog's own day, recorded on it."""
    found = place_records(catalog)
    for lane in catalog.rankings["even"].lanes:
        rows = found["even", lane]
        assert max(row.date for row in rows) <= catalog.date
        assert any(row.basis == "recorded" for row in rows)
