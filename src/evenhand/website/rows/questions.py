"""Questions with one and the same answer, asked once."""

from itertools import takewhile

from evenhand.records.wording import Answer
from evenhand.website.rows.last_asked import kept_for_the_last
from evenhand.wording.numbers import listed

# Answers that count the tests of one category: asked of several, the count is of each.
EACH = ("question.open",)


@kept_for_the_last
def asked_once(answers: tuple[Answer, ...]) -> tuple[Answer, ...]:
    """Answers of the same sentences become one, at the place of the first, with the questions put together."""
    by_text: dict[tuple[str, ...], list[Answer]] = {}
    for answer in answers:
        by_text.setdefault(tuple(sentence.text for sentence in answer.sentences), []).append(answer)
    return tuple(_together(same) for same in by_text.values())


def _together(same: list[Answer]) -> Answer:
    questions = tuple(dict.fromkeys(answer.question for answer in same))
    question = together(questions)
    if len(questions) > 1 and any(sentence.rule in EACH for sentence in same[0].sentences):
        question = f"{question.removesuffix('?')}, each by itself?"
    return Answer(key=same[0].key, question=question, sentences=same[0].sentences)


def together(questions: tuple[str, ...]) -> str:
    """One question for several: `Better for coding?` and `Better for maths?` are `Better for coding or maths?`."""
    if len(questions) == 1:
        return questions[0]
    words = [question.removesuffix("?").split(" ") for question in questions]
    start = sum(1 for _ in takewhile(lambda column: len(set(column)) == 1, zip(*words, strict=False)))
    middles = tuple(" ".join(one[start:]) for one in words)
    if not start or not all(middles):
        return " ".join(questions)
    return f"{' '.join(words[0][:start])} {listed(middles, 'or')}?"
