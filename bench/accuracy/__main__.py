"""`make bench-accuracy`: every gate, its figures into docs/accuracy.md; exit code 1 when a required one falls."""

import sys
import time
from collections.abc import Callable

from bench.accuracy import (
    agreement,
    held_out_cells,
    invariance,
    left_out_tests,
    new_models,
    seed_pairs,
    selective_masks,
    simulation,
    small_counts,
)
from bench.accuracy.gate import Gate
from bench.accuracy.page import write_page

GATES: tuple[Callable[[], Gate], ...] = (
    held_out_cells.cell_errors,
    held_out_cells.cell_intervals,
    held_out_cells.epoch_cells,
    held_out_cells.llm_stats_cells,
    held_out_cells.pair_order,
    left_out_tests.gate,
    new_models.gate,
    simulation.gate,
    small_counts.gate,
    agreement.gate,
    invariance.gate,
    seed_pairs.gate,
    selective_masks.gate,
)


def main() -> int:
    """Measure, print, write; 1 when a required figure is out of its bounds."""
    gates = []
    for measure in GATES:
        begin = time.perf_counter()
        gate = measure()
        gates.append(gate)
        print(f"{gate.number}. {gate.title} ({time.perf_counter() - begin:.0f} s)", flush=True)
        for figure in gate.required:
            kept = "holds" if figure.holds else "FALLS"
            print(f"    {kept}  {figure.name}: {figure.written()}, required {figure.bounds()}")
        for figure in gate.striven:
            kept = "reached" if figure.holds else "not yet"
            print(f"    {kept}  {figure.name}: {figure.written()}, striven for {figure.bounds()}", flush=True)
    write_page(gates)
    return int(not all(gate.holds for gate in gates))


if __name__ == "__main__":
    sys.exit(main())
