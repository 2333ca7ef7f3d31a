"""A source's own exceptions, kept as data in `data/rules/<source>.toml`, each with its reason."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Annotated

from msgspec import Meta, Struct

from evenhand.records.facts import CONDITIONS

STATED = ("benchmark", *CONDITIONS, "measured_by")


class Rule(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """For rows that match every given test: refuse them, or state conditions that the row leaves open or gets wrong.

    `models` and `benchmarks` are the source's own names, `links` whole links; `link_is`, `note`, `says` (the note or
    the reported tools) and `harness_is` are regular expressions looked for in the row. `refuse` is the reason that
    the ledger gives, `why` the evidence. An empty condition takes back what the row reports; `$1` in one is the first
    group that `note` found. `n` is the number of items that such a row rests on, where it does not count them itself.
    """

    why: str
    models: tuple[str, ...] = ()
    benchmarks: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    link_is: str = ""
    note: str = ""
    says: str = ""
    harness_is: str = ""
    refuse: str = ""
    benchmark: str | None = None
    version: str | None = None
    subset: str | None = None
    context: str | None = None
    tools: str | None = None
    effort: str | None = None
    mode: str | None = None
    harness: str | None = None
    prompting: str | None = None
    trials: str | None = None
    judge: str | None = None
    measured_by: str | None = None
    n: Annotated[int, Meta(ge=1)] | None = None


class Variant(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A name under which an aggregator lists a model: which model it is, in which mode and with which effort."""

    model: str
    effort: str = ""
    mode: str = ""


class Rules(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """All exceptions of a source. Later rules override what earlier ones state; the first refusal ends it.

    `variants` are an aggregator's names of models, `efforts` what a source's model name itself says about effort,
    `not_reasoning` models for which a stated effort means nothing, `providers` its names of providers.
    """

    rule: tuple[Rule, ...] = ()
    variants: dict[str, Variant] = {}
    efforts: dict[str, str] = {}
    not_reasoning: tuple[str, ...] = ()
    providers: dict[str, str] = {}


class Subject(Struct, frozen=True, kw_only=True):
    """What rules look at in one row, in the source's own names."""

    model: str
    benchmark: str
    link: str = ""
    note: str = ""
    tools: str = ""
    harness: str = ""


class Ruling(Struct, frozen=True, kw_only=True):
    """What all matching rules together say: a refusal with its evidence, or conditions by field name and items."""

    refuse: str = ""
    why: str = ""
    stated: Mapping[str, str] = {}
    n: int | None = None


def ruling(rules: Iterable[Rule], subject: Subject) -> Ruling:
    """Apply rules in order."""
    stated: dict[str, str] = {}
    items: int | None = None
    for rule in rules:
        if not _matches(rule, subject):
            continue
        if rule.refuse:
            return Ruling(refuse=rule.refuse, why=rule.why)
        stated |= _stated(rule, subject)
        items = rule.n or items
    return Ruling(stated=stated, n=items)


def _stated(rule: Rule, subject: Subject) -> dict[str, str]:
    found = _pattern(rule.note).search(subject.note) if rule.note else None
    first = found[1] if found and found.re.groups else ""
    given = ((name, getattr(rule, name)) for name in STATED)
    return {name: value.replace("$1", first) for name, value in given if value is not None}


def _matches(rule: Rule, subject: Subject) -> bool:
    return (
        (not rule.models or subject.model in rule.models)
        and (not rule.benchmarks or subject.benchmark in rule.benchmarks)
        and (not rule.links or subject.link in rule.links)
        and (not rule.link_is or bool(_pattern(rule.link_is).search(subject.link)))
        and (not rule.note or bool(_pattern(rule.note).search(subject.note)))
        and (not rule.says or bool(_pattern(rule.says).search(f"{subject.note} {subject.tools}")))
        and (not rule.harness_is or bool(_pattern(rule.harness_is).search(subject.harness)))
    )


@lru_cache(maxsize=512)
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)
