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


@pytest.mark.parametrize("dated", [True, False])
@pytest.mark.parametrize(
    ("since", "until"),
    [("2025-06-03", "2025-05-27"), ("2025-06-03", "2025-06-03"), ("2025-06", "2025-05"), ("2025-05-31", "2025-05")],
)
def test_days_in_the_wrong_order_are_refused(toy: Library, since: str, until: str, *, dated: bool) -> None:
    """A first day that is not before the last is refused with both, whether days or catalogs are meant."""
    with pytest.raises(BadSetting, match=f"^{since} is not before {until}; name the earlier one first$"):
        toy.brief(since, until, dated=dated)


def test_a_month_is_before_its_own_end(toy: Library) -> None:
    """One month from its first to its last day is no wrong order."""
    found = toy.brief("2025-05", "2025-05", dated=True)
    assert (found.first, found.last) == ("2025-05-01", "2025-05-31")


def test_catalogs_in_the_wrong_order_are_refused(toy: Library, tmp_path: Path) -> None:
    """A newer catalog as the older one is refused, with the days of both; two of one day are compared."""
    older = Path(shutil.copytree(TOY, tmp_path / "older"))
    assert toy.brief(str(older)).empty
    for path in (*older.rglob("*.toml"), *older.rglob("*.csv")):
        path.write_text(path.read_text("utf-8").replace(toy.date, "2025-06-02"), "utf-8")
    with pytest.raises(BadSetting, match=f"is of {toy.date} and .* of 2025-06-02; name the earlier one first"):
        toy.brief(str(TOY), str(older))


def test_unknown_weeks_name_the_nearest_in_time(toy: Library) -> None:
    """A week ahead names the newest briefs, one too far back the oldest, whatever their digits look like."""
    newest = [head.id for head in toy.briefs()]
    assert newest == ["2025-W22", "2025-W18", "2025-W09"]
    between = ["2025-W18", "2025-W22", "2025-W09"]
    for name, near in (("2030-W01", newest), ("2012-W52", newest[::-1]), ("2025-W17-2", between)):
        with pytest.raises(UnknownBrief) as unknown:
            toy.brief_of(name)
        assert list(unknown.value.nearest) == near
