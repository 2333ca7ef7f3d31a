"""The question sets that come with the package, as their authors published them; licences lie beside the files.

BIG-Bench Hard (Suzgun and others 2022, arXiv:2210.09261), the test part of GSM8K (Cobbe and others 2021,
arXiv:2110.14168), IFEval (Zhou and others 2023, arXiv:2311.07911), HumanEval (Chen and others 2021, arXiv:2107.03374).
The file of BIG-Bench Hard begins with the notice that keeps it out of training sets.
"""

import gzip
from functools import cache
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct

FOLDER = Path(__file__).parent / "question_sets"
NAMES = ("bbh", "gsm8k", "ifeval", "humaneval")


class HardQuestion(Struct, frozen=True, kw_only=True):
    """A question of BIG-Bench Hard: of which of its 27 tasks, and the one right answer as its authors write it."""

    task: str
    input: str
    target: str


class WordProblem(Struct, frozen=True, kw_only=True):
    """A question of GSM8K; `answer` is the worked solution, the number after `####` at its end."""

    question: str
    answer: str


class InstructionPrompt(Struct, frozen=True, kw_only=True):
    """A prompt of IFEval: its instructions by kind, and the parameters of each."""

    key: int
    prompt: str
    instruction_id_list: tuple[str, ...]
    kwargs: tuple[dict[str, str | int | list[str]], ...]


class Function(Struct, frozen=True, kw_only=True):
    """A problem of HumanEval: the head of a function to be completed, and the tests that its body must pass."""

    task_id: str
    prompt: str
    entry_point: str
    canonical_solution: str
    test: str


Question = TypeVar("Question", HardQuestion, WordProblem, InstructionPrompt, Function)


@cache
def hard_questions() -> tuple[HardQuestion, ...]:
    """All 6,511 questions of BIG-Bench Hard, by task."""
    return _read("bbh", HardQuestion, skip=1)


@cache
def hard_tasks() -> tuple[str, ...]:
    """The 27 tasks of BIG-Bench Hard, sorted."""
    return tuple(sorted({question.task for question in hard_questions()}))


@cache
def word_problems() -> tuple[WordProblem, ...]:
    """The 1,319 questions of GSM8K's test part."""
    return _read("gsm8k", WordProblem)


@cache
def instruction_prompts() -> tuple[InstructionPrompt, ...]:
    """The 541 prompts of IFEval."""
    return _read("ifeval", InstructionPrompt)


@cache
def functions() -> tuple[Function, ...]:
    """The 164 problems of HumanEval."""
    return _read("humaneval", Function)


def _read(name: str, kind: type[Question], skip: int = 0) -> tuple[Question, ...]:
    lines = gzip.decompress((FOLDER / f"{name}.jsonl.gz").read_bytes()).splitlines()
    return tuple(msgspec.json.decode(line, type=kind) for line in lines[skip:])
