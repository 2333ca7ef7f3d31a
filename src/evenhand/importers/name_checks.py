"""What must hold of a source's names and rules: each leads somewhere or says why not, and rules name known names."""

from collections.abc import Iterator, Mapping

from evenhand.catalog.ids import exists
from evenhand.catalog.nearest import near_or
from evenhand.errors import Problem
from evenhand.importers.names import BenchmarkName, ModelName, Names
from evenhand.importers.rules import Rules


def name_faults(names: Names, models: Mapping[str, object], benchmarks: Mapping[str, object]) -> Iterator[Problem]:
    """Rows of both tables that lead to no model or benchmark, or to none without a reason, or to one with a reason."""
    for model in names.models.values():
        yield from _led(model, model.model, models, "model")
    for benchmark in names.benchmarks.values():
        yield from _led(benchmark, benchmark.benchmark, benchmarks, "benchmark")


def rule_faults(source: str, rules: Rules, names: Names) -> Iterator[Problem]:
    """Rules about names that the tables of the source do not have: such a rule would never match."""
    for rule in rules.rule:
        for kind, told, known in (
            ("model", rule.models, names.models),
            ("benchmark", rule.benchmarks, names.benchmarks),
        ):
            for name in told:
                if name not in known:
                    fix = near_or(name, known, "the names are")[:300]
                    yield Problem(f"rules/{source}.toml", 0, f"no {kind} is called so in names/{source}", name, fix)


def _led(row: ModelName | BenchmarkName, ours: str, known: Mapping[str, object], kind: str) -> Iterator[Problem]:
    if ours and row.refuse:
        yield Problem(row.file, row.line, f"the name leads to a {kind} and is refused", row.name, "keep one of the two")
    elif ours:
        yield from exists(ours, known, kind, row.file, row.line)
    elif not row.refuse:
        fix = f"name our {kind}, or say in 'refuse' why it is none"
        yield Problem(row.file, row.line, f"the name leads to no {kind}", row.name, fix)
