"""The words that sources use for conditions, in the catalog's own words. Empty means not stated."""

import re

from evenhand.records.facts import Benchmark

EFFORTS = ("minimal", "low", "medium", "high", "xhigh", "max", "default")
UNSTATED = {"", "n/a", "unknown", "default", "none", "null"}


def said(value: object) -> str:
    """A value of a source as text; unknown, default and the like become empty."""
    text = "" if value is None else str(value).strip()
    return "" if text.casefold() in UNSTATED else text


def effort_of(text: object) -> str:
    """The effort that a text begins with, such as `high` of `high (default)`; empty for budgets in tokens."""
    word = re.match(r"[a-z]+", str(text or "").strip().casefold())
    return word[0] if word and word[0] in EFFORTS else ""


def mode_of(mode: object, effort: object = "", context: object = "") -> str:
    """`thinking` or `non-thinking`, with the budget where effort or context gives one in thousands of tokens."""
    word = re.match(r"(non-)?thinking", said(mode).casefold())
    budget = re.match(r"(\d+)K", str(effort or "")) or re.match(r"(\d+)k thinking", str(context or ""))
    return f"{word[0]} {budget[1]}k" if word and budget else word[0] if word else ""


def tools_of(text: object) -> str:
    """`none`, `agentic`, `python`, `web`, `tools` (several), `unstated` where the source says it varies; or empty."""
    words = str(text or "").casefold()
    for pattern, kind in (
        (r"^none", "none"),
        (r"^varies|^unknown", "unstated"),
        (r"^agentic|^bash", "agentic"),
        (r"\+|^with tools|^all", "tools"),
        (r"^python|^code", "python"),
        (r"^web|^search", "web"),
    ):
        if re.search(pattern, words):
            return kind
    return ""


def tools_beside(benchmark: Benchmark, tools: str) -> str:
    """What has to be noted about tools for this benchmark: empty when it is what the test prescribes anyway."""
    usual = {"", benchmark.tools} | ({"tools", "none", "unstated"} if benchmark.tools == "agentic" else set())
    # Without variants these two words only describe the test or leave the question open; named tools are a condition.
    if not benchmark.tool_variants:
        usual |= {"unstated", "agentic"}
    return "" if tools in usual else tools


def trials_of(sampling: object) -> str:
    """How many runs: the bracket of `pass@1 (avg 5 trials)`, or the text; empty for one plain run."""
    text = said(sampling)
    bracket = re.match(r"pass@1 \((.*)\)$", text)
    inner = bracket[1] if bracket else text
    return "" if inner in {"pass@1", "EM", "winrate", "single-pass", "single attempt"} else inner


def harness_of(text: object) -> str:
    """The named harness; empty for a plain `official` and for the name of an article."""
    named = said(text)
    bracket = re.match(r"official \((.*)\)$", named)
    inner = bracket[1] if bracket else named
    return "" if inner == "official" or inner.endswith("blog") else inner


def judge_of(text: object) -> str:
    """The named judge; empty for rules and the test's own checks."""
    named = said(text)
    return "" if re.match(r"rule-based$|rule-based \(|official", named) else named
