"""A folder of facts as an import leaves it, for the invented models of the toy data: runs with and without items."""

from pathlib import Path

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
