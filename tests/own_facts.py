"""Runs of one's own for the invented models of the toy data: as facts that an import leaves, and as real imports."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.loading import load_catalog
from evenhand.importers.own.importing import import_logs
from evenhand.settings import ALSO_VARIABLE, DATA_VARIABLE, OWN_VARIABLE
from evenhand.settings import own_facts as facts_of_own

TOY = Path(__file__).parent / "toy_data"
SOURCE = """name = "Own runs: {tool}"
publisher = "you"
kind = "own run"
link = "https://example.org/own"
licence = "yours"
licence_class = "open"
retrieved = "2025-06-04"
"""
TEST = """name = "bolt-box (own)"
category = "own"
measures = "Questions of your own."
items = 40
"""
COLUMNS = "model,benchmark,value,n,tier,harness,prompting,effort,measured,retrieved,raw,origin"
QUESTIONS = 40
# Of 40 questions tarn-2 solves the first 30 and quill-7 those from the 11th to the 32nd: 20 both, 10 and 2 alone.
SOLVED = {"tarn-2": range(30), "quill-7": range(10, 32)}
ROWS = {
    "own-inspect": (
        "tarn-2,own-bolt-box,75,40,O,Inspect AI 1,chat; 0 shots,high,2025-06-02,2025-06-04,0.75,a/log.eval",
        "quill-7,own-bolt-box,55,40,O,Inspect AI 1,chat; 0 shots,,2025-06-02,2025-06-04,0.55,b/log.eval",
        "quill-7,own-bolt-box,20,40,O,Inspect AI 1,chat; 5 shots,,2025-06-03,2025-06-04,0.2,c/log.eval",
        "tarn-2-mini,own-bolt-box,50,40,O,Inspect AI 1,chat; 0 shots,,2025-06-02,2025-06-04,0.5,d/log.eval",
    ),
    "own-lm-eval": (
        "tarn-2,odd-facts,90,400,O,LM Evaluation Harness 1,completion,,2025-06-02,2025-06-04,0.9,e/log.json",
        "quill-7,mend-it,40,40,O,LM Evaluation Harness 1,completion,,2025-06-02,2025-06-04,0.4,f/log.json",
        "tarn-2,mend-it,50,40,O,LM Evaluation Harness 1,chat,,2025-06-02,2025-06-04,0.5,g/log.json",
    ),
}


def own_facts(folder: Path) -> Path:
    """Write the folder; gives it."""
    (folder / "sources").mkdir(parents=True)
    (folder / "benchmarks").mkdir()
    (folder / "benchmarks" / "own-bolt-box.toml").write_text(TEST)
    for source, rows in ROWS.items():
        (folder / "sources" / f"{source}.toml").write_text(SOURCE.format(tool=source.removeprefix("own-")))
        scores = folder / "collected" / source / "scores"
        scores.mkdir(parents=True)
        for model in sorted({row.partition(",")[0] for row in rows}):
            lines = [COLUMNS, *(row for row in rows if row.startswith(f"{model},"))]
            (scores / f"{model}.csv").write_text("\n".join(lines) + "\n")
        files = [f"{row.rpartition(',')[2]},{'0' * 64},1,2025-06-04" for row in rows]
        table = "\n".join(["name,sha256,size,retrieved", *files])
        (folder / "collected" / source / "files.csv").write_text(f"{table}\n")
    items = folder / "collected" / "own-inspect" / "items"
    items.mkdir()
    runs = [f"{name},{model},own-bolt-box,,,{name},40,0" for name, model in (("a", "tarn-2"), ("b", "quill-7"))]
    (items / "runs.csv").write_text(
        "run,model,benchmark,harness,measured,origin,known,unknown\n" + "\n".join(runs) + "\n"
    )
    cells = [
        f"q{number},{int(number in SOLVED['tarn-2'])},{int(number in SOLVED['quill-7'])}" for number in range(QUESTIONS)
    ]
    (items / "own-bolt-box.csv").write_text("item,a,b\n" + "\n".join(cells) + "\n")
    return folder


ANSWERS = "model,task,harness,shots,item,outcome,question,output"
# Of 40 questions quill-7 was asked all, without examples and with five, and two others the first 36.
TUNE = "house-tuned-quill-7-instruct_q4_k_m"
ASKED = (("quill-7", "0", 40), ("quill-7", "5", 40), ("tarn-2", "0", 36), (TUNE, "0", 36))


def answers_to_bolts() -> str:
    """A table of answers to one test: a part of it on one side, two promptings on the other, long words in between."""
    rows = (
        f"{model},bolts,Inspect AI 1,{shots},q{number},{int((7 * number + len(model)) % 9 < 5)},"
        f"How many bolts are in box {number}?,{model} counts {number} {'bolts' * 40 if number == 3 else ''}"
        for model, shots, questions in ASKED
        for number in range(questions)
    )
    return "\n".join((ANSWERS, *rows)) + "\n"


@contextmanager
def imported(folder: Path) -> Iterator[Catalog]:
    """The toy facts with an import of such answers beside them, which this process then sees as its own."""
    (folder / "bolts.csv").write_text(answers_to_bolts())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(DATA_VARIABLE, str(TOY))
        patch.delenv(ALSO_VARIABLE, raising=False)
        patch.setenv(OWN_VARIABLE, str(folder / "own"))
        report = import_logs([folder / "bolts.csv"])
        assert not report.refused, report.refused
        yield load_catalog((TOY, facts_of_own()))
