"""What is said of a category: what it is about, what counts in it, and how many models can be placed."""

from math import ceil

from evenhand.records.board import Board, CategoryTest
from evenhand.records.ranking import Ranking
from evenhand.records.wording import Sentence
from evenhand.wording import numbers
from evenhand.wording.names import category_name, test_kind
from evenhand.wording.sentence import say

ABOUT = {
    "agentic": "Work in many steps with tools: at a command line, on a desktop, in a browser, or serving a customer.",
    "coding": "Writing and mending software: issues of real projects, programming problems, scientific code.",
    "reasoning": "Finding a rule that was never seen before, and following what is said across a long text.",
    "multimodal": "Understanding pictures, charts, screens and video together with text.",
    "knowledge": "Hard questions on facts and science, from many fields.",
    "multilingual": "Knowledge and common sense asked in many languages, not only in English.",
    "instruction-following": "Doing what was asked, exactly: constraints on form and content, in one turn or several.",
    "math": "Competition and research problems in mathematics, with one checkable answer.",
}


def about_category(category: str) -> str:
    """What a category is about, in plain words; empty where it is not one of ours."""
    return ABOUT.get(category, "")


def category_board_words(board: Board, rules: Ranking, tests: tuple[CategoryTest, ...]) -> tuple[Sentence, ...]:
    """How many tests count, what the category weighs in the overall, and what a model needs for a place."""
    rule = rules.categories[board.category]
    total = sum(one.weight for one in rules.categories.values())
    ranked = sum(row.ranked for row in board.rows)
    least = ceil(rules.eligibility.category_share * len(tests))
    return (
        say(
            "category board.counted",
            "{tests} in {category}, and the category carries {share} of the overall weight.",
            tests=(len(tests), numbers.count(len(tests), "test") + (" counts" if len(tests) == 1 else " count")),
            category=category_name(board.category),
            share=(rule.weight / total if total else 0.0, numbers.share(rule.weight / total if total else 0.0)),
        ),
        say(
            "category board.ranked",
            f"A place takes scores on at least {{least}} of them; {{ranked}} {'has' if ranked == 1 else 'have'} one.",
            least=(least, str(least)),
            ranked=(ranked, numbers.count(ranked, "model")),
        ),
        *_widest(tests, board.category),
    )


def _widest(tests: tuple[CategoryTest, ...], category: str) -> tuple[Sentence, ...]:
    """The test that most models took; nothing where none took any."""
    widest = max(tests, key=lambda one: one.models, default=None)
    if widest is None or not widest.models:
        return ()
    return (
        say(
            "category board.widest",
            "The {kind} test with most models is {test}, with {models}.",
            kind=test_kind(category),
            test=widest.name,
            models=(widest.models, numbers.count(widest.models, "model")),
        ),
    )
