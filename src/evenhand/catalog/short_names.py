"""Short forms of models' names: `Opus 4.5` for Claude Opus 4.5, `2.5 Pro` for Gemini 2.5 Pro, `openai/gpt-5.5`.

A short form is a name without the brand that it begins with, or with the lab before it. Without a brand it must be a
word and a version (neither `V3` nor `7B` is enough), not begin with a brand of another lab (`Llama 2 7B 128K` is not
short for YaRN Llama 2 7B 128K), and every name that holds these words must begin with the brand that was left out.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from evenhand.catalog.folding import folded
from evenhand.records.facts import Lab, Model

WORD = re.compile(r"[^\W_]+(?:\.\d[^\W_]*)*\+?")
BRAND = re.compile(r"[^\W\d_]+")
VERSION_FIRST = re.compile(r"\d+\.\d+ [^\W\d_]{2}.*")
SIZE = re.compile(r"[\dx.]+[bmk]")
LEAST_LETTERS = 3
Brand = tuple[str, str]


def short_names(models: Iterable[Model], labs: Mapping[str, Lab]) -> dict[str, str]:
    """The short forms that can mean one model alone, without case and punctuation, with the id of that model."""
    every = tuple(models)
    labs_of = _labs_of_brands(every)
    found: dict[str, set[str]] = defaultdict(set)
    for model in every:
        for form in (*_behind_lab(model, labs.get(model.lab)), *_without_brand(model, labs_of)):
            found[form].add(model.id)
    brands = _brands(every, found.keys())
    return {form: next(iter(ids)) for form, ids in found.items() if len(ids) == 1 and len(brands.get(form, ())) <= 1}


def names_of(model: Model) -> tuple[str, ...]:
    """A model's id, name and other names."""
    return model.id, model.name, *model.aliases


def holding(text: str, models: Iterable[Model]) -> tuple[Model, ...]:
    """The models of which a name holds the words of a text one after another: those that end so first, then newest."""
    wanted = f" {' '.join(_words(text))} "
    every = tuple(models) if wanted.strip() else ()
    ends = {model.id: end for model in every if (end := _ends(model, wanted)) is not None}
    newest = sorted(
        (model for model in every if model.id in ends), key=lambda model: model.released or "", reverse=True
    )
    return tuple(sorted(newest, key=lambda model: not ends[model.id]))


def _behind_lab(model: Model, lab: Lab | None) -> Iterator[str]:
    if lab:
        yield from (folded(maker + name) for name in names_of(model) for maker in (lab.id, lab.name))


def _without_brand(model: Model, labs_of: Mapping[str, set[str]]) -> Iterator[str]:
    for name in names_of(model):
        brand, *rest = _words(name) or [""]
        if BRAND.fullmatch(brand) and _says_enough(rest) and labs_of.get(_brand(rest[0]), set()) <= {model.lab}:
            yield folded("".join(rest))


def _says_enough(rest: list[str]) -> bool:
    """Whether what stands behind a brand is a word and a version, in either order; a size is no version."""
    said = " ".join(rest)
    versions = [word for word in rest if any(map(str.isdecimal, word)) and not SIZE.fullmatch(word)]
    if len(rest) < 2 or not versions or sum(map(str.isalpha, said)) < LEAST_LETTERS:
        return False
    return said[0].isalpha() or bool(VERSION_FIRST.match(said))


def _labs_of_brands(models: Iterable[Model]) -> dict[str, set[str]]:
    """The labs that have a model whose name begins with each word."""
    found: dict[str, set[str]] = defaultdict(set)
    for model in models:
        for name in names_of(model):
            found[_brand(name)].add(model.lab)
    found.pop("", None)
    return found


def _brand(name: str) -> str:
    """The letters that a name begins with: `qwen` of Qwen2.5."""
    start = BRAND.match(name.casefold())
    return start[0] if start else ""


def _brands(models: Iterable[Model], forms: Iterable[str]) -> dict[str, set[Brand]]:
    """With which brands, each with its lab, the names begin that hold the words of a form."""
    wanted = frozenset(forms)
    found: dict[str, set[Brand]] = defaultdict(set)
    for model in models:
        for name in names_of(model):
            words = [folded(word) for word in _words(name)]
            for start in range(len(words)):
                for end in range(start + 2, len(words) + 1):
                    run = "".join(words[start:end])
                    if run in wanted:
                        found[run].add((model.lab, words[0]))
    return found


def _words(name: str) -> list[str]:
    return WORD.findall(name.casefold())


def _ends(model: Model, wanted: str) -> bool | None:
    """Whether a name of the model ends in these words; None where none holds them."""
    held = [said for name in names_of(model) if wanted in (said := f" {' '.join(_words(name))} ")]
    return any(said.endswith(wanted) for said in held) if held else None
