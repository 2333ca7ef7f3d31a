"""One search behind every list: each word of the text stands in a name, case and punctuation aside."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.searching import meaning, search_benchmarks, search_models, searched


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("gpt 5.5", "gpt-5.5"),
        ("gpt5", "gpt-5.5"),
        ("GPT 5 5", "gpt-5.5"),
        ("openai gpt 5.5", "gpt-5.5"),
        ("openai/gpt-5.5", "gpt-5.5"),
        ("deepseek v3", "deepseek-v3.2"),
        ("qwen 3", "qwen3-14b"),
        ("qwen 72b", "qwen2.5-72b-instruct"),
        ("claude opus 4 5", "claude-opus-4.5"),
        ("4.5 opus", "claude-opus-4.5"),
        ("claude 4 5 opus", "claude-opus-4.5"),
    ],
)
def test_models_are_found_as_people_type_them(text: str, found: str, catalog: Catalog) -> None:
    """A space for a dash or dot, or none, another order, the lab before it: the model is found."""
    assert search_models(catalog, text).finds(found)


@pytest.mark.parametrize("text", ["swe bench", "SWE-bench", "swebench verified", "verified swe"])
def test_benchmarks_are_found_as_people_type_them(text: str, catalog: Catalog) -> None:
    """The same for benchmarks."""
    assert search_benchmarks(catalog, text).finds("swe-bench-verified")


@pytest.mark.parametrize(
    ("text", "name", "fits"),
    [
        ("gpt 5", "GPT-4.5", False),
        ("gpt 5", "GPT-5.5", True),
        ("qwen 3", "Qwen2.5 32B", False),
        ("qwen 32", "Qwen2.5 32B", True),
        ("llama 7b", "Llama 2 7B", True),
        ("llama 7b", "Llama 27B", False),
        ("llama 3 70b", "Llama 3.1 70B", True),
        ("command r+", "Command R", False),
        ("command r+", "Command R+", True),
        ("coder", "StarCoder", True),
        ("2024", "gpt-4o-20240806", True),
        ("gpt mini", "GPT-5", False),
        ("!?", "GPT-5", False),
        ("3.1", "GPT-3 175B", False),
        ("3.1", "Llama 3.1 70B", True),
        ("gpt 5.", "GPT-5.5", True),
    ],
)
def test_numbers_are_whole_numbers(text: str, name: str, *, fits: bool) -> None:
    """A number is not sought in the middle of another one, and a single digit is not the first of several."""
    assert meaning(text)(searched([name])) is fits


def test_nothing_searched_finds_everything(catalog: Catalog) -> None:
    """An empty text asks for all, one that nothing is called so for none."""
    assert all(map(search_models(catalog, "  ").finds, catalog.models))
    assert search_models(catalog, "nothing is called so").ids == frozenset()


def test_other_names_and_labs_are_searched(catalog: Catalog) -> None:
    """Every name of every model finds it, also with dashes read as spaces and with its lab before."""
    for model in list(catalog.models.values())[::20]:
        for name in (model.id, model.name, *model.aliases):
            lab = catalog.labs[model.lab].name
            for text in (name, name.upper(), name.replace("-", " ").replace(".", " "), f"{lab} {name}"):
                assert search_models(catalog, text).finds(model.id), text


@given(st.text(max_size=60), st.lists(st.text(max_size=30), max_size=4))
def test_any_text_can_be_searched(text: str, names: list[str]) -> None:
    """No text breaks the search."""
    assert meaning(text)(searched(names)) in (True, False)
