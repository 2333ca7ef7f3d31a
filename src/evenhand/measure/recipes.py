"""Recipes: for some models where they are asked, under which name, with which settings; and what a set would take."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import msgspec
from msgspec import Struct

from evenhand.catalog.catalog import Catalog
from evenhand.measure.candidates import Settings
from evenhand.measure.question_sets import NAMES, functions, hard_questions, instruction_prompts, word_problems
from evenhand.measure.tasks.wording import asked
from evenhand.records.speed_receipt import Kind

FILE = Path(__file__).with_suffix(".toml")


class NameStands(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where the catalog has the name: in the place of an offer of this source, or among the model's other names."""

    source: str = ""
    at: str = ""
    alias: bool = False


class Recipe(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How one model is asked. An empty `endpoint` is the user's own server."""

    endpoint: str
    kind: Kind
    name: str
    name_stands: NameStands
    kind_stands: str
    why: str
    settings: Settings = Settings()


class Assumed(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Taken where nothing is measured: characters a token, tokens of an answer by set, of thinking by effort."""

    characters_per_token: float
    answer: Mapping[str, int]
    thinking: Mapping[str, int]


class Recipes(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file."""

    recipe: Mapping[str, Recipe]
    assumed: Assumed


class SetSize(Struct, frozen=True, kw_only=True):
    """A question set as it would be asked: questions, and the tokens of one on average, by what is assumed."""

    name: str
    questions: int
    input: int
    output: int


@cache
def recipes() -> Recipes:
    """All of them."""
    return msgspec.toml.decode(FILE.read_bytes(), type=Recipes)


def name_source(catalog: Catalog, model: str, recipe: Recipe) -> str:
    """Where the catalog has the name that a recipe asks for; empty if it does not have it."""
    stands = recipe.name_stands
    if stands.alias:
        known = catalog.models.get(model)
        found = known is not None and recipe.name in known.aliases
        return f"another name of {model} in its own file" if found else ""
    for offer in catalog.offers_of.get(model, ()):
        if (offer.provider, offer.source) == (recipe.endpoint, stands.source) and offer.at.startswith(stands.at):
            return f"{offer.source}, {offer.origin}, {offer.at}" if f"/{recipe.name}/" in offer.at else ""
    return ""


def set_sizes(effort: str | None = None, output: int | None = None) -> tuple[SetSize, ...]:
    """The shipped sets; `output` tokens a question where a reader knows better than what is assumed."""
    assumed = recipes().assumed
    more = assumed.thinking.get(effort or "", 0)
    return tuple(
        SetSize(
            name=name,
            questions=count,
            input=round(characters / count / assumed.characters_per_token),
            output=output or assumed.answer[name] + more,
        )
        for name, (count, characters) in _lengths().items()
    )


@cache
def _lengths() -> Mapping[str, tuple[int, int]]:
    """Questions of each set and the characters of all of them, asked step by step."""
    texts = (
        [asked(one.input, "steps") for one in hard_questions()],
        [asked(one.question, "steps") for one in word_problems()],
        [one.prompt for one in instruction_prompts()],
        [one.prompt for one in functions()],
    )
    return {name: (len(part), sum(map(len, part))) for name, part in zip(NAMES, texts, strict=True)}
