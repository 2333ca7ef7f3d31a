"""The checks of IFEval, against verdicts of the authors' code and against cases made for each rule."""

import json
from pathlib import Path
from typing import Any

import pytest

from evenhand.measure.instructions.checks import CHECKS, follows, follows_loosely, readings
from evenhand.measure.instructions.counting import sentences
from evenhand.measure.question_sets import instruction_prompts

VERDICTS = Path(__file__).with_name("ifeval_verdicts.jsonl")


def test_verdicts_are_those_of_the_authors_code() -> None:
    """Verdicts of the authors' checks, as if-verifiable 0.1.2 packs them, recorded on texts of the shipped sets."""
    cases = [json.loads(line) for line in VERDICTS.read_text(encoding="utf-8").splitlines()]
    assert len(cases) > 100
    wrong = [one for one in cases if follows(one["kind"], one["parameters"], one["reply"]) is not one["follows"]]
    assert wrong == []


def test_every_kind_of_the_set_has_a_check() -> None:
    """All 25 kinds and no other."""
    assert {kind for one in instruction_prompts() for kind in one.instruction_id_list} == set(CHECKS)


@pytest.mark.parametrize(
    ("kind", "parameters", "good", "bad"),
    [
        ("keywords:existence", {"keywords": ["mom", "mother"]}, "Mom is a mother", "mom"),
        ("keywords:letter_frequency", {"letter": "#", "let_relation": "at least", "let_frequency": 2}, "## a", "# a"),
        ("detectable_format:constrained_response", {}, "My answer is no.", "No."),
        (
            "detectable_format:multiple_sections",
            {"section_spliter": "PART", "num_sections": 2},
            "PART 1 a PART 2 b",
            "PART 1",
        ),
        ("detectable_format:json_format", {}, '```json\n{"a": [1]}\n```', '{"a": }'),
        ("length_constraints:number_paragraphs", {"num_paragraphs": 2}, "one\n***\ntwo", "one\n***\n***\ntwo"),
        (
            "length_constraints:nth_paragraph_first_word",
            {"first_word": "Week", "num_paragraphs": 2, "nth_paragraph": 2},
            "a\n\n\"week's end",
            "week\n\na",
        ),
        ("detectable_content:postscript", {"postscript_marker": "P.P.S"}, "a\nP. P. S more", "a\nP.S. more"),
        ("change_case:english_capital", {}, "THIS IS ALL OF IT, AND IT IS ENGLISH.", "This is not."),
        (
            "language:response_language",
            {"language": "de"},
            "Das ist ein ganz gewöhnlicher deutscher Satz.",
            "This is an English sentence.",
        ),
    ],
)
def test_a_rule_tells_good_from_bad(kind: str, parameters: dict[str, Any], good: str, bad: str) -> None:
    """One reply that follows and one that does not; an empty one never does."""
    assert follows(kind, parameters, good)
    assert not follows(kind, parameters, bad)
    assert not follows(kind, parameters, "  ")


def test_looser_readings_leave_out_ends_and_asterisks() -> None:
    """Eight readings; what a first line of courtesy spoils is followed loosely."""
    assert len(readings("a\nb\nc")) == 8
    assert readings("*a*\nb\nc")[-1] == "b"
    reply = 'Sure, here it is:\n"quoted"'
    assert not follows("startend:quotation", {}, reply)
    assert follows_loosely("startend:quotation", {}, reply)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One. Two! Three?", 3),
        ("Dr. Smith went home. He slept.", 2),
        ("It costs 3.5 dollars. Fine.", 2),
        ("No end", 1),
        ("", 0),
        ("1. First thing. 2. Second thing.", 2),
    ],
)
def test_sentences_are_counted_by_their_ends(text: str, count: int) -> None:
    """Abbreviations, decimals and numbers of a list end none."""
    assert sentences(text) == count
