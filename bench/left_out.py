"""`python -m bench.left_out`: how often a favourite really wins a shared test that was left out.

For every pair of models and category with two or more shared counted tests, each test is hidden in turn and the
probability of winning it is computed from the others; tests that end level are not counted.
"""

from itertools import pairwise

from bench.spreads import shifts_by_category
from evenhand.catalog.loading import load_catalog
from evenhand.scoring.head_to_head import next_test

BINS = (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98, 1.0)


def said_and_won(ranking_id: str = "even") -> list[tuple[float, bool, bool]]:
    """For each hidden test: the favourite's probability, whether it won, whether two or more tests said so."""
    ranking = load_catalog().rankings[ranking_id]
    found = []
    for name, pairs in shifts_by_category(ranking_id).items():
        rule = ranking.categories[name]
        for pair in pairs:
            for place, hidden in enumerate(pair):
                rest = pair[:place] + pair[place + 1 :]
                if rest and hidden.points:
                    after = next_test(rest, rule.between_tests, rule.between_pairs, ranking.thresholds.prior_tests)
                    said = max(after.probability, 1 - after.probability)
                    won = (after.probability > 0.5) is (hidden.points > 0)
                    found.append((said, won, len(rest) >= ranking.thresholds.leads_tests))
    return found


def main() -> None:
    """Print the table."""
    found = said_and_won()
    print(f"{len(found)} hidden tests, favourite right in {sum(won for _, won, _ in found) / len(found):.3f}")
    print("said         mean said   won     tests")
    for low, high in pairwise(BINS):
        part = [(said, won) for said, won, _ in found if low <= said < high or high == said == 1.0]
        if part:
            mean = sum(said for said, _ in part) / len(part)
            print(f"{low:.2f}-{high:.2f}{mean:13.3f}{sum(won for _, won in part) / len(part):8.3f}{len(part):9}")
    leads = [won for said, won, several in found if said >= 0.95 and several]
    if leads:
        print(f"leads (0.95 and two tests): won {sum(leads) / len(leads):.3f} of {len(leads)}")


if __name__ == "__main__":
    main()
