"""docs/by-hand.md: each line of arithmetic is worked out again, and its results are what the commands print."""

import ast
import importlib.util
import math
import operator
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec import Struct
from scipy.stats import norm, t
from tests.cli.conftest import Evenhand

from evenhand.catalog.catalog import Catalog

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "by-hand.md").read_text("utf-8")
OPERATORS: dict[type[ast.AST], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}
FUNCTIONS: dict[str, Callable[..., float]] = {"sqrt": math.sqrt, "log": math.log, "Phi": norm.cdf, "T": t.cdf}
NUMBER = re.compile(r"\d+(?:\.\d+)?")
LINE = re.compile(r"^(?P<sum>.+?) (?P<sign>[=<>]) (?P<value>-?[\d.]+)    (?P<what>.+)$")
# What the page names in a category, in the order of its lines, and where `evenhand explain` prints it.
PRINTED = {"D", "SE", "P1", "variance", "precision", "expected", "spread"}


class Sum(Struct, frozen=True):
    """One line of arithmetic: the text that is worked out, the sign, the value as written, what it is."""

    text: str
    sign: str
    value: str
    what: str


def test_the_evaluator_knows_wrong_from_right() -> None:
    """A right sum passes, a wrong last digit does not, and nothing but arithmetic is worked out."""
    assert holds(Sum("(-36.2 - 14.8) / 2", "=", "-25.5", ""))
    assert not holds(Sum("(-36.2 - 14.8) / 2", "=", "-25.6", ""))
    assert holds(Sum("T(-0.5651 / 0.5004, 4)", "=", "0.161", ""))
    assert not holds(Sum("Phi(-12.1 / 4.287)", "=", "0.0025", ""))
    assert not holds(Sum("Phi(0)", "<", "0.000001", ""))
    with pytest.raises(ValueError, match="no arithmetic"):
        worked_out("__import__('os')")


def test_every_sum_of_the_page_is_right() -> None:
    """Each line gives its value, within what the rounding of the figures that go in allows."""
    found = [one for block in blocks(PAGE) for one in sums(block)]
    assert len(found) > 300
    assert [f"{one.text} {one.sign} {one.value}" for one in found if not holds(one)] == []


def test_no_line_of_the_page_escapes() -> None:
    """Every line of every block of arithmetic is read: none is too odd for the test above."""
    for block in blocks(PAGE):
        assert len(list(sums(block))) == len(joined(block).splitlines()), block


def test_results_are_what_the_commands_print(evenhand: Evenhand) -> None:
    """What the page gets for a category or an overall stands in the output of the command that it names."""
    seen = 0
    for words, block in named(PAGE, "--against"):
        printed = set(re.findall(r"-?\d[\d.]*\d|-?\d", evenhand("explain", *words).out))
        for one in sums(block):
            if one.what in PRINTED and one.sign == "=":
                seen += 1
                if not ("overall" in words and one.what in {"expected", "variance"}):
                    assert one.value in printed, f"{' '.join(words)}: {one.what} {one.value}"
    assert seen > 80


def test_the_page_is_of_this_catalog(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page is the one that its writer makes of the facts of today; `docs/write_by_hand.py` writes it anew."""
    monkeypatch.syspath_prepend(DOCS)
    spec = importlib.util.spec_from_file_location("write_by_hand", DOCS / "write_by_hand.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.page(catalog) == PAGE


def blocks(text: str) -> list[str]:
    """The blocks of arithmetic, those between plain fences."""
    return re.findall(r"^```\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def named(text: str, option: str) -> Iterator[tuple[list[str], str]]:
    """Each block right after a line that names an `evenhand explain` with this option: its words, the block."""
    found = re.finditer(r"`evenhand explain ([^`]*)`:\n\n```\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return ((match[1].split(), match[2]) for match in found if option in match[1])


def joined(block: str) -> str:
    """The block with lines that were broken after a plus put together again."""
    return block.replace("+\n    ", "+ ")


def sums(block: str) -> Iterator[Sum]:
    """The sums of a block."""
    for line in joined(block).splitlines():
        if match := LINE.match(line):
            yield Sum(match["sum"], match["sign"], match["value"], match["what"])


def holds(one: Sum) -> bool:
    """Whether the sum gives its value; for `=` within half a unit of the last digit and the rounding of its figures."""
    result, stated = worked_out(one.text), float(one.value)
    if one.sign != "=":
        return result < stated if one.sign == "<" else result > stated
    return abs(result - stated) <= half_unit(one.value) + slack(one.text) + 1e-9


def slack(text: str) -> float:
    """By how much the result moves, at most, when each figure of three or more digits is half a unit of its fourth off.

    Shorter figures are exact: published scores, constants and counts.
    """
    base, moved = worked_out(text), 0.0
    for match in NUMBER.finditer(text):
        digits = len(match[0].replace(".", "").lstrip("0"))
        if "." in match[0] and digits >= 3:
            size = half_fourth(float(match[0]))
            moved += abs(worked_out(f"{text[: match.start()]}{float(match[0]) + size!r}{text[match.end() :]}") - base)
    return moved


def half_unit(value: str) -> float:
    """Half a unit of the last digit of a figure of four digits, or of the last one written where that is coarser."""
    decimals = len(value.partition(".")[2])
    written = 0.5 * 10.0**-decimals
    return min(written, half_fourth(float(value))) if decimals != 1 and float(value) else written


def half_fourth(value: float) -> float:
    """Half a unit of the fourth significant digit."""
    return 0.5 * 10.0 ** (math.floor(math.log10(abs(value))) - 3)


def worked_out(text: str) -> float:
    """The value of an expression of numbers, + - * / ^, sqrt, log, Phi and T.

    Raises:
        ValueError: it holds anything else.

    """
    return _value(ast.parse(text.replace("^", "**").strip(), mode="eval").body)


def _value(node: ast.expr) -> float:
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return float(node.value)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_value(node.operand)
    if isinstance(node, ast.BinOp) and type(node.op) in OPERATORS:
        return OPERATORS[type(node.op)](_value(node.left), _value(node.right))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in FUNCTIONS:
        return float(FUNCTIONS[node.func.id](*(_value(each) for each in node.args)))
    raise ValueError(f"no arithmetic: {ast.dump(node)}")
