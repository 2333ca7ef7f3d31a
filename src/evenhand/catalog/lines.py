"""Faults between records with the line of the description that they are about, and the folder of facts it is in."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import structs

from evenhand.catalog.places import line_of, lines_with
from evenhand.errors import Problem

QUOTED = re.compile(r"'([\w-]+)'")


def placed(problems: Iterable[Problem], roots: tuple[Path, ...]) -> Iterator[Problem]:
    """The problems, those without a line given the one of their value, where the file spells it out."""
    texts: dict[str, str] = {}
    met: Counter[tuple[str, str]] = Counter()
    for problem in problems:
        if problem.line or not problem.file.endswith(".toml"):
            yield problem
            continue
        if problem.file not in texts:
            texts[problem.file] = _text(problem.file, roots)
        number = met[problem.file, problem.value]
        met[problem.file, problem.value] += 1
        yield structs.replace(problem, line=_line(problem, texts[problem.file], number))


def in_folder(problem: Problem, root: Path) -> Problem:
    """A problem of a file below this folder, with the whole path of the file."""
    return problem if Path(problem.file).is_absolute() else structs.replace(problem, file=str(root / problem.file))


def in_folders(problems: Iterable[Problem], roots: tuple[Path, ...]) -> Iterator[Problem]:
    """The problems, with the whole path of a file that stands in another folder than the first.

    Of a description the later folder counts. Of a row it is the folder whose file has the value in that line, or each
    that may be meant.
    """
    for problem in problems:
        holding = [root for root in roots if (root / problem.file).is_file()]
        meant = holding[-1:] if problem.file.endswith(".toml") else _with_value(problem, holding)
        if meant in ([], [roots[0]]):
            yield problem
        else:
            files = (str(root / problem.file) for root in meant)
            yield structs.replace(problem, file=" or ".join(files))


def _with_value(problem: Problem, holding: list[Path]) -> list[Path]:
    found = [root for root in holding if _stands(problem, (root / problem.file).read_text("utf-8", errors="replace"))]
    return found or holding


def _stands(problem: Problem, text: str) -> bool:
    lines = text.splitlines()
    return problem.line <= len(lines) and all(word in lines[problem.line - 1] for word in problem.value.split())


def _line(problem: Problem, text: str, number: int) -> int:
    """The line with the value and a key that the message quotes, or the `number`-th with the value, or the key's."""
    keys = QUOTED.findall(problem.message)
    lines = lines_with(text, problem.value) if problem.value else []
    written = text.split("\n")
    both = [line for line in lines if any(key in written[line - 1] for key in keys)]
    found = both or lines
    if found:
        return found[min(number, len(found) - 1)]
    return max((line_of(text, (key,)) for key in keys), default=0)


def _text(file: str, roots: tuple[Path, ...]) -> str:
    """The text that counts: a later folder replaces the description of an earlier one."""
    holding = [root / file for root in roots if (root / file).is_file()]
    return holding[-1].read_text("utf-8", errors="replace") if holding else ""
