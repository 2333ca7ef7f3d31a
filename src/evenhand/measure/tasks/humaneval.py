"""HumanEval: functions to be completed, and run against their tests inside a container without a network."""

import re
from pathlib import Path

from inspect_ai import Task, task
from inspect_ai.dataset import MemoryDataset, Sample
from inspect_ai.scorer import CORRECT, INCORRECT, Score, Scorer, Target, accuracy, scorer, stderr
from inspect_ai.solver import TaskState, generate
from inspect_ai.util import ExecResult, sandbox

from evenhand.measure.question_sets import Function, functions

CONTAINER = Path(__file__).with_name("humaneval-compose.yaml")
SECONDS = 30
FENCE = re.compile(r"```(?:python|py)?[ \t]*\n(.*?)```", re.DOTALL)
ASKED = "Complete this Python function. Give the whole function, with its imports, in one code block.\n\n"


@task
def humaneval() -> Task:
    """All problems; each in a container of its own."""
    samples = [
        Sample(id=one.task_id, input=f"{ASKED}```python\n{one.prompt}```", metadata={"problem": _kept(one)})
        for one in functions()
    ]
    return Task(
        dataset=MemoryDataset(samples, name="HumanEval"),
        solver=generate(),
        scorer=passes(),
        sandbox=("docker", str(CONTAINER)),
        name="humaneval",
        metadata={"question_set": "humaneval"},
    )


def _kept(one: Function) -> dict[str, str]:
    return {"prompt": one.prompt, "entry_point": one.entry_point, "test": one.test}


def program(reply: str, prompt: str, entry_point: str, test: str) -> str:
    """The program that decides: the reply's code (a whole function, or the body of one) and the authors' tests."""
    blocks = FENCE.findall(reply)
    code = max(blocks, key=len) if blocks else reply
    head = prompt if f"def {entry_point}" not in code else prompt.partition(f"def {entry_point}")[0]
    return f"{head}{code}\n{test}\ncheck({entry_point})\n"


@scorer(metrics=[accuracy(), stderr()])
def passes() -> Scorer:
    """The program ends without a fault, in the container."""

    async def score(state: TaskState, target: Target) -> Score:  # noqa: ARG001 - Inspect's signature
        code = program(state.output.completion, **state.metadata["problem"])
        try:
            result = await sandbox().exec(["python3", "-c", code], timeout=SECONDS)
        except TimeoutError:
            result = ExecResult(success=False, returncode=124, stdout="", stderr=f"longer than {SECONDS} s")
        return Score(
            value=CORRECT if result.success else INCORRECT, answer=code, explanation=result.stderr[-1000:] or None
        )

    return score
