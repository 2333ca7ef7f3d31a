"""The latest boards in memory: search, filters and orders ask for one and the same board again and again."""

from collections import OrderedDict
from threading import Lock

import msgspec

from evenhand.catalog import naming
from evenhand.catalog.catalog import Catalog
from evenhand.comparison.rank import rank
from evenhand.records.board import Board
from evenhand.records.ranking import Ranking

MOST = 4
Asked = tuple[int, bytes, str, str]
_kept: OrderedDict[Asked, tuple[Catalog, Board]] = OrderedDict()
_lock = Lock()


def kept_board(catalog: Catalog, ranking: Ranking, lane: str | None, category: str) -> Board:
    """The board that `rank` gives, from memory where the same catalog and ranking were asked for lately.

    Raises:
        UnknownLane: the ranking has no such lane.
        UnknownCategory: the ranking has no such category.

    """
    lane = naming.lane(ranking, lane)
    asked = (id(catalog), msgspec.msgpack.encode(ranking), lane, category)
    with _lock:
        found = _kept.get(asked)
        if found:
            _kept.move_to_end(asked)
            return found[1]
    board = rank(catalog, ranking, lane, category)
    with _lock:
        _kept[asked] = (catalog, board)  # the catalog is held, so that no other can get its id
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return board
