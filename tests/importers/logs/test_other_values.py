"""Results of four tools with values of other kinds in them, anywhere: each is read or refused, nothing else happens."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenhand.importers.logs import helm, lighteval, lm_eval, simple_evals_log
from evenhand.importers.logs.log import LogFormat
from harness_logs import FIXTURES, copied, read_or_refused, with_other_values

OLD = "160m_step143000.json"
# Format, folder of the log, its main file or folder in it, and the file that is changed.
FILES: dict[str, tuple[LogFormat, str, str, str]] = {
    "lm-eval": (lm_eval.FORMAT, "lm-eval/own", "results_*.json", "results_*.json"),
    "lm-eval, old form": (lm_eval.FORMAT, "lm-eval/pythia-v1-old-format", OLD, OLD),
    "HELM, run": (helm.FORMAT, "helm/own", "*classification*", "*classification*/run_spec.json"),
    "HELM, statistics": (helm.FORMAT, "helm/own", "*classification*", "*classification*/stats.json"),
    "HELM, instances": (helm.FORMAT, "helm/own", "*classification*", "*classification*/per_instance_stats.json"),
    "HELM, requests": (helm.FORMAT, "helm/own", "*classification*", "*classification*/scenario_state.json"),
    "lighteval": (lighteval.FORMAT, "lighteval/own", "results/*/*/*23-00-*.json", "results/*/*/*23-00-*.json"),
    "simple-evals": (simple_evals_log.FORMAT, "simple-evals/own", "*q4_1_20261121.json", "*q4_1_20261121.json"),
    "simple-evals, whole": (simple_evals_log.FORMAT, "simple-evals/own", "*q4_1_20261121.json", "*q4_1_*_all*.json"),
}


@settings(max_examples=120, deadline=None, derandomize=True)
@given(seed=st.integers(0, 2**32), name=st.sampled_from(sorted(FILES)))
def test_values_of_other_kinds_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, seed: int, name: str
) -> None:
    """A number for a table, a name that is none, an endless number: a result or a refusal, and no other error."""
    tool, source, main, changed = FILES[name]
    folder = copied(FIXTURES / source, tmp_path_factory.mktemp("other"))
    change(folder, changed, seed)
    read_or_refused(tool, next(folder.glob(main)))


@settings(max_examples=30, deadline=None, derandomize=True)
@given(seed=st.integers(0, 2**32))
def test_lines_of_other_kinds_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    """The same for a line of samples."""
    folder = copied(FIXTURES / "lm-eval" / "own", tmp_path_factory.mktemp("other"))
    path = next(folder.glob("samples_*.jsonl"))
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[seed % len(lines)] = json.dumps(with_other_values(json.loads(lines[seed % len(lines)]), seed))
    path.write_text("\n".join(lines), encoding="utf-8")
    read_or_refused(lm_eval.FORMAT, next(folder.glob("results_*.json")))


def change(folder: Path, pattern: str, seed: int) -> None:
    """Other values in a file of the folder."""
    path = next(folder.glob(pattern))
    path.write_text(json.dumps(with_other_values(json.loads(path.read_text(encoding="utf-8")), seed)), encoding="utf-8")
