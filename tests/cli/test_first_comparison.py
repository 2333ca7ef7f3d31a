"""The first comparison on the shipped facts: what `compare gemma-4-12b gpt-5.5` must say, and why."""

import json
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

Evenhand = Callable[..., Any]


@pytest.fixture
def compared(evenhand: Evenhand) -> Callable[..., dict[str, Any]]:
    """The JSON of a comparison."""

    @cache
    def report(*words: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(evenhand("compare", *words, "--json").out)
        return found

    return report


def categories(report: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The categories of a comparison by id."""
    return {one["id"]: one for one in report["comparison"]["categories"]}


def test_knowledge_goes_to_gpt(compared: Callable[..., dict[str, Any]]) -> None:
    """Knowledge goes to GPT-5.5 on the tests that both took: GPQA Diamond and HLE without tools."""
    report = compared("gemma-4-12b", "gpt-5.5")
    knowledge = categories(report)["knowledge"]
    assert (knowledge["state"], knowledge["leader"]) == ("leads", "right")
    assert set(knowledge["shared"]) == {"gpqa-diamond", "hle"}
    values = {test["benchmark"]: test for test in report["comparison"]["shared"]}
    assert values["gpqa-diamond"]["left"]["observation"]["value"] == 78.8
    assert values["gpqa-diamond"]["right"]["observation"]["value"] == 93.6
    assert (values["hle"]["left"]["scaled"], values["hle"]["right"]["scaled"]) == (5.2, 41.4)


def test_reasoning_and_coding_are_not_comparable(compared: Callable[..., dict[str, Any]]) -> None:
    """Without a shared test under matching conditions both categories say so, and no unlike tests meet."""
    report = compared("gemma-4-12b", "gpt-5.5")
    for name in ("reasoning", "coding"):
        found = categories(report)[name]
        assert (found["state"], found["leader"], found["shared"]) == ("not comparable", None, [])
        assert found["difference"] is None
        assert found["probability"] is None


def test_mrcr_is_left_out_with_the_reason(compared: Callable[..., dict[str, Any]]) -> None:
    """MRCR v2 with 8 needles is left out, and both conditions are named."""
    report = compared("gemma-4-12b", "gpt-5.5")
    (found,) = [one for one in report["comparison"]["left_out"] if one["benchmark"] == "mrcr-v2-8needle"]
    assert found["left"]["observation"]["context"] == "128k"
    assert found["reason"] in {"not admitted", "context length unstated", "other context length"}
    said = " ".join(sentence["text"] for one in report["words"]["categories"] for sentence in one["details"])
    assert f"{report['comparison']['names']['mrcr-v2-8needle']} is not compared" in said
    assert "128k" in said.casefold()


def test_unlike_tests_never_meet(compared: Callable[..., dict[str, Any]]) -> None:
    """Every shared test is one benchmark, and every category's shared tests are among them."""
    report = compared("gemma-4-12b", "gpt-5.5")
    shared = {test["benchmark"] for test in report["comparison"]["shared"]}
    assert not shared & {"arc-agi-2", "mrcr-v2-8needle", "livecodebench", "swe-bench-pro"}
    for test in report["comparison"]["shared"]:
        sides = [test[side]["observation"] for side in ("left", "right")]
        assert {side["benchmark"] for side in sides} == {test["benchmark"]}
        assert sides[0]["version"] == sides[1]["version"]
    assert all(set(one["shared"]) <= shared for one in categories(report).values())


def test_livecodebench_is_shared_with_opus(compared: Callable[..., dict[str, Any]]) -> None:
    """Against Claude Opus 4.5 both sides state LiveCodeBench v6, so coding rests on it."""
    report = compared("gemma-4-12b", "claude-opus-4.5")
    (test,) = [one for one in report["comparison"]["shared"] if one["benchmark"] == "livecodebench"]
    assert test["counted"]
    assert [test[side]["observation"]["version"] for side in ("left", "right")] == ["v6", "v6"]
    assert categories(report)["coding"]["shared"] == ["livecodebench"]


def test_the_classic_view_is_answered(compared: Callable[..., dict[str, Any]]) -> None:
    """Classic gives Gemma coding and knowledge; the comparison names both and what each average is made of."""
    report = compared("gemma-4-12b", "gpt-5.5")
    found = {one["category"]: one for one in report["comparison"]["disagreements"]}
    assert {name for name, one in found.items() if one["classic_leader"] == "left"} == {"coding", "knowledge"}
    assert found["coding"]["left_tests"] == ["livecodebench"]
    assert "mmlu-pro" in found["knowledge"]["left_tests"]
    said = " ".join(sentence["text"] for sentence in report["words"]["disagreements"])
    assert "The classic view gives knowledge to Gemma 4 12B, 77.8 against 66.4" in said
    assert "The classic view gives coding to Gemma 4 12B, 72 against 58.6" in said


def test_every_figure_leads_to_a_source(compared: Callable[..., dict[str, Any]], evenhand: Evenhand) -> None:
    """Each shared score in the JSON has a source and a row, and `explain` leads to both."""
    report = compared("gemma-4-12b", "gpt-5.5")
    for test in report["comparison"]["shared"]:
        for side, model in (("left", "gemma-4-12b"), ("right", "gpt-5.5")):
            seen = test[side]["observation"]
            said = evenhand("explain", model, test["benchmark"]).out
            assert f"Row: {seen['file']}:{seen['line']}" in said
            assert "Source: " in said


def test_sides_mirror(compared: Callable[..., dict[str, Any]]) -> None:
    """With the sides swapped, every difference changes its sign and nothing else changes."""
    one, other = compared("gemma-4-12b", "gpt-5.5"), compared("gpt-5.5", "gemma-4-12b")
    swap = {"left": "right", "right": "left", None: None}
    for name, found in categories(one).items():
        mirrored = categories(other)[name]
        assert (found["state"], swap[found["leader"]]) == (mirrored["state"], mirrored["leader"])
        assert found["difference"] == pytest.approx(-mirrored["difference"]) if found["shared"] else True
    assert swap[one["comparison"]["verdict"]["pick"]] == other["comparison"]["verdict"]["pick"]


def test_any_of_the_names(compared: Callable[..., dict[str, Any]]) -> None:
    """Names and other names give the same comparison as the ids."""
    assert compared("Gemma 4 12B", "GPT 5.5") == compared("gemma-4-12b-it", "gpt-5.5")
