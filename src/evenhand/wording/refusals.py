"""Why a parameter was refused, said with the name that the reader knows and without the words of the framework."""

import re
from collections.abc import Callable, Iterable

LONG = re.compile(r"Expected `str.*` of length <= (\d+)")
SHORT = re.compile(r"Expected `str.*` of length >= 1")
MANY = re.compile(r"Expected `(?:array|object).*` of length <= (\d+)")
FEW = re.compile(r"Expected `(?:array|object).*` of length >= (\d+)")
LEAST = re.compile(r"Expected `(int|float).*` >= ([\d.]+)")
MOST = re.compile(r"Expected `(int|float).*` <= ([\d.]+)")
KIND = re.compile(r"Expected `(int|float|bool|str|array|object)")
KINDS = {
    "int": "must be a whole number",
    "float": "must be a number",
    "bool": "must be true or false",
    "str": "must be a text",
    "array": "must be a list",
    "object": "must be an object, of names and values",
}


def refusals(found: Iterable[object]) -> str:
    """All refusals as clauses: `“page” must be a whole number`; empty when nothing says which parameter it is.

    `found` are the framework's own records, each with the parameter's `key`, its `source` and a `message`; `within`
    says that the fault is a member of a list or object.
    """
    return "; ".join(_refusal(one) for one in found if isinstance(one, dict))


def _refusal(one: dict[str, object]) -> str:
    name = str(one.get("key", "")).rstrip("_")
    inside = "each value in " if one.get("within") else ""
    who = f"{inside}“{name}”" if name and one.get("source") != "path" else "the name in the address"
    return f"{who} {_reason(str(one.get('message', '')))}"


def _reason(message: str) -> str:
    for pattern, say in BOUNDS:
        if found := pattern.search(message):
            return say(found)
    kind = KIND.search(message)
    return KINDS[kind[1]] if kind else "cannot be used"


def _values(found: re.Match[str]) -> str:
    return f"{found[1]} value" if found[1] == "1" else f"{found[1]} values"


BOUNDS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (LONG, lambda found: f"may be at most {found[1]} characters long"),
    (SHORT, lambda _: "must not be empty"),
    (MANY, lambda found: f"may have at most {_values(found)}"),
    (FEW, lambda found: f"must have at least {_values(found)}"),
    (LEAST, lambda found: f"must be a number of at least {float(found[2]):,g}"),
    (MOST, lambda found: f"must be a number of at most {int(float(found[2])):,}"),
)
