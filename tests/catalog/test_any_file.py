"""Whatever stands in a file of facts: a sound catalog or a list of problems, never a crash."""

import csv
import shutil
import string
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.loading import load_catalog
from evenhand.catalog.reading import Reader
from evenhand.errors import BadCatalog
from evenhand.records.facts import Observation

TOY = Path(__file__).parents[1] / "toy_data"
FILES = (
    "benchmarks/odd-facts.toml",
    "models/tarn/tarn-2.toml",
    "rankings/even.toml",
    "scores/tarn-card/tarn.csv",
    "prices/tarn.csv",
    "ledger/tarn-card.csv",
)
HEADER = (TOY / "scores/tarn-card/tarn.csv").read_text("utf-8").splitlines()[0]

words = st.text(st.characters(codec="utf-8"), max_size=80)
tomlish = st.lists(
    st.sampled_from(
        ['a = "b"', "name = 1", "[x]", "[[stated]]", "fields = [", "]", '"""', "k = nan", "k = 2026-13-01", "x"]
    )
    | words,
    max_size=8,
).map("\n".join)
tablish = st.lists(
    st.lists(st.sampled_from(["", "nan", "1e400", "a,b", '"', "<b>", "2031-01-01"]) | words, max_size=25)
).map(lambda rows: HEADER + "\n" + "\n".join(",".join(row) for row in rows))
contents = st.binary(max_size=200) | (words | tomlish | tablish).map(lambda text: text.encode("utf-8", "replace"))


@given(contents, st.sampled_from(FILES))
@settings(max_examples=150, deadline=None)
def test_any_content_loads_or_is_refused(content: bytes, file: str) -> None:
    """Arbitrary bytes in any file give a catalog or a BadCatalog whose problems all name a file."""
    with TemporaryDirectory() as folder:
        facts = Path(shutil.copytree(TOY, Path(folder) / "facts"))
        (facts / file).write_bytes(content)
        try:
            found = load_catalog((facts,), "2025-07-01")
        except BadCatalog as error:
            assert all(problem.file and problem.message for problem in error.problems)  # noqa: PT017
            assert str(error).isprintable() or "\n" in str(error)  # noqa: PT017
        else:
            assert isinstance(found, Catalog)


plain = st.text(string.ascii_letters + string.digits + ' ,.;:"()', max_size=20).map(str.strip)
dates = st.dates().map(str).filter(lambda day: day >= "1000")
observations = st.builds(
    Observation,
    model=st.just("tarn-2"),
    benchmark=st.just("odd-facts"),
    value=st.floats(0, 100),
    tier=st.sampled_from("ABCDE"),
    source=st.just("tarn-card"),
    retrieved=dates,
    raw=plain,
    version=plain,
    effort=plain,
    mode=plain,
    error=st.none() | st.floats(0, 1e6),
    n=st.none() | st.integers(1, 10**9),
    measured_by=plain,
    measured=st.none() | dates,
    link=plain,
    quote=plain,
)


@given(st.lists(observations, min_size=1, max_size=5))
@settings(max_examples=60, deadline=None)
def test_valid_rows_come_back(rows: list[Observation]) -> None:
    """A table written from observations reads back to the same observations."""
    text = StringIO()
    out = csv.DictWriter(text, HEADER.split(","), lineterminator="\n")
    out.writeheader()
    for row in rows:
        cells = {name: getattr(row, name) for name in out.fieldnames}
        out.writerow({name: "" if value is None else value for name, value in cells.items()})
    with TemporaryDirectory() as folder:
        path = Path(folder) / "tarn.csv"
        path.write_text(text.getvalue(), "utf-8")
        reader = Reader(Path(folder))
        back = reader.rows(path, Observation, source="tarn-card")
    assert reader.problems == []
    assert [(one.value, one.error, one.n, one.quote, one.measured) for one in back] == [
        (one.value, one.error, one.n, one.quote, one.measured) for one in rows
    ]
    assert [one.line for one in back] == list(range(2, len(rows) + 2))


@pytest.mark.parametrize("content", [b'"a"b,c\n', b"\x00", b"\r", b'a = "\\ud800"', b"a = " + b"9" * 5000])
@pytest.mark.parametrize("file", FILES)
def test_known_awkward_content(content: bytes, file: str, tmp_path: Path) -> None:
    """Contents that have broken parsers before are refused like any other."""
    facts = Path(shutil.copytree(TOY, tmp_path / "facts"))
    (facts / file).write_bytes(content)
    with pytest.raises(BadCatalog):
        load_catalog((facts,), "2025-07-01")
