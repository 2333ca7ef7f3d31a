"""Gate 14: the four seed pages, read like for like on the values that they print."""

from bench.accuracy.gate import Figure, Gate
from bench.accuracy.left_out_tests import PRIOR_TESTS, shift
from evenhand.catalog.loading import load_catalog
from evenhand.catalog.naming import subject
from evenhand.comparison.compare import compare
from evenhand.scoring.head_to_head import next_test, same_tests

# Spreads of knowledge tests as statistics 1.6 gives them.
TAU, PI = 0.51, 1.3
# What the pages print: score of Gemma 4 12B, score of the other, questions; and what reading them like for like gives.
GPQA = (78.8, 93.6, 198)
MMLU_PRO = (77.2, 89.5, 12_032)
GEMMA = "gemma-4-12b"
OTHERS = ("gpt-5.5", "claude-opus-4.5", "gpt-5.2")

PROTOCOL = """
On the pages' own values: Gemma 4 12B against GPT-5.5 on the one shared knowledge test shown, GPQA Diamond, and against
Claude Opus 4.5 on MMLU-Pro; difference, unpaired standard error, z, and the probability of the other being ahead on a
next knowledge test with tau 0.51 and pi 1.3. On the shipped catalog: the sign of the knowledge difference (below 0: the
other leads), the number of shared knowledge tests, and no category named for Gemma without a shared test. The words,
pages and commands are read by the tests of `tests/seeds`, `tests/wording` and `tests/comparison`.
"""


def gate(others: tuple[str, ...] = OTHERS) -> Gate:
    """The gate; `others` are compared with Gemma 4 12B in the shipped catalog."""
    gpqa, pro = _printed(*GPQA), _printed(*MMLU_PRO)
    shipped = [figure for other in others for figure in _shipped(other)]
    return Gate(
        number="14",
        title="The seed pages, like for like",
        protocol=PROTOCOL,
        required=(
            _near("GPQA, difference", gpqa["difference"], -14.8, 0.05),
            _near("GPQA, standard error", gpqa["error"], 3.4, 0.05),
            _near("GPQA, z", gpqa["z"], -4.4, 0.1),
            _near("GPQA, GPT-5.5 ahead on a next test", gpqa["next"], 0.90, 0.005),
            _near("MMLU-Pro, difference", pro["difference"], -12.3, 0.05),
            _near("MMLU-Pro, standard error", pro["error"], 0.5, 0.05),
            _near("MMLU-Pro, z", pro["z"], -26.0, 0.5),
            _near("MMLU-Pro, Opus 4.5 ahead on a next test", pro["next"], 0.84, 0.005),
            *(figure for figure in shipped if figure.bounded),
        ),
        reported=tuple(figure for figure in shipped if not figure.bounded),
    )


def _printed(left: float, right: float, items: int) -> dict[str, float]:
    """Questions 1 and 2 on one shared test."""
    one = shift(left, right, items)
    same, following = same_tests([(1.0, one)]), next_test([one], TAU, PI, PRIOR_TESTS)
    return {
        "difference": same.difference,
        "error": same.error,
        "z": same.difference / same.error,
        "next": 1.0 - following.probability,
    }


def _near(name: str, value: float, stated: float, within: float) -> Figure:
    """A figure that must round to the stated one."""
    return Figure(name, value, least=stated - within, most=stated + within)


def _shipped(other: str) -> list[Figure]:
    """Knowledge on the shipped catalog, and how many categories name Gemma as leader without a shared test."""
    catalog = load_catalog()
    found = compare(catalog, subject(catalog, GEMMA), subject(catalog, other), places={})
    knowledge = next(part for part in found.categories if part.id == "knowledge")
    baseless = [part.id for part in found.categories if part.leader == "left" and not part.shared]
    figures = [
        Figure(f"{other}: shared knowledge tests in the catalog", len(knowledge.shared), decimals=0),
        Figure(f"{other}: categories led without a shared test", len(baseless), most=0, decimals=0),
    ]
    if knowledge.difference is not None:
        figures.append(
            Figure(f"{other}: knowledge difference in the catalog", knowledge.difference, most=0.0, decimals=1)
        )
    return figures
