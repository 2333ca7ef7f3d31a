"""Many logs of four tools with a few wrong bytes; the figures go into docs/soak.md."""

import time
from collections import Counter
from pathlib import Path

import pytest

from evenhand.importers.logs import helm, lighteval, lm_eval, simple_evals_log
from evenhand.importers.logs.log import LogFormat
from harness_logs import FIXTURES, copied, flipped, read_or_refused
from soak_figures import put

EACH = 1500
TEXT = f"""
Real logs of lm-evaluation-harness, HELM, lighteval and simple-evals are read {EACH:,} times each, with one to ten bytes
changed in one of their files, or with its end cut off. Each reading ends with results or with a refusal that names the
file; any other error fails the run. A log that is read has its damage in a place that nothing is taken from, or in a
text that may say anything.
"""
# The folder of a log, and its main file or folder in it.
LOGS: dict[str, tuple[LogFormat, str, str]] = {
    "lm-evaluation-harness": (lm_eval.FORMAT, "lm-eval/own", "results_*.json"),
    "HELM": (helm.FORMAT, "helm/eee", "commonsense*"),
    "lighteval": (lighteval.FORMAT, "lighteval/own", "results/*/*/results_2026-11-21T23-00*.json"),
    "simple-evals": (simple_evals_log.FORMAT, "simple-evals/own", "mmlu_smollm2-135m-instruct-q4_1_20261121.json"),
}

pytestmark = pytest.mark.soak


def readings(tool: LogFormat, folder: Path, pattern: str) -> Counter[bool]:
    """How many of the damaged logs were read, and how many refused."""
    (main,) = folder.glob(pattern)
    found = tool.find(main)
    assert found is not None
    whole = {part: part.read_bytes() for part in found.parts if part.suffix != ".html"}
    counted: Counter[bool] = Counter()
    for seed in range(EACH):
        part = list(whole)[seed % len(whole)]
        part.write_bytes(flipped(whole[part], seed))
        counted[read_or_refused(tool, main)] += 1
        part.write_bytes(whole[part])
    return counted


def test_damaged_logs_are_read_or_refused(tmp_path: Path) -> None:
    """No damage ends in anything but results or a refusal, and most of it is noticed."""
    began, rows = time.monotonic(), {}
    for name, (tool, source, pattern) in LOGS.items():
        folder = tmp_path / name
        folder.mkdir()
        counted = readings(tool, copied(FIXTURES / source, folder), pattern)
        assert counted[False] > EACH / 2
        rows[f"{name}: refused of {EACH:,}"] = f"{counted[False]:,}"
    put("Damaged logs", TEXT, rows | {"seconds": f"{time.monotonic() - began:.0f}"})
