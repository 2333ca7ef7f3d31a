"""The rules under which scores are compared, as the interface's parameters."""

from litestar.di import Provide

from evenhand.api import parameters as of
from evenhand.comparison.compare import EVEN
from evenhand.library.rules import Rules


async def rules_from_query(
    ranking: of.RankingName = EVEN,
    lane: of.LaneName = None,
    weights: of.Weights = "",
    chance: of.ChanceSwitch = False,  # noqa: FBT002 - a switch in an address
) -> Rules:
    """The ranking, its lane, category weights of one's own and the scale; what is left out is as usual."""
    return Rules(ranking=ranking, lane=lane, weights=weights, chance_corrected=chance)


async def plain_rules_from_query(ranking: of.RankingName = EVEN, lane: of.LaneName = None) -> Rules:
    """A ranking as it is shipped and its lane, for answers that own weights say nothing about."""
    return Rules(ranking=ranking, lane=lane)


RULES = {"rules": Provide(rules_from_query), "plain_rules": Provide(plain_rules_from_query)}
