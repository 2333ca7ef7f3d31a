"""What an address may ask of a page: a name that the page does not know is refused, never ignored in silence.

A name with hyphens is led to the one with underscores, as the commands write `--max-price` and addresses `max_price`.
What others hang on a link to follow its readers (`utm_source`, `fbclid`, `ref`) says nothing about a page: it is led to
the address without it, so that it neither breaks the link nor stays in the address bar. A name that the page itself
reads is never such a mark.
"""

from urllib.parse import quote, urlencode

from litestar.response import Redirect

from evenhand.queries.known_parameters import Asked, given, known_parameters, refuse_unknown
from evenhand.website.asked.ranking_form import FIELD

ADVERTS = {"gclid", "gclsrc", "gbraid", "wbraid", "gad_source", "dclid", "msclkid", "yclid", "srsltid"}
NETWORKS = {"fbclid", "igshid", "igsh", "mibextid", "li_fat_id", "ttclid", "twclid", "rdt_cid", "epik"}
LETTERS = {"mc_cid", "mc_eid", "mkt_tok", "_hsenc", "_hsmi", "hsCtaTracking", "_kx", "ck_subscriber_id", "vero_id"}
VISITS = {"_ga", "_gl"}
REFERRERS = {"ref", "ref_src", "ref_url", "referrer", "source", "src", "via", "trk", "spm", "cid", "ncid", "icid"}
SHARED = {"s", "si", "share", "shared", "feature", "amp"}
FOLLOWING = ADVERTS | NETWORKS | LETTERS | VISITS | REFERRERS | SHARED
FAMILIES = ("utm_", "mtm_", "pk_", "hsa_")
# For the script of a site of files; none of the names ends as a family does.
MARKS = " ".join((*FAMILIES, *sorted(FOLLOWING)))


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
    meant = [(_meant(name, known.names), value) for name, value in asked if name in known.names or not _follows(name)]
    weighs = "weights" in known.names
    refuse_unknown((name for name, _ in meant if not (weighs and name.startswith(FIELD))), known)
    return None if meant == asked else Redirect(_address(request, meant), status_code=301)


def _follows(name: str) -> bool:
    return name.startswith(FAMILIES) or name in FOLLOWING


def _meant(name: str, known: tuple[str, ...]) -> str:
    plain = name.replace("-", "_")
    return plain if plain in known else name


def _address(request: Asked, asked: list[tuple[str, str]]) -> str:
    path = quote("/" + request.scope["path"].lstrip("/"))
    return f"{path}?{urlencode(asked, safe=',:')}" if asked else path
