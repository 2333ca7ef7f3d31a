"""Short forms of names: each leads to the one model that it can mean, and none takes a name from its own model."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenhand.catalog import naming
from evenhand.catalog.catalog import Catalog
from evenhand.catalog.folding import folded
from evenhand.catalog.short_names import holding, names_of, short_names
from evenhand.errors import UnknownModel
from evenhand.records.facts import Lab, Model

LABS = {name: Lab(id=name, name=f"{name} Research") for name in ("acme", "birch")}
BRANDS = {"acme": "Tern", "birch": "Vole"}


def model(lab: str, name: str, *aliases: str) -> Model:
    """A model with an id made of its lab and name."""
    return Model(id=f"{lab}-{folded(name)}", lab=lab, name=name, aliases=aliases)


def of(*models: Model) -> dict[str, str]:
    """The short forms of some models."""
    return short_names(models, LABS)


def test_usual_short_forms_lead_to_the_model(catalog: Catalog) -> None:
    """Names as people write them: without the brand, with the lab, in any case and punctuation."""
    for text, wanted in {
        "Opus 4.5": "claude-opus-4.5",
        "opus-4-5": "claude-opus-4.5",
        "Sonnet 4": "claude-sonnet-4",
        "GPT 5.5": "gpt-5.5",
        "gpt5.5": "gpt-5.5",
        "2.5 Pro": "gemini-2.5-pro",
        "openai/gpt-5.5": "gpt-5.5",
        "Anthropic Opus": "",
        "V3": "",
        "7B": "",
        "Llama 2 7B 128K": "",
        "2.0 Pro": "",
    }.items():
        found = naming.named(catalog, text)
        assert (found.id if found else "") == wanted, text


def test_a_form_that_several_could_mean_leads_nowhere() -> None:
    """Two brands with one tail, a tail inside a longer name of another brand, a brand of another lab."""
    tern, vole = model("acme", "Tern Grand 2"), model("birch", "Vole Grand 2")
    assert of(tern)["grand2"] == tern.id
    assert "grand2" not in of(tern, vole)
    assert "grand2" not in of(tern, model("birch", "Vole Grand 2 Preview"))
    assert "grand2" not in of(tern, model("birch", "Grand 1"))
    assert of(tern, model("acme", "Tern Grand 2.5"))["grand2"] == tern.id
    assert {"2", "grand", "v2", "7bchat"}.isdisjoint(of(tern, model("acme", "Tern V2"), model("acme", "Tern 7B Chat")))


def test_the_error_names_those_it_could_mean(catalog: Catalog) -> None:
    """What could mean several is refused with their names and ids, those that end so first."""
    with pytest.raises(UnknownModel) as refused:
        naming.resolve(catalog, "Opus")
    assert "Claude Opus 4.7 (claude-opus-4.7)" in str(refused.value)
    assert all("opus" in one for one in refused.value.nearest)
    assert refused.value.names == {one: catalog.models[one].name for one in refused.value.nearest}
    with pytest.raises(UnknownModel) as refused:
        naming.resolve(catalog, "V3")
    assert refused.value.nearest[0] == "deepseek-v3"


WORDS = st.sampled_from(["Tern", "Vole", "Grand", "Mini", "Pro", "2", "2.5", "3", "7B", "V2", "Preview"])
NAMES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)


@st.composite
def families(draw: Any) -> list[Model]:
    """Models of two labs with names of few words, so that many are nearly alike; no two share a name."""
    names = draw(st.lists(NAMES, min_size=1, max_size=8, unique_by=folded))
    return [model(draw(st.sampled_from(sorted(LABS))), name) for name in names]


@settings(max_examples=60, deadline=None)
@given(families(), NAMES)
def test_no_form_is_a_guess(models: list[Model], text: str) -> None:
    """A form is the end of a name of its model, or that behind its lab, and the end of no other model's name."""
    for form, found in of(*models).items():
        meant = next(one for one in models if one.id == found)
        labs = {folded(LABS[meant.lab].id), folded(LABS[meant.lab].name)}
        assert any(
            folded(name).endswith(form) or folded(name) in {form.removeprefix(lab) for lab in labs}
            for name in names_of(meant)
        )
        others = [one for one in models if one is not meant]
        assert not any(folded(one.name).endswith(form) and one.lab != meant.lab for one in others)
    held = holding(text, models)
    assert all(folded(text) in folded(one.name) for one in held)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_every_name_still_leads_to_its_own_model(catalog: Catalog, data: st.DataObject) -> None:
    """Whatever short forms there are, a model's id and names lead to it."""
    one = catalog.models[data.draw(st.sampled_from(sorted(catalog.models)))]
    for name in names_of(one):
        assert naming.named(catalog, name) is one
        assert naming.named(catalog, f" {name.upper()} ") is one


def test_asking_for_an_address_looks_for_no_near_names(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    """The address of a pair is not read as one name by a search through all names."""
    naming.named(catalog, "no such model")
    monkeypatch.setattr(naming, "holding", None)
    monkeypatch.setattr(naming, "nearest", None)
    assert naming.named(catalog, "claude-opus-4.5-vs-gpt-5.5") is None
