"""Items into Parquet as they are read."""

from pathlib import Path

import pytest
from pyarrow import parquet

from evenhand.items import writing
from evenhand.items.writing import ItemWriter, OutputWriter
from evenhand.records.own_results import OwnItem


def test_items_come_back_as_they_were_taken(tmp_path: Path) -> None:
    """Every field of an attempt stands in its column; texts stand in the other file, with the same keys."""
    item = OwnItem(
        run="r", item="7", attempt=2, outcome=0.25, fault="cut", question="ab", cluster="c", input_tokens=10,
        output_tokens=3, cost=0.5, seconds=1.5, prompt="What?", output="This.",
    )  # fmt: skip
    with ItemWriter(tmp_path / "items.parquet") as items, OutputWriter(tmp_path / "outputs.parquet") as outputs:
        for one in (item, OwnItem(run="r", item="8")):
            items.take(one)
            outputs.take(one)
    first, second = parquet.read_table(tmp_path / "items.parquet").to_pylist()
    assert first == {name: getattr(item, name) for name in first}
    assert (second["outcome"], second["cost"], second["attempt"]) == (None, None, 1)
    assert parquet.read_table(tmp_path / "outputs.parquet").to_pylist() == [
        {"run": "r", "item": "7", "attempt": 2, "question": "ab", "prompt": "What?", "output": "This."}
    ]


def test_rows_are_written_in_groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No more rows are held than a group has, and texts end a group by their length."""
    monkeypatch.setattr(writing, "ROWS", 100)
    monkeypatch.setattr(writing, "CHARACTERS", 1_000)
    with ItemWriter(tmp_path / "i.parquet") as items, OutputWriter(tmp_path / "o.parquet") as outputs:
        for place in range(250):
            one = OwnItem(run="r", item=str(place), output="x" * 50)
            items.take(one)
            outputs.take(one)
            assert len(items._held) < 100
            assert len(outputs._held) < 21
    assert [parquet.ParquetFile(tmp_path / "i.parquet").metadata.row_group(i).num_rows for i in range(3)] == [
        100,
        100,
        50,
    ]
    assert parquet.ParquetFile(tmp_path / "o.parquet").metadata.num_rows == 250


def test_an_error_leaves_the_older_file_and_nothing_beside_it(tmp_path: Path) -> None:
    """What was there before stays as it was, and no half-written file is left."""
    path = tmp_path / "items.parquet"
    with ItemWriter(path) as items:
        items.take(OwnItem(run="r", item="old"))
    before = path.read_bytes()
    with pytest.raises(KeyboardInterrupt):
        _write(path, [OwnItem(run="r", item="new")], KeyboardInterrupt)
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["items.parquet"]


@pytest.mark.parametrize(("name", "value"), [("output_tokens", 2**70), ("item", 5), ("outcome", "right")])
def test_a_value_that_does_not_fit_is_named_with_its_row(tmp_path: Path, name: str, value: object) -> None:
    """The error says which row and column, and no file is left."""
    wrong = OwnItem(**({"run": "r", "item": "x"} | {name: value}))  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=f"row 3 of items.parquet: its {name}"):
        _write(tmp_path / "items.parquet", [OwnItem(run="r", item="1"), OwnItem(run="r", item="2"), wrong])
    assert not list(tmp_path.iterdir())


def test_no_texts_make_no_file(tmp_path: Path) -> None:
    """A log without prompts and outputs has no file of them."""
    with OutputWriter(tmp_path / "outputs.parquet") as outputs:
        outputs.take(OwnItem(run="r", item="1"))
    assert not list(tmp_path.iterdir())


def test_half_a_surrogate_pair_is_a_question_mark(tmp_path: Path) -> None:
    """What JSON can hold and UTF-8 cannot does not stop an import."""
    with ItemWriter(tmp_path / "items.parquet") as items:
        items.take(OwnItem(run="r", item="a\ud800"))
    assert parquet.read_table(tmp_path / "items.parquet").to_pylist()[0]["item"] == "a?"


def _write(path: Path, items: list[OwnItem], end: type[BaseException] | None = None) -> None:
    with ItemWriter(path) as writer:
        for item in items:
            writer.take(item)
        if end:
            raise end
