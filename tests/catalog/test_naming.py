"""Any of a model's names leads to it; one that does not exist gives the nearest."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.catalog import naming
from evenhand.catalog.catalog import Catalog
from evenhand.catalog.folding import folded
from evenhand.catalog.nearest import nearest
from evenhand.errors import UnknownBenchmark, UnknownEffort, UnknownLane, UnknownModel, UnknownRanking


def test_every_name_of_every_model(catalog: Catalog) -> None:
    """Id, name and every alias lead to the model that has them, however they are spelt."""
    for model in catalog.models.values():
        for name in (model.id, model.name, *model.aliases):
            for spelling in (name, name.upper(), f"  {name.replace('-', ' ')} ", name.replace("-", "_")):
                assert naming.subject(catalog, spelling).model is model


def test_every_name_of_every_benchmark(catalog: Catalog) -> None:
    """The same holds for benchmarks."""
    for benchmark in catalog.benchmarks.values():
        for name in (benchmark.id, benchmark.name, *benchmark.aliases):
            assert naming.benchmark(catalog, name.lower()) is benchmark


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("gpt-5.99", "gpt-5"),
        ("claude opus 45x", "claude-opus-4.5"),
        ("gema-4-12b", "gemma-4-12b"),
        ("GPT5.5o", "gpt-5.5"),
    ],
)
def test_nearest_models(text: str, first: str, catalog: Catalog) -> None:
    """A name that is slightly wrong gives ids close to it."""
    with pytest.raises(UnknownModel) as caught:
        naming.resolve(catalog, text)
    assert any(name.startswith(first) for name in caught.value.nearest)
    assert len(caught.value.nearest) <= 5


@pytest.mark.parametrize("text", ["", " ", "@", "--", "@high", "\x1b[31m", "x" * 10_000, "🦙"])
def test_names_that_are_none(text: str, catalog: Catalog) -> None:
    """Emptiness, punctuation, control characters and very long texts are unknown models, and said shortly."""
    with pytest.raises(UnknownModel) as caught:
        naming.subject(catalog, text)
    assert len(str(caught.value)) < 400
    assert str(caught.value).isprintable()


def test_configuration(catalog: Catalog) -> None:
    """`name@effort` is the configuration of a model that has scores at this effort."""
    model = next(name for name in catalog.models if len(naming.efforts_of(catalog, name)) > 0)
    effort = naming.efforts_of(catalog, model)[0]
    found = naming.subject(catalog, f"{catalog.models[model].name}@{effort}")
    assert (found.model.id, found.effort, found.address) == (model, effort, f"{model}@{effort}")
    assert naming.subject(catalog, f"{model}@").effort == ""


def test_unknown_effort_lists_those_that_exist(catalog: Catalog) -> None:
    """An effort without a score is refused with the configurations that have some."""
    model = next(name for name in catalog.models if naming.efforts_of(catalog, name))
    with pytest.raises(UnknownModel) as caught:
        naming.subject(catalog, f"{model}@enormous")
    efforts = naming.efforts_of(catalog, model)
    assert caught.value.nearest == tuple(f"{model}@{effort}" for effort in efforts)
    assert isinstance(caught.value, UnknownEffort)
    name = catalog.models[model].name
    assert str(caught.value) == f"{name} has no scores at effort 'enormous'; there are {', '.join(efforts)}"


def test_effort_of_a_model_without_any(catalog: Catalog) -> None:
    """A model whose scores state no effort says so, and is itself the nearest."""
    model = next(name for name in catalog.models if not naming.efforts_of(catalog, name))
    with pytest.raises(UnknownEffort, match="has no scores at a stated effort") as caught:
        naming.subject(catalog, f"{model}@high")
    assert caught.value.nearest == (model,)


def test_names_that_hold_the_text_come_first(catalog: Catalog) -> None:
    """A name cut short is answered with those that begin with it, then those that hold it, then what is spelt alike."""
    near = naming.nearest("swe-bench", catalog.benchmarks)
    assert "swe-bench-verified" in near[:2]
    assert all(name.startswith("swe-bench") for name in near)
    names = ["mt-bench", "multi-swe-bench", "SWE Bench Pro", "swe-bench-verified", "swe-bunch"]
    assert nearest("swe-bench", names) == (
        "SWE Bench Pro",
        "swe-bench-verified",
        "multi-swe-bench",
        "swe-bunch",
        "mt-bench",
    )
    assert nearest("gpt-5.5", ["GPT 4", "Koala"]) == ("GPT 4",)


def test_other_unknown_names(catalog: Catalog) -> None:
    """Unknown benchmarks, rankings and lanes name the nearest or those that exist."""
    with pytest.raises(UnknownBenchmark, match=r"did you mean .*gpqa-diamond"):
        naming.benchmark(catalog, "gpqa-diamont")
    with pytest.raises(UnknownRanking, match=r"did you mean .*even"):
        naming.ranking(catalog, "evn")
    with pytest.raises(UnknownLane, match="did you mean verified, provisional, everything"):
        naming.lane(catalog.rankings["even"], "zzz")
    assert naming.lane(catalog.rankings["even"], None) == "provisional"


@given(st.text())
def test_folding_is_stable(text: str) -> None:
    """A folded name folds to itself, and spaces, dots and dashes between letters do not matter."""
    assert folded(folded(text)) == folded(text)
    assert folded(f" {text}-._") == folded(text)


@given(st.text(max_size=200), st.lists(st.text(max_size=20), max_size=10))
def test_nearest_come_from_the_names(text: str, names: list[str]) -> None:
    """The nearest names are some of the given ones, at most five."""
    found = nearest(text, names)
    assert set(found) <= set(names)
    assert len(found) <= 5
