"""How models, categories and tests are called in sentences."""

from msgspec import Struct

from evenhand.records.comparison import Comparison
from evenhand.records.states import Side
from evenhand.wording.numbers import listed

CATEGORY_NAMES = {
    "agentic": "agentic work",
    "coding": "coding",
    "reasoning": "reasoning",
    "multimodal": "multimodal work",
    "knowledge": "knowledge",
    "multilingual": "multilingual work",
    "instruction-following": "instruction following",
    "math": "mathematics",
}
TEST_KINDS = {"math": "mathematics", "instruction-following": "instruction-following"}
CATEGORY_LABELS = {
    "agentic": "Agentic",
    "coding": "Coding",
    "reasoning": "Reasoning",
    "multimodal": "Multimodal",
    "knowledge": "Knowledge",
    "multilingual": "Multilingual",
    "instruction-following": "Instruction following",
    "math": "Mathematics",
}


class Names(Struct, frozen=True):
    """The names of one comparison."""

    left: str
    right: str
    known: dict[str, str]

    def side(self, side: Side | None) -> str:
        """A side's name; empty for none."""
        return {"left": self.left, "right": self.right}.get(side or "", "")

    def across(self, side: Side) -> str:
        """The other side's name."""
        return self.right if side == "left" else self.left

    def test(self, benchmark: str) -> str:
        """A benchmark's name."""
        return self.known.get(benchmark, benchmark)

    def tests(self, benchmarks: tuple[str, ...], most: int = 4) -> str:
        """Benchmarks in words, at most `most` by name and the rest counted."""
        named = [self.test(name) for name in benchmarks[:most]]
        rest = len(benchmarks) - len(named)
        return listed(tuple(named + ([f"{rest} more"] if rest else [])))


def names_of(comparison: Comparison) -> Names:
    """The names of a comparison; configurations of one model carry their effort."""
    return Names(
        _named(comparison.left.name, comparison.left_effort),
        _named(comparison.right.name, comparison.right_effort),
        comparison.names,
    )


def category_name(category: str) -> str:
    """A category inside a sentence."""
    return CATEGORY_NAMES.get(category, category.replace("-", " "))


def test_kind(category: str) -> str:
    """A category as what kind of test: `a multimodal test`."""
    return TEST_KINDS.get(category, category.replace("-", " "))


def category_label(category: str) -> str:
    """A category as a heading."""
    return CATEGORY_LABELS.get(category, category.replace("-", " ").capitalize())


def _named(name: str, effort: str) -> str:
    return f"{name} ({effort} effort)" if effort else name
