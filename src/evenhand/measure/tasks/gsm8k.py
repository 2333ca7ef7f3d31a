"""GSM8K: word problems of primary school."""

from inspect_ai import Task, task
from inspect_ai.dataset import MemoryDataset, Sample
from inspect_ai.scorer import CORRECT, INCORRECT, Score, Scorer, Target, accuracy, scorer, stderr
from inspect_ai.solver import TaskState, generate

from evenhand.measure.answers import is_solved, last_number, solution, stated
from evenhand.measure.question_sets import WordProblem, word_problems
from evenhand.measure.tasks.wording import Style, asked


@task
def gsm8k(shots: int = 0, style: Style = "steps") -> Task:
    """The test part; its first `shots` questions are the worked examples and are not asked."""
    problems = word_problems()
    examples = [(problem.question, _worked(problem)) for problem in problems[:shots]]
    samples = [
        Sample(id=at, input=asked(problem.question, style, examples), target=solution(problem.answer))
        for at, problem in enumerate(problems)
    ]
    return Task(
        dataset=MemoryDataset(samples[shots:], name="GSM8K"),
        solver=generate(),
        scorer=number(),
        name="gsm8k",
        metadata={"question_set": "gsm8k", "shots": shots, "style": style},
    )


def _worked(problem: WordProblem) -> str:
    steps, _, result = problem.answer.rpartition("####")
    return f"{steps.strip()}\nANSWER: {result.strip()}"


@scorer(metrics=[accuracy(), stderr()])
def number() -> Scorer:
    """The stated number is the right one."""

    async def score(state: TaskState, target: Target) -> Score:
        reply = state.output.completion
        right = is_solved(reply, f"#### {target.text}")
        return Score(value=CORRECT if right else INCORRECT, answer=last_number(stated(reply)))

    return score
