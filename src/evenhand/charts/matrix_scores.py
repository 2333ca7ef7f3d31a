"""The scores of three to six models as a picture: each with its interval, in the order of the matrix."""

from evenhand.charts.board_scores import score_dots
from evenhand.records.matrix import Matrix

NAME = "matrix-scores"


def matrix_scores(matrix: Matrix) -> str:
    """A picture as wide as its column; empty where fewer than two scores are shown."""
    drawn = tuple(
        (f"{side.name} ({side.effort})" if side.effort else side.name, side.estimate) for side in matrix.sides
    )
    return score_dots(NAME, "Scores over all counted tests with their {level} intervals", drawn)
