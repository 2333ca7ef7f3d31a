"""What an opened catalog reads, and when: a model or its rows when they are first asked for, and not before."""

from pathlib import Path

import pytest

from evenhand.catalog import kept
from evenhand.catalog.loading import load_catalog
from evenhand.catalog.rows import OnDemand, Rows
from evenhand.catalog.snapshot import Cached, open_catalog
from evenhand.errors import BadSetting
from evenhand.records.facts import Offer


def offer(model: str, price: float) -> Offer:
    """A price."""
    return Offer(provider="p", model=model, source="s", checked="2026-01-01", input=price)


def test_a_value_is_made_when_it_is_asked_for() -> None:
    """Names are known from the start; each value is made once, and only when it is asked for."""
    made: list[str] = []
    table = OnDemand(["ada", "bob"], lambda name: made.append(name) or name.upper())
    assert list(table) == ["ada", "bob"]
    assert "bob" in table
    assert len(table) == 2
    assert made == []
    assert (table["bob"], table["bob"], table.get("bob"), made) == ("BOB", "BOB", "BOB", ["bob"])


def test_a_name_that_is_not_there_makes_nothing() -> None:
    """An unknown name is a missing key, whatever could be made of it."""
    table = OnDemand(["ada"], str.upper)
    assert table.get("eve") is None
    with pytest.raises(KeyError):
        table["eve"]


def test_on_demand_equals_a_plain_table() -> None:
    """The values decide, not when they were made."""
    assert OnDemand(["ada"], str.upper) == {"ada": "ADA"} == OnDemand.of({"ada": "ADA"})


def test_rows_are_one_sequence() -> None:
    """All rows stand one group after the other, with a length, places, slices and both directions."""
    first, second, third = offer("ada", 1), offer("ada", 2), offer("bob", 3)
    rows = Rows({"ada": (first, second), "bob": (third,)})
    assert list(rows) == [first, second, third]
    assert (len(rows), rows[1], rows[-1], rows[::2]) == (3, second, third, (first, third))
    assert rows == (first, second, third) != (third, second, first)
    assert (first, second, third) == rows
    assert rows != Rows({})
    with pytest.raises(IndexError):
        rows[3]


def test_only_what_is_asked_for_is_read(toy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Asking for one model reads that model and its rows; the order of all rows is the same as when loaded."""
    open_catalog((toy,), tmp_path)
    read: list[str] = []
    part = kept._part
    monkeypatch.setattr(kept, "_part", lambda *given: read.append(given[-1]) or part(*given))
    opened = open_catalog((toy,), tmp_path)
    assert "tarn-2" in opened.models
    assert read == []
    assert opened.models["tarn-2"].lab == "tarn"
    assert opened.observations_of["tarn-2"]
    assert opened.observations_of["tarn-2"] is opened.observations_of["tarn-2"]
    assert read == ["tarn-2", "tarn-2"]
    assert list(opened.observations) == list(load_catalog((toy,)).observations)


def test_a_damaged_part_is_said_and_removed(toy: Path, tmp_path: Path) -> None:
    """A byte that changed in one part leaves the others right; asking for it removes the file, and then all is well."""
    whole = open_catalog((toy,), tmp_path)
    (path,) = tmp_path.glob("catalog-*")
    body = path.read_bytes()
    path.unlink()
    path.write_bytes(body[:-1] + bytes([body[-1] ^ 1]))
    opened = open_catalog((toy,), tmp_path)
    assert opened.observations == whole.observations
    with pytest.raises(BadSetting, match="damaged"):
        list(opened.rejections)
    assert open_catalog((toy,), tmp_path) == whole


def test_a_damaged_head_counts_as_nothing_kept(toy: Path, tmp_path: Path) -> None:
    """Each changed byte of the head is noticed when the file is opened."""
    open_catalog((toy,), tmp_path)
    (path,) = tmp_path.glob("catalog-*")
    body = path.read_bytes()
    end = kept.BEFORE + int.from_bytes(body[8:16])
    for place in range(0, end, 7):
        path.unlink()
        path.write_bytes(body[:place] + bytes([body[place] ^ 64]) + body[place + 1 :])
        assert Cached(path).read(type(open_catalog((toy,), tmp_path / "other"))) is None, place
