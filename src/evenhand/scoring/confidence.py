"""Confidence dots: how many benchmarks in how many categories a model's figures rest on."""

from evenhand.records.ranking import Ranking


def confidence_dots(ranking: Ranking, benchmarks: int, categories: int) -> int:
    """The most dots whose step both counts reach; 1 below every step."""
    reached = (
        step.dots for step in ranking.confidence if benchmarks >= step.benchmarks and categories >= step.categories
    )
    return max(reached, default=1)
