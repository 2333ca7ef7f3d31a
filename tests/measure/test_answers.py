"""What a reply states as its answer, and whether it is right."""

from itertools import pairwise

import pytest

from evenhand.measure.answers import is_right, is_solved, stated
from evenhand.measure.question_sets import functions, hard_questions, hard_tasks, instruction_prompts, word_problems


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        ("First this.\nANSWER: (B)", "(B)"),
        ("**Answer:** 42.", "42."),
        ("ANSWER: no\nWait.\nANSWER: yes", "yes"),
        ("So the answer is (C) because of that.", "(C) because of that."),
        ("# Thoughts\n\nTrue\n\n", "True"),
        ("ANSWER:\n\n7", "7"),
        ("ANSWER:", ""),
        ("", ""),
    ],
)
def test_a_reply_states_its_answer(reply: str, said: str) -> None:
    """The last `ANSWER:` counts, else the last line."""
    assert stated(reply) == said


@pytest.mark.parametrize(
    ("reply", "target", "right"),
    [
        ("ANSWER: (B)", "(B)", True),
        ("ANSWER: B", "(B)", True),
        ("ANSWER: b) the dog", "(B)", True),
        ("ANSWER: (A) or (B)", "(B)", False),
        ("ANSWER: A dog", "(B)", False),
        ("I think (B) but ANSWER: (A)", "(B)", False),
        ("The expression is True.", "True", True),
        ("It is not True, it is False.", "False", False),
        ("ANSWER: invalid", "valid", False),
        ("ANSWER: **invalid**.", "invalid", True),
        ("ANSWER: Yes, they do", "yes", True),
        ("ANSWER: 1,024", "1024", True),
        ("ANSWER: −35", "-35", True),
        ("ANSWER: 35", "-35", False),
        ("ANSWER: ] ) }", "] ) }", True),
        ("ANSWER: ])}", "] ) }", True),
        ("ANSWER: ] )", "] ) }", False),
        ("ANSWER: apple, pear, plum", "apple pear plum", True),
        ("ANSWER: pear apple plum", "apple pear plum", False),
        ("", "(A)", False),
    ],
)
def test_a_stated_answer_is_right_or_not(reply: str, target: str, *, right: bool) -> None:
    """By the kind of answer that the question has; two answers are none."""
    assert is_right(reply, target) is right


def test_every_answer_of_the_set_is_right_when_it_is_given_and_no_other_is() -> None:
    """Of all 6,511 questions the target itself is right, and the target of the question after it only where equal."""
    questions = hard_questions()
    assert all(is_right(f"ANSWER: {one.target}", one.target) for one in questions)
    for one, other in pairwise(questions):
        if one.target.casefold().split() != other.target.casefold().split():
            assert not is_right(f"ANSWER: {other.target}", one.target)


@pytest.mark.parametrize(
    ("reply", "right"),
    [
        ("She makes $18.", True),
        ("9 * 2 = 18\nANSWER: 18 dollars", True),
        ("#### 18", True),
        ("ANSWER: $18.00", True),
        ("ANSWER: 1,800", False),
        ("ANSWER: eighteen", False),
        ("It is 18 or 20", False),
        ("", False),
    ],
)
def test_a_word_problem_is_solved_by_its_number(reply: str, *, right: bool) -> None:
    """The stated number, else the last one."""
    assert is_solved(reply, "9 * 2 = <<9*2=18>>18\n#### 18") is right


def test_the_sets_are_whole() -> None:
    """As many questions as their authors published, each with all that it needs."""
    assert (len(hard_questions()), len(hard_tasks())) == (6511, 27)
    assert len(word_problems()) == 1319
    assert all(is_solved(one.answer, one.answer) for one in word_problems())
    assert len(instruction_prompts()) == 541
    assert {len(one.instruction_id_list) - len(one.kwargs) for one in instruction_prompts()} == {0}
    assert (len(functions()), len({one.task_id for one in functions()})) == (164, 164)
