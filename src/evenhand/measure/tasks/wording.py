"""How the shipped sets are asked: a question, how to answer it, and worked examples where some are wanted."""

from collections.abc import Sequence
from typing import Literal

Style = Literal["steps", "direct"]
STYLES: tuple[Style, ...] = ("steps", "direct")
HOW = {
    "steps": "Think step by step. End with one line of this form, where … is the answer alone:\nANSWER: …",
    "direct": "Give the answer alone, in one line of this form, where … is the answer:\nANSWER: …",
}


def asked(question: str, style: Style, examples: Sequence[tuple[str, str]] = ()) -> str:
    """The whole prompt: examples with their answers first, then the question and the form of its answer."""
    shown = [f"{asking}\n\n{answer}" for asking, answer in examples]
    return "\n\n\n".join((*shown, f"{question}\n\n{HOW[style]}"))
