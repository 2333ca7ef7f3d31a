"""Names that lead to nothing: read with the catalog that they belong to, and a fault of theirs stops nothing."""

from pathlib import Path

import pytest
from msgspec import structs

from evenhand.catalog.loading import load_catalog
from evenhand.catalog.unresolved import unresolved_names
from evenhand.records.facts import Unresolved

HEAD = "kind,name,rows,nearest\n"


def left(facts: Path, text: str) -> Path:
    """Write what a collection of the toy source left unresolved."""
    path = facts / "collected" / "tarn-card" / "unresolved.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEAD + text, encoding="utf-8")
    return path


def test_most_rows_come_first(toy: Path) -> None:
    """Names stand by source, those with most rows first, each with its nearest ids."""
    left(toy, "model,Tarn 9,2,tarn-2 tarn-2-mini\nbenchmark,Quiz,7,\nmodel,Tarn 8,2,\n")
    names = unresolved_names(load_catalog((toy,)), (toy,))
    assert names["tarn-card"] == (
        Unresolved("benchmark", "Quiz", 7),
        Unresolved("model", "Tarn 8", 2),
        Unresolved("model", "Tarn 9", 2, "tarn-2 tarn-2-mini"),
    )


@pytest.mark.parametrize("row", ["model,Tarn 9,many,", "model,Tarn 9,-1,", "model,Tarn 9", "model,,3,"])
def test_a_bad_row_gives_no_name(toy: Path, row: str) -> None:
    """A number that is none or a missing cell loses its row, and the others stand."""
    left(toy, f"{row}\nmodel,Tarn 8,1,\n")
    assert unresolved_names(load_catalog((toy,)), (toy,))["tarn-card"] == (Unresolved("model", "Tarn 8", 1),)


def test_the_next_catalog_reads_again(toy: Path) -> None:
    """One catalog has one reading, and the catalog after a collection sees what that one left."""
    path = left(toy, "model,Tarn 9,2,\n")
    first = load_catalog((toy,))
    assert [one.rows for one in unresolved_names(first, (toy,))["tarn-card"]] == [2]
    path.write_text(HEAD + "model,Tarn 9,5,\n", encoding="utf-8")
    assert [one.rows for one in unresolved_names(first, (toy,))["tarn-card"]] == [2]
    assert [one.rows for one in unresolved_names(structs.replace(first), (toy,))["tarn-card"]] == [5]
