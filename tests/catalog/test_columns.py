"""Files of rows read column by column: the same records and the same faults as cell by cell."""

from pathlib import Path

import pytest

from evenhand.catalog.columns import AT_ONCE, Columns, Unclear
from evenhand.catalog.loading import load_catalog
from evenhand.catalog.reading import Reader
from evenhand.errors import BadCatalog
from evenhand.records.facts import Observation
from evenhand.settings import data_folders

HEADER = "model,benchmark,value,tier,retrieved,link,quote"
KNOWN = {"source": "board"}


def written(folder: Path, *rows: str, header: str = HEADER) -> Path:
    """A file of scores."""
    path = folder / "scores.csv"
    path.write_text("\n".join((header, *rows, "")), "utf-8")
    return path


def read(path: Path) -> list[Observation]:
    """What the columns say."""
    return Columns(Observation).records(path, "scores.csv", KNOWN)


def by_cell(path: Path) -> tuple[list[Observation], int]:
    """What the reader gives cell by cell, and how many faults it finds."""
    reader = Reader(path.parent)
    return reader._row_by_row(path, Observation, KNOWN), len(reader.problems)


def test_the_shipped_files_read_the_same_both_ways() -> None:
    """A sample of the files that we ship gives the same records column by column and cell by cell."""
    (root,) = data_folders()
    paths = sorted(root.glob("collected/*/scores/*.csv"))[::9]
    assert paths
    for path in paths:
        reader = Reader(root)
        name = path.relative_to(root).as_posix()
        assert Columns(Observation).records(path, name, KNOWN) == reader._row_by_row(path, Observation, KNOWN)
        assert not reader.problems


def test_equal_texts_are_held_once(tmp_path: Path) -> None:
    """Texts that repeat, and numbers, are one object in all rows, over all files."""
    rows = [f"tarn-2,mend-it,66.5,C,2025-06-01,https://tarn.example/card,{n}" for n in range(200)]
    columns = Columns(Observation)
    found = columns.records(written(tmp_path, *rows), "scores.csv", KNOWN)
    found += columns.records(written(tmp_path, *rows), "scores.csv", KNOWN)
    for name in ("model", "benchmark", "value", "tier", "retrieved", "link", "source", "file"):
        assert len({id(getattr(row, name)) for row in found}) <= 2, name
    assert [row.line for row in found] == [*range(2, 202)] * 2


def test_many_rows_keep_their_lines(tmp_path: Path) -> None:
    """A file of several batches gives every row with its own line, quoted and unquoted, whatever its line ends."""
    rows = [f'tarn-{n},mend-it,{n % 90},C,2025-06-01,,"one, two {n}"' for n in range(2 * AT_ONCE + 5)]
    path = written(tmp_path, *rows)
    found = read(path)
    assert [(row.model, row.line) for row in found] == [(f"tarn-{n}", n + 2) for n in range(2 * AT_ONCE + 5)]
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert read(path) == found == by_cell(path)[0]


@pytest.mark.parametrize(
    "row",
    [
        "tarn-2,mend-it,many,C,2025-06-01,,",
        "tarn-2,mend-it,66,X,2025-06-01,,",
        "tarn-2,mend-it,66,C,June,,",
        "Tarn 2,mend-it,66,C,2025-06-01,,",
        ",mend-it,66,C,2025-06-01,,",
        "tarn-2,mend-it,,C,2025-06-01,,",
        "tarn-2,mend-it,66,C,2025-06-01,,<b>",
        "tarn-2,mend-it,66,C,2025-06-01,,=SUM(A1)",
        "tarn-2,mend-it,66,C,2025-06-01,,-cmd",
        'tarn-2,mend-it,66,C,2025-06-01,,"two\nlines"',
        "tarn-2,mend-it,66,C,2025-06-01,,a\u2028b",
        "tarn-2,mend-it,66,C,2025-06-01,,a\u202eb",
        "tarn-2,mend-it,66,C,2025-06-01,,a\tb",
        "tarn-2,mend-it,66,C,2025-06-01,",
        "tarn-2,mend-it,66,C,2025-06-01,,,",
        'tarn-2,mend-it,66,C,2025-06-01,,"open',
        "",
    ],
)
@pytest.mark.parametrize("others", [0, 1, 60, 1500])
def test_a_fault_is_never_read_over(row: str, others: int, tmp_path: Path) -> None:
    """A fault in the last row stops the columns, alone, among equal rows and among rows that differ in every text."""
    good = [f"tarn-{n},mend-it,{n % 90},C,2025-06-01,https://a.example/{n},quote {n}" for n in range(others)]
    path = written(tmp_path, *good, row)
    with pytest.raises(Unclear):
        read(path)
    rows, faults = by_cell(path)
    assert faults >= 1
    assert rows[:others] == (read(written(tmp_path, *good)) if good else [])


def test_what_was_refused_once_is_refused_again(tmp_path: Path) -> None:
    """A text that was refused in one file is not taken in the next."""
    columns = Columns(Observation)
    path = written(tmp_path, "tarn-2,mend-it,66,C,2025-06-01,,<b>")
    for _ in range(2):
        with pytest.raises(Unclear):
            columns.records(path, "scores.csv", KNOWN)


@pytest.mark.parametrize(
    "header",
    [
        HEADER.replace("quote", "qoute"),
        HEADER.replace("quote", "link"),
        HEADER.replace("quote", "source"),
        HEADER.replace("quote", "line"),
        HEADER.replace("tier", "raw"),
        "\ufeff" + HEADER,
        "",
    ],
)
def test_a_wrong_header_is_unclear(header: str, tmp_path: Path) -> None:
    """Columns that are unknown, there twice, given by the path or missing are left to the reader of cells."""
    with pytest.raises(Unclear):
        read(written(tmp_path, "tarn-2,mend-it,66,C,2025-06-01,,", header=header))


def test_a_negative_number_is_a_number(tmp_path: Path) -> None:
    """A cell that begins with a sign is read where it is a number."""
    (row,) = read(written(tmp_path, "tarn-2,mend-it,-6.5,C,2025-06-01,,-6.5%"))
    assert (row.value, row.quote) == (-6.5, "-6.5%")


def test_a_file_that_is_no_text_is_unclear(tmp_path: Path) -> None:
    """Bytes that are not UTF-8, and a file that is not there."""
    path = written(tmp_path)
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(Unclear):
        read(path)
    with pytest.raises(Unclear):
        read(tmp_path / "nothing.csv")


def test_a_fault_far_down_has_its_line(toy: Path) -> None:
    """In a file of several batches the line of a fault is right."""
    path = toy / "scores/tarn-card/tarn.csv"
    header, first = path.read_text("utf-8").splitlines()[:2]
    subset = header.split(",").index("subset")
    rows = [",".join([*first.split(",")[:subset], f"part {n}", *first.split(",")[subset + 1 :]]) for n in range(2500)]
    rows[1999] = rows[1999].replace("part 1999", "<i>")
    path.write_text("\n".join((header, *rows, "")), "utf-8")
    with pytest.raises(BadCatalog) as caught:
        load_catalog((toy,), "2025-07-01")
    assert [(one.line, one.value) for one in caught.value.problems] == [(2001, "<i>")]
