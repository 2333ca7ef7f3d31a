"""Why a parameter was refused, said with the name that the reader knows and without the words of the framework."""

import re
from collections.abc import Iterable

LONG = re.compile(r"Expected `str.*` of length <= (\d+)")
LEAST = re.compile(r"Expected `(int|float).*` >= ([\d.]+)")
MOST = re.compile(r"Expected `(int|float).*` <= ([\d.]+)")
KIND = re.compile(r"Expected `(int|float|bool)")
KINDS = {"int": "must be a whole number", "float": "must be a number", "bool": "must be true or false"}


def refusals(found: Iterable[object]) -> str:
    """All refusals as clauses: `“page” must be a whole number`; empty when nothing says which parameter it is.

    `found` are the framework's own records, each with the parameter's `key`, its `source` and a `message`.
    """
    return "; ".join(_refusal(one) for one in found if isinstance(one, dict))


def _refusal(one: dict[str, object]) -> str:
    name = str(one.get("key", "")).rstrip("_")
    who = f"“{name}”" if name and one.get("source") != "path" else "the name in the address"
    return f"{who} {_reason(str(one.get('message', '')))}"


def _reason(message: str) -> str:
    if long := LONG.search(message):
        return f"may be at most {long[1]} characters long"
    if least := LEAST.search(message):
        return f"must be a number of at least {float(least[2]):,g}"
    if most := MOST.search(message):
        return f"must be a number of at most {int(float(most[2])):,}"
    kind = KIND.search(message)
    return KINDS[kind[1]] if kind else "cannot be used"
