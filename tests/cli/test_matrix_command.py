"""`evenhand compare` with three models or more prints the matrix, in every form the same."""

import json
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from evenhand.records.matrix import MatrixReport

Evenhand = Callable[..., Any]
pytestmark = pytest.mark.usefixtures("toy_facts")
THREE = ("quill-7", "tarn-2", "tarn-2-mini")


def test_every_form_says_the_same(evenhand: Evenhand) -> None:
    """The plain page, the Markdown and the JSON hold the same sentences, and the JSON reads back into its record."""
    plain, marked = evenhand("compare", *THREE), evenhand("compare", *THREE, "--markdown")
    report = msgspec.json.decode(evenhand("compare", *THREE, "--json").out, type=MatrixReport)
    assert plain.code == marked.code == 0
    assert report.schema == "evenhand/matrix/1"
    assert tuple(side.address for side in report.matrix.sides) == THREE
    flat = " ".join(plain.out.split())
    for sentence in (*report.words.lead, *report.words.notes):
        assert sentence.text in flat
        assert sentence.text in marked.out
    assert marked.out.startswith(f"# {report.words.title}\n")


def test_a_limit_and_a_lane_reach_the_matrix(evenhand: Evenhand) -> None:
    """Options of a comparison count here too: the lane, the workload and its limits."""
    said = json.loads(evenhand("compare", *THREE, "--lane", "verified", "--requests", "77", "--json").out)
    assert said["matrix"]["snapshot"]["lane"] == "verified"
    assert said["matrix"]["workload"]["requests"] == 77


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("quill-7", "tarn-2", "quill-7"), "3 to 6 different models, not 2"),
        (("quill-7", "tarn-2", "no-such-model"), "no model is called 'no-such-model'"),
    ],
)
def test_what_makes_no_matrix_is_said(names: tuple[str, ...], said: str, evenhand: Evenhand) -> None:
    """Too few different models, and names that nobody has, are errors in words."""
    found = evenhand("compare", *names)
    assert found.code == 1
    assert said in found.err
