"""IFEval: instructions that a program can check."""

from collections.abc import Callable

from inspect_ai import Task, task
from inspect_ai.dataset import MemoryDataset, Sample
from inspect_ai.scorer import CORRECT, INCORRECT, Score, Scorer, Target, accuracy, scorer, stderr
from inspect_ai.solver import TaskState, generate

from evenhand.measure.instructions.checks import Parameters, follows, follows_loosely
from evenhand.measure.question_sets import InstructionPrompt, instruction_prompts


@task
def ifeval() -> Task:
    """All prompts as they are; a reply counts where it follows every instruction of its prompt."""
    return Task(
        dataset=MemoryDataset([_sample(prompt) for prompt in instruction_prompts()], name="IFEval"),
        solver=generate(),
        scorer=[strict(), loose()],
        name="ifeval",
        metadata={"question_set": "ifeval"},
    )


def _sample(prompt: InstructionPrompt) -> Sample:
    wanted = [[kind, given] for kind, given in zip(prompt.instruction_id_list, prompt.kwargs, strict=True)]
    return Sample(id=prompt.key, input=prompt.prompt, metadata={"instructions": wanted})


@scorer(metrics=[accuracy(), stderr()])
def strict() -> Scorer:
    """Every instruction is followed by the reply as it is (prompt-level strict accuracy)."""
    return _all_followed(follows)


@scorer(metrics=[accuracy(), stderr()])
def loose() -> Scorer:
    """Every instruction is followed by one of the reply's looser readings (prompt-level loose accuracy)."""
    return _all_followed(follows_loosely)


def _all_followed(followed: Callable[[str, Parameters, str], bool]) -> Scorer:
    async def score(state: TaskState, target: Target) -> Score:  # noqa: ARG001 - Inspect's signature
        reply = state.output.completion
        each = {kind: followed(kind, given, reply) for kind, given in state.metadata["instructions"]}
        return Score(value=CORRECT if all(each.values()) else INCORRECT, metadata={"followed": each})

    return score
