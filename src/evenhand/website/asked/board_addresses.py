"""The addresses of boards: a path for each ranking, lane and category, the shortest one for what opens first."""

from urllib.parse import quote, urlencode

from evenhand.comparison.board import OVERALL

FIRST_RANKING = "even"


def board_path(ranking: str, lane: str, category: str, first_lane: str) -> str:
    """The one path of a board; `first_lane` is the lane that the first ranking opens with.

    `/` and `/categories/coding` for the ranking and lane that open first, `/boards/classic/verified/coding` for others.
    """
    if (ranking, lane) == (FIRST_RANKING, first_lane):
        return "/" if category == OVERALL else f"/categories/{quote(category)}"
    return lane_path(ranking, lane, "" if category == OVERALL else category)


def file_path(ranking: str, lane: str, category: str, ending: str) -> str:
    """Where a board lies as a file: `/boards/even/verified/overall.csv`."""
    return f"{lane_path(ranking, lane, category)}.{ending}"


def lane_path(ranking: str, lane: str, category: str = "") -> str:
    """`/boards/classic/verified`, with a category after it where one is given."""
    return "/".join(("/boards", *(quote(part, safe="") for part in (ranking, lane, category) if part)))


def with_query(path: str, asked: dict[str, str]) -> str:
    """An address with the parts that say something."""
    said = {name: value for name, value in asked.items() if value}
    return f"{path}?{urlencode(said, safe=',:')}" if said else path
