"""Tables at a terminal: figures and words stay whole in every width, and what finds no room is named."""

import re
import sys
from contextlib import redirect_stdout
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.cli.conftest import Evenhand

from evenhand.cli.blocks import Cell, Table
from evenhand.cli.table_widths import GAP, fit
from evenhand.cli.terminal import show

ESCAPE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
WIDTHS = (60, 80, 100, 140)
COMMANDS = (
    ("rank", "--all"),
    ("find", "--all"),
    ("cost", "quill-7", "tarn-2"),
    ("compare", "quill-7", "tarn-2"),
    ("compare", "quill-7", "tarn-2", "tarn-2-mini"),
    ("show", "quill-7"),
    ("benchmarks",),
    ("sources",),
    ("disagreements",),
    ("check",),
)
FIGURES = st.sampled_from(("$5.00", "$450.00", "$0.0045", "2026-10-26", "4 (2 to 15)", "1.05M", "79 (78 to 81)"))
TEXTS = st.one_of(FIGURES, st.sampled_from(("N/A", "", "Instruction following", "OpenAI, own ($4.10 at Novita)")))


def words(text: str) -> list[str]:
    """The parts of a text between spaces."""
    return ESCAPE.sub("", text).split()


@pytest.mark.usefixtures("toy_facts")
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_figure_of_any_command_is_cut(
    command: tuple[str, ...], width: int, evenhand: Evenhand, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What holds a digit at a terminal stands so in a pipe, where nothing has to fit."""
    whole = set(words(evenhand(*command).out))
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    shown = [word for word in words(evenhand(*command).out) if any(map(str.isdigit, word))]
    assert shown
    assert not [word for word in shown if word not in whole]


@settings(deadline=None, max_examples=150)
@given(
    rows=st.integers(2, 9).flatmap(lambda n: st.lists(st.tuples(*[TEXTS] * n), min_size=1, max_size=4)),
    width=st.integers(40, 140),
    spare=st.integers(0, 2),
)
def test_every_figure_stands_whole(rows: list[tuple[str, ...]], width: int, spare: int) -> None:
    """Of any table each shown cell has its figures whole, no line is too long, and left out columns are named."""
    count = len(rows[0])
    columns = tuple(f"Head{place}" for place in range(count))
    gone = tuple(range(count - min(spare, count - 1), count))
    table = Table(columns, tuple(tuple(map(Cell, row)) for row in rows), frozenset(range(1, count)), gone)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", str(width))
        said = _shown(table)
    found = fit(table, width)
    assert max(map(len, map(str.rstrip, said.splitlines()))) <= width
    for place in range(count):
        if found and columns[place] in found.left_out:
            assert columns[place] in said.rpartition("A wider terminal shows more:")[2]
            continue
        for row in rows:
            assert all(word in said.split() for word in row[place].split())


def test_spare_columns_go_first_and_are_named() -> None:
    """A column is left out only where it must be, the first of the spare ones before the next."""
    table = Table(("Model", "Lab", "Score"), ((Cell("GPT-5.5"), Cell("OpenAI"), Cell("79 (78 to 81)")),), spare=(1,))
    beside = len("GPT-5.5") + len("79 (78 to 81)") + GAP
    assert (whole := fit(table, beside + GAP + len("OpenAI")))
    assert whole.left_out == ()
    assert (narrow := fit(table, beside))
    assert (narrow.places, narrow.left_out) == ((0, 2), ("Lab",))
    assert fit(table, beside - 1) is None


def test_told_row_by_row(monkeypatch: pytest.MonkeyPatch) -> None:
    """A table that fits in no way has each row's cells after their headers; empty ones are left out."""
    monkeypatch.setenv("COLUMNS", "24")
    row = (Cell("OpenAI"), Cell("$5.00"), Cell("$450.00"), Cell(""), Cell("2026-10-26"))
    said = _shown(Table(("Provider", "In", "A month", "Notes", "Checked"), (row,), frozenset({1, 2})))
    assert said.splitlines() == ["OpenAI", "  In: $5.00", "  A month: $450.00", "  Checked: 2026-10-26"]


def _shown(table: Table) -> str:
    with redirect_stdout(StringIO()) as said:
        show([table])
    return said.getvalue()
