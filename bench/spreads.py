"""`python -m bench.spreads`: the pooled spreads of the ranking file beside those that this catalog gives now."""

from itertools import combinations

from evenhand.catalog.loading import load_catalog
from evenhand.catalog.naming import Subject
from evenhand.comparison.head_to_head import head_to_head, sheets
from evenhand.scoring.head_to_head import Shift
from evenhand.scoring.pooled_spreads import pooled_spreads


def shifts_by_category(ranking_id: str = "even") -> dict[str, list[list[Shift]]]:
    """The shifts of every pair of models, by category of the ranking, in its default lane."""
    catalog = load_catalog()
    ranking = catalog.rankings[ranking_id]
    known = sheets(catalog, ranking, ranking.default_lane)
    subjects = [Subject(catalog.models[name]) for name in sorted(catalog.models)]
    found: dict[str, list[list[Shift]]] = {name: [] for name in ranking.categories}
    for left, right in combinations([who for who in subjects if known.of(who)], 2):
        pair: dict[str, list[Shift]] = {}
        for test in head_to_head(known, left, right).tests:
            pair.setdefault(test.category, []).append(test.shift)
        for name, shifts in pair.items():
            found[name].append(shifts)
    return found


def main() -> None:
    """Print the table; between tests is the scale of the prior that `next_test` is given."""
    ranking = load_catalog().rankings["even"]
    rules, prior = ranking.categories, ranking.thresholds.prior_tests
    print("category                between tests: file, now   between pairs: file, now   pairs with two tests")
    for name, pairs in shifts_by_category().items():
        now = pooled_spreads(pairs)
        if now:
            rule = rules[name]
            print(
                f"{name:24}{rule.between_tests:20.2f}{now.prior_scale(prior):6.2f}"
                f"{rule.between_pairs:21.2f}{now.between_pairs:6.2f}{now.pairs:20}"
            )


if __name__ == "__main__":
    main()
