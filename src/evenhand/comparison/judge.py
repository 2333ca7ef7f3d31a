"""How one ranking reads a score: in points with its error, and whether it counts."""

from functools import cached_property

from msgspec import Struct

from evenhand.catalog.catalog import Catalog
from evenhand.comparison.admission import counted_specs, counts_as
from evenhand.comparison.benchmark_states import benchmark_states
from evenhand.comparison.pairing import as_counted
from evenhand.records.benchmarks import BenchmarkStanding
from evenhand.records.comparison import Reading
from evenhand.records.facts import Benchmark, Observation
from evenhand.records.ranking import Counted, Ranking
from evenhand.scoring.standard_errors import reading


class Judge(Struct, frozen=True, dict=True):
    """A ranking's rules over a catalog; the category weights take no part."""

    catalog: Catalog
    ranking: Ranking

    @cached_property
    def counted(self) -> dict[str, tuple[str, Counted]]:
        """The counted benchmarks, each with its category and what of it counts."""
        return counted_specs(self.ranking)

    @cached_property
    def states(self) -> dict[str, BenchmarkStanding]:
        """The states of the benchmarks, for their flags."""
        return benchmark_states(self.catalog)

    def reading(self, benchmark: Benchmark, seen: Observation, rows: tuple[Observation, ...]) -> Reading:
        """One side's score with its error; the other rows are kept beside it."""
        others = tuple(row for row in rows if row is not seen)
        corrected = self.ranking.chance_corrected
        found = reading(benchmark, seen, self.ranking.thresholds.assumed_items, others, chance_corrected=corrected)
        return as_counted(self.catalog, found)

    def category(self, benchmark: Benchmark) -> str:
        """Where the ranking counts the benchmark, else where it belongs."""
        return self.counted[benchmark.id][0] if benchmark.id in self.counted else benchmark.category

    def counts(self, benchmark: Benchmark, *seen: Observation) -> bool:
        """Whether all these observations are of the counted version and context length."""
        spec = self.spec(benchmark)
        return spec is not None and all(counts_as(spec, row) for row in seen)

    def spec(self, benchmark: Benchmark) -> Counted | None:
        """What the ranking counts of the benchmark; None where it counts nothing of it."""
        found = self.counted.get(benchmark.id)
        return found and found[1]
