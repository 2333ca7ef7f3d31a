"""`python -m bench.provenance`: how far sources stray from each other, in the ranking file and in this catalog now.

A cell that two sources hold says how far scores of their kinds stray, where the two measured apart: another source,
another measurer, another page, every condition stated alike, and a checked run on one side at least. Two collections
of claims often hold one and the same claim, so how near they are says nothing.
"""

from collections import defaultdict
from itertools import combinations

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.loading import load_catalog
from evenhand.records.facts import Benchmark, Observation
from evenhand.scoring.provenance import Kind, Pair, kind_of, kind_spreads, robust_spread, settings_stated, share_logit
from evenhand.scoring.scale import on_common_scale, scaled

CONDITIONS = ("version", "subset", "context", "tools")
CHECKED = ("A", "B")
KINDS: tuple[Kind, ...] = ("own_run", "checked", "claimed", "unstated")


def twice_held(catalog: Catalog) -> dict[Pair, list[float]]:
    """Logit differences of cells that two sources measured apart, by the kinds of the two."""
    found: dict[Pair, list[float]] = defaultdict(list)
    for tests in (catalog.observations_of.get(model, {}) for model in sorted(catalog.models)):
        for test, rows in sorted(tests.items()):
            benchmark = catalog.benchmarks[test]
            for one, other in combinations(rows, 2) if on_common_scale(benchmark) else ():
                if measured_apart(one, other):
                    left, right = sorted((_kind(catalog, row), _logit(benchmark, row)) for row in (one, other))
                    found[left[0], right[0]].append(left[1] - right[1])
    return dict(found)


def measured_apart(one: Observation, other: Observation) -> bool:
    """Whether two scores of a cell are two measurements of the same thing, as far as their sources say."""
    alike = all(getattr(one, name) == getattr(other, name) for name in (*CONDITIONS, "effort", "mode"))
    same = one.source == other.source or (bool(one.link) and one.link == other.link)
    checked = min(one.tier, other.tier) in CHECKED
    return alike and not same and checked and not (one.measured_by and one.measured_by == other.measured_by)


def _kind(catalog: Catalog, row: Observation) -> Kind:
    own = catalog.sources[row.source].kind == "own run"
    return kind_of(row.tier, stated_settings=settings_stated(row), own_run=own)


def _logit(benchmark: Benchmark, row: Observation) -> float:
    points = scaled(benchmark, row.value)
    assert points is not None  # noqa: S101 - only benchmarks on the common scale come here
    return share_logit(points / 100.0)


def main() -> None:
    """Print both tables."""
    catalog = load_catalog()
    held = twice_held(catalog)
    print("kinds of the two sources    cells   spread in logits")
    for (one, other), differences in sorted(held.items()):
        print(f"{one + ', ' + other:26}{len(differences):7}{robust_spread(differences):19.3f}")
    now, kept = kind_spreads(held), catalog.rankings["even"].provenance
    print("\nkind          tau: file    now")
    for kind in KINDS:
        print(f"{kind:12}{getattr(kept, kind):11.2f}" + (f"{now[kind]:7.2f}" if kind in now else "      -"))
    print(f"\nfrom {sum(map(len, held.values()))} twice-held cells")


if __name__ == "__main__":
    main()
