"""BIG-Bench Hard: one of its 27 tasks, or all of them."""

from inspect_ai import Task, task
from inspect_ai.dataset import MemoryDataset, Sample
from inspect_ai.scorer import CORRECT, INCORRECT, Score, Scorer, Target, accuracy, scorer, stderr
from inspect_ai.solver import TaskState, generate

from evenhand.measure.answers import is_right, stated
from evenhand.measure.question_sets import HardQuestion, hard_questions, hard_tasks
from evenhand.measure.tasks.wording import Style, asked

ALL = "all"


@task
def bbh(part: str = ALL, shots: int = 0, style: Style = "steps") -> Task:
    """Questions of one task, or of all in turn, so that the first few are of many tasks.

    The first `shots` questions of each task are its worked examples and are not asked.
    """
    samples = _in_turn([_samples(name, shots, style) for name in (hard_tasks() if part == ALL else (part,))])
    return Task(
        dataset=MemoryDataset(samples, name="BIG-Bench Hard"),
        solver=generate(),
        scorer=exact(),
        name="bbh" if part == ALL else f"bbh_{part}",
        metadata={"question_set": "bbh", "part": part, "shots": shots, "style": style},
    )


def _samples(part: str, shots: int, style: Style) -> list[Sample]:
    questions = [question for question in hard_questions() if question.task == part]
    examples = [(question.input, f"ANSWER: {question.target}") for question in questions[:shots]]
    return [_sample(at, question, style, examples) for at, question in enumerate(questions)][shots:]


def _sample(at: int, question: HardQuestion, style: Style, examples: list[tuple[str, str]]) -> Sample:
    return Sample(
        id=f"{question.task}-{at}",
        input=asked(question.input, style, examples),
        target=question.target,
        metadata={"task": question.task},
    )


def _in_turn(parts: list[list[Sample]]) -> list[Sample]:
    longest = max(map(len, parts))
    return [part[at] for at in range(longest) for part in parts if at < len(part)]


@scorer(metrics=[accuracy(), stderr()])
def exact() -> Scorer:
    """The stated answer is the right one."""

    async def score(state: TaskState, target: Target) -> Score:
        reply = state.output.completion
        right = is_right(reply, target.text)
        return Score(value=CORRECT if right else INCORRECT, answer=stated(reply))

    return score
