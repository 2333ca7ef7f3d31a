"""What an address may ask of a page: a name that the page does not know is refused, never ignored in silence.

A name with hyphens is led to the one with underscores, as the commands write `--max-price` and addresses `max_price`.
What others hang on a link to follow its readers (`utm_source`, `fbclid`) says nothing about a page: it is led to the
address without it, so that it neither breaks the link nor stays in the address bar.
"""

from urllib.parse import quote, urlencode

from litestar.response import Redirect

from evenhand.queries.known_parameters import Asked, given, known_parameters, refuse_unknown
from evenhand.website.asked.ranking_form import FIELD

ADVERTS = {"gclid", "gclsrc", "gbraid", "wbraid", "dclid", "msclkid", "yclid"}
NETWORKS = {"fbclid", "igshid", "li_fat_id", "ttclid", "twclid"}
LETTERS = {"mc_cid", "mc_eid"}
VISITS = {"_ga", "_gl"}
FOLLOWING = ADVERTS | NETWORKS | LETTERS | VISITS


async def known_only(request: Asked) -> Redirect | None:
    """What every handler runs before: nothing where each name is known, a redirect to the address that says it plainly.

    Raises:
        UnknownParameter: the page knows no such parameter; holds the nearest.
        BadSetting: a parameter is given twice that says one thing.

    """
    asked = given(request)
    if not asked:
        return None
    known = known_parameters(request.route_handler)
    meant = [(_meant(name, known.names), value) for name, value in asked if not _follows(name)]
    weighs = "weights" in known.names
    refuse_unknown((name for name, _ in meant if not (weighs and name.startswith(FIELD))), known)
    return None if meant == asked else Redirect(_address(request, meant), status_code=301)


def _follows(name: str) -> bool:
    return name.startswith("utm_") or name in FOLLOWING


def _meant(name: str, known: tuple[str, ...]) -> str:
    plain = name.replace("-", "_")
    return plain if plain in known else name


def _address(request: Asked, asked: list[tuple[str, str]]) -> str:
    path = quote("/" + request.scope["path"].lstrip("/"))
    return f"{path}?{urlencode(asked, safe=',:')}" if asked else path
