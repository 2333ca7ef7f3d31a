"""The brief as programs ask for it: alerts between two folders, and what is no brief."""

import shutil
from pathlib import Path

import pytest

from evenhand.catalog.loading import load_catalog
from evenhand.errors import BadSetting, UnknownBrief
from evenhand.library import Library
from evenhand.records.subscriptions import Preferences, Watched

TOY = Path(__file__).parents[1] / "toy_data"


@pytest.fixture(scope="module")
def toy() -> Library:
    """The toy facts."""
    return Library(load_catalog((TOY,)))


def test_alerts_between_two_folders(toy: Library, tmp_path: Path) -> None:
    """A price that was put right since an older folder of facts is told to who watches the model."""
    older = Path(shutil.copytree(TOY, tmp_path / "older"))
    path = older / "prices/tarn.csv"
    path.write_text(path.read_text("utf-8").replace("first seen,2,0.5,,10", "first seen,4,0.5,,10"), "utf-8")
    alerts = toy.price_alerts(str(older))
    [line] = alerts.of(Preferences(watched=(Watched(model="tarn-2"),)))
    assert "input from $4.00 to $2.00 (−50%)" in line.words.text
    assert alerts.of(Preferences(watched=(Watched(model="quill-7"),))) == ()


def test_brief_without_days_is_of_the_last_week(toy: Library) -> None:
    """Seven days up to the catalog's own, by the facts' days."""
    brief = toy.brief()
    assert (brief.first, brief.last) == ("2025-05-28", toy.date)


def test_what_is_no_brief_is_refused(toy: Library) -> None:
    """An unknown week names those that are near; days that lead to no catalog are refused."""
    with pytest.raises(UnknownBrief) as unknown:
        toy.brief_of("2019-W01")
    assert set(unknown.value.nearest) <= {head.id for head in toy.briefs()}
    with pytest.raises(BadSetting, match="2999-01 lies ahead"):
        toy.brief("2999-01")
    with pytest.raises(BadSetting):
        toy.brief("no-such-thing")
    with pytest.raises(BadSetting):
        toy.brief("2025-02-31", dated=True)


def test_unknown_weeks_name_the_nearest_in_time(toy: Library) -> None:
    """A week ahead names the newest briefs, one too far back the oldest, whatever their digits look like."""
    newest = [head.id for head in toy.briefs()]
    assert newest == ["2025-W22", "2025-W18", "2025-W09"]
    between = ["2025-W18", "2025-W22", "2025-W09"]
    for name, near in (("2030-W01", newest), ("2012-W52", newest[::-1]), ("2025-W17-2", between)):
        with pytest.raises(UnknownBrief) as unknown:
            toy.brief_of(name)
        assert list(unknown.value.nearest) == near
