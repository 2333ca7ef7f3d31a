"""What model cards become: the digits of the card, one scale a card, the conditions; damaged ones are refused."""

from pathlib import Path

import pytest
import yaml

from evenhand.importers.logs.model_index import FORMAT
from harness_logs import FIXTURES, read, refusal

CARDS = FIXTURES / "hf-model-index"
LLAMA = CARDS / "cards" / "BEE-spoke-data__smol_llama-220M-GQA.md"
SPPO = CARDS / "cards" / "UCLA-AGI__Llama-3-Instruct-8B-SPPO-Iter3.md"
SIMPLE = CARDS / "hub-tests" / "sample_simple_model_index.md"
INVALID = CARDS / "hub-tests" / "sample_invalid_model_index.md"
CARD = """\
---
license: mit
model-index:
- name: quill
  results:
  - task:
      type: text-generation
    dataset:
      name: Odd Facts
      type: odd
      config: hard
      split: test
      args:
        num_few_shot: 3
        date: 2026-01-05
    metrics:
    - type: accuracy
      value: 0.62500
---
# Quill
"""


def front_matter(path: Path) -> list[tuple[str, str, str]]:
    """Dataset, metric and value of each result as text, read without any code of the project."""
    head = path.read_text("utf-8").split("---\n")[1]
    index = yaml.load(head, yaml.BaseLoader)["model-index"]  # noqa: S506 - texts only
    return [
        (result["dataset"]["name"], metric["type"], metric["value"])
        for entry in index
        for result in entry["results"]
        for metric in result["metrics"]
    ]


@pytest.mark.parametrize("path", [LLAMA, SPPO, SIMPLE], ids=lambda path: path.stem[:12])
def test_every_result_has_the_digits_of_the_card(path: Path) -> None:
    """Datasets, metrics and values stand as the card writes them, in its order."""
    runs, items = read(FORMAT, path)
    assert [(run.task, run.metric, run.value) for run in runs.values()] == front_matter(path)
    assert items == []


def test_a_small_percentage_is_no_fraction() -> None:
    """GSM8K of the card is 0.68 percent: its other results are percentages, and so is the board that it names."""
    runs, _ = read(FORMAT, LLAMA)
    (gsm8k,) = (run for run in runs.values() if "GSM8k" in run.task)
    assert (gsm8k.value, gsm8k.scale, gsm8k.shots) == ("0.68", "percent", 5)
    assert {run.scale for run in runs.values()} == {"percent"}


def test_a_card_of_shares_is_read_as_fractions() -> None:
    """Where no value is above 1 and no board prints percentages, 0.9 is a share."""
    runs, _ = read(FORMAT, SIMPLE)
    assert [(run.value, run.scale) for run in runs.values()] == [("0.9", "fraction"), ("0.66", "fraction")]


def test_the_conditions_of_a_card_are_kept(tmp_path: Path) -> None:
    """Shots, day, part, split and the place in the card are told."""
    (tmp_path / "card.md").write_text(CARD)
    (run,) = read(FORMAT, tmp_path / "card.md")[0].values()
    assert (run.model, run.task, run.metric, run.value) == ("quill", "Odd Facts", "accuracy", "0.62500")
    assert (run.shots, run.measured, run.subset, run.settings["split"]) == (3, "2026-01-05", "hard", "test")
    assert run.at == "/model-index/0/results/0/metrics/0/value"


@pytest.mark.parametrize("text", ["# Quill\n", "---\nlicense: mit\n---\nmodel-index: in the text\n", ""])
def test_other_markdown_is_no_card(tmp_path: Path, text: str) -> None:
    """A file without an index in its front matter is passed over."""
    (tmp_path / "README.md").write_text(text)
    assert FORMAT.find(tmp_path / "README.md") is None


DAMAGED = {
    "cut in the front matter": (CARD.partition("      config")[0], "front matter does not end"),
    "no dataset": (INVALID.read_text("utf-8"), "/model-index/0/results/0/dataset"),
    "not YAML": (CARD.replace("- name: quill", "- name: [quill"), "not YAML"),
    "no list of results": (CARD.replace("  results:\n  - task:", "  results:\n    task:"), "a list is expected"),
    "a word for a number": (CARD.replace("0.62500", "about 62"), "metrics/0/value: the value is no number"),
    "not a number": (CARD.replace("0.62500", ".nan"), "the value is no number"),
    "endless": (CARD.replace("0.62500", "1e999999999999"), "the value is no number"),
    "endless digits": (CARD.replace("0.62500", "0." + "1" * 5_000), "the value is no number"),
    "a list for a number": (CARD.replace("0.62500", "[0.6, 0.7]"), "the value is no number"),
    "no name": (CARD.replace("- name: quill\n  results", "- results"), "'name' is missing"),
    "markup in a name": (CARD.replace("Odd Facts", '"<script>alert(1)</script>"'), "markup or control characters"),
    "a bomb of aliases": (
        CARD.replace("license: mit", "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]"),
        "anchors, aliases and merges",
    ),
    "an endless name": (CARD.replace("Odd Facts", "x" * 5_000), "more than 300 characters"),
    "nested too deeply": (CARD.replace("license: mit", f"license: {'[' * 200}{']' * 200}"), "deep"),
    "no result": (CARD.partition("  - task")[0].replace("results:", "results: []") + "---\n", "has no result"),
}


@pytest.mark.parametrize("damage", DAMAGED)
def test_a_damaged_card_is_refused_with_its_place(tmp_path: Path, damage: str) -> None:
    """Each of fifteen damages is told with what is wrong, and nothing of the card is taken."""
    text, told = DAMAGED[damage]
    (tmp_path / "card.md").write_text(text)
    said = refusal(FORMAT, tmp_path / "card.md")
    assert "card.md" in said
    assert told in said


def test_a_card_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    """Bytes of another encoding are told with their line."""
    (tmp_path / "card.md").write_bytes(CARD.replace("Odd", "Öd").encode("latin-1"))
    assert "line 9: not UTF-8" in refusal(FORMAT, tmp_path / "card.md")
