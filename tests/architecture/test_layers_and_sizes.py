"""The shape of the code: layers, sizes, names, and tests that say what they test."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from configparser import ConfigParser
from itertools import pairwise
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "evenhand"
MODULES = sorted(SOURCE.rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("test_*.py"))
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc", "base", "core", "shared"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(path: Path) -> Iterator[Function]:
    """Every function and method of a module."""
    tree = ast.parse(path.read_text("utf-8"))
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def docstring_lines(node: ast.Module | ast.ClassDef | Function) -> int:
    """How many lines a docstring takes."""
    if ast.get_docstring(node, clean=False) is None:
        return 0
    first = node.body[0]
    return (first.end_lineno or first.lineno) - first.lineno + 1


def length(node: Function) -> int:
    """Lines of a function from `def` to its end, without its docstring."""
    return (node.end_lineno or node.lineno) - node.lineno + 1 - docstring_lines(node)


def module_length(path: Path) -> int:
    """Lines of a module without any docstring."""
    text = path.read_text("utf-8")
    described = (ast.Module, ast.ClassDef, *Function.__args__)
    nodes = [node for node in ast.walk(ast.parse(text)) if isinstance(node, described)]
    return len(text.splitlines()) - sum(docstring_lines(node) for node in nodes)


def test_imports_go_down_only() -> None:
    """The layers and the other contracts of .importlinter hold."""
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert run.returncode == 0, run.stdout


def test_every_folder_is_a_layer() -> None:
    """Each folder and top module of the package has its place in the staircase."""
    rules = ConfigParser()
    rules.read(ROOT / ".importlinter")
    contract = rules["importlinter:contract:layers"]
    layers = set(contract["layers"].replace("|", " ").split()) | set(contract["exhaustive_ignores"].split())
    found = {path.stem for path in SOURCE.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()}
    assert found - {"__init__"} == layers


def test_functions_are_short() -> None:
    """Half of all functions are under ten lines, and none is over sixty."""
    lengths = {f"{path.name}:{node.name}": length(node) for path in MODULES for node in functions(path)}
    assert median(lengths.values()) < 10
    assert {name: lines for name, lines in lengths.items() if lines > 60} == {}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_module(path: Path) -> None:
    """A module says what it is for, is at most 400 lines, has a name of the domain, and imports no tests."""
    tree = ast.parse(path.read_text("utf-8"))
    assert ast.get_docstring(tree)
    assert module_length(path) <= 400
    assert path.stem not in EMPTY_NAMES
    assert path.parent.name not in EMPTY_NAMES
    named = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    named += [each.name for node in ast.walk(tree) if isinstance(node, ast.Import) for each in node.names]
    assert not [name for name in named if name.partition(".")[0] in {"tests", "pytest", "hypothesis", "conftest"}]


@pytest.mark.parametrize("path", TESTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_tests_say_what_they_test(path: Path) -> None:
    """Every test has a docstring of a sentence that ends with a full stop, and no two tests of a file share a name."""
    tests = [node for node in functions(path) if node.name.startswith("test_")]
    assert tests
    for node in tests:
        said = ast.get_docstring(node)
        assert said, f"{path.name}:{node.lineno} {node.name}"
        assert said.rstrip().endswith("."), f"{path.name}:{node.lineno} {node.name}"
    names = sorted(node.name for node in tests)
    assert not [one for one, other in pairwise(names) if one == other]


def test_test_files_have_names_of_their_own() -> None:
    """No two test files share a name, as each is imported by it."""
    names = sorted(path.name for path in TESTS)
    assert not [one for one, other in pairwise(names) if one == other]
