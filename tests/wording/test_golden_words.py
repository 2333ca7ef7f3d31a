"""All that is said of a few invented pairs, word for word; `EVENHAND_GOLDEN=write` writes it anew, to be read."""

import os
from pathlib import Path
from typing import Any

import pytest

from evenhand.catalog.naming import subject
from evenhand.comparison.compare import compare
from evenhand.records.operations import Workload
from evenhand.records.wording import ComparisonWords
from evenhand.wording.compare import comparison_words
from invented_catalogs import catalog_of, offer, score, speed

GOLDEN = Path(__file__).parents[1] / "golden" / "wording"
CLEAR = [
    score(name, test, value)
    for test, values in (("fix", (91.2, 40.0)), ("desk", (88.0, 35.5)), ("facts", (60.1, 61.0)), ("exam", (93.6, 78.8)))
    for name, value in zip(("ada", "bob"), values, strict=True)
]
PRICES = (offer("ada", "one", 4.0, 12.0, cached_input=0.4), offer("bob", "host", 0.1, 0.3), offer("bob", "hut", 0, 9))
CASES: dict[str, dict[str, Any]] = {
    "clear": {
        "rows": CLEAR,
        "offers": PRICES,
        "speeds": (speed("ada", 50, 12.5, "median of 9"), speed("bob", 80, 0.7)),
    },
    "limit": {"rows": CLEAR, "offers": PRICES, "workload": Workload(max_cost_per_month=100.0, stated=True)},
    "equal": {"rows": [score(name, "puzzle", 60.0) for name in ("ada", "bob")], "offers": PRICES},
    "apart": {"rows": [score("ada", "fix", 60), score("bob", "code-v", 50), score("ada", "code-v", 9, version="v6")]},
    "empty": {"rows": [score("ada", "fix", 60)]},
    "same": {"rows": CLEAR, "right": "ada"},
    "classic": {"rows": CLEAR, "ranking": "classic"},
}


def told(rows: list[Any], right: str = "bob", ranking: str = "even", **given: Any) -> ComparisonWords:
    """The words of a case."""
    work = given.pop("workload", None)
    catalog = catalog_of(*rows, **given)
    left, other = subject(catalog, "ada"), subject(catalog, right)
    return comparison_words(compare(catalog, left, other, ranking, workload=work, places={}))


def page(words: ComparisonWords) -> str:
    """All sentences under their headings, one a line."""
    lines = [f"# {words.title}", words.summary.text]
    for name in ("pick", "reasons", "otherwise", "flips", "overall", "operations", "left_out", "classic"):
        lines += ["", f"## {name}", *(sentence.text for sentence in getattr(words, name))]
    for category in words.categories:
        lines += ["", f"## {category.label}: {category.word.text}", *(one.text for one in category.details)]
    for answer in (*words.questions, *words.classic_questions):
        lines += ["", f"## {answer.question}", *(sentence.text for sentence in answer.sentences)]
    for name in ("disagreements", "notes"):
        lines += ["", f"## {name}", *(sentence.text for sentence in getattr(words, name))]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("case", CASES)
def test_words_on_file(case: str) -> None:
    """What is said of a case is what is on file."""
    said, path = page(told(**CASES[case])), GOLDEN / f"{case}.txt"
    if os.environ.get("EVENHAND_GOLDEN") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(said, "utf-8")
    assert said == path.read_text("utf-8")
