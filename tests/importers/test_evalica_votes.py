"""The crowd votes: every vote of the raw file is counted once, where the row says, under the name that stands there."""

import csv
from collections import Counter
from io import StringIO

import pytest
from recorded import found_in, raw_files

SOURCE = "evalica"
FILE = "llmfao.csv"


def raw_votes() -> list[dict[str, str]]:
    """The records of the raw file, read without the importer."""
    return list(csv.DictReader(StringIO(raw_files(SOURCE)[FILE].decode("utf-8"))))


def test_every_vote_is_counted_once_where_the_row_says() -> None:
    """The records that a row names hold its names, its voter and as many of each outcome; together they are all."""
    records = raw_votes()
    seen: Counter[int] = Counter()
    for row in found_in(SOURCE, raw_files(SOURCE)).votes:
        places = [int(number) for number in row.at.removeprefix("record ").split()]
        seen.update(places)
        held = [records[place - 1] for place in places]
        assert {(one["left"], one["right"], one["worker"]) for one in held} == {(row.left, row.right, row.group)}
        often = Counter(one["winner"] for one in held)
        assert (often["left"], often["right"], often["tie"]) == (row.left_wins, row.right_wins, row.ties)
    assert seen == Counter(range(1, len(records) + 1))


def test_names_of_several_models_lead_to_none() -> None:
    """A name that stood for several versions keeps its votes and gets no model; a name of one model gets it."""
    models = {row.left: row.left_model for row in found_in(SOURCE, raw_files(SOURCE)).votes}
    assert models["GPT 4"] == models["Claude v1"] == models["Weaver 12k"] == ""
    assert models["LLaMA-2-Chat (70B)"] == "llama-2-70b-chat"
    left = {one.name for one in found_in(SOURCE, raw_files(SOURCE)).unresolved}
    assert "Weaver 12k" in left
    assert "GPT 4" not in left


def test_another_outcome_is_refused() -> None:
    """A winner that is none of three words is no such file."""
    spoiled = raw_files(SOURCE)[FILE].replace(b",tie,", b",both,", 1)
    with pytest.raises(ValueError, match="'both', none of left, right, tie"):
        found_in(SOURCE, {FILE: spoiled})
