"""The application for a crowd: other forms of an address, finished answers in memory, careful headers, workers."""

from litestar import Litestar

from evenhand.application import application
from evenhand.catalog.catalog import Catalog
from evenhand.catalog.snapshot import code_hash
from evenhand.errors import BadSetting
from evenhand.server.address_length import bounded
from evenhand.server.beside_pages import Beside, only_ready
from evenhand.server.careful_headers import careful
from evenhand.server.finished_answers import FinishedAnswers
from evenhand.server.for_one import apart
from evenhand.server.forms import in_its_form
from evenhand.server.keeping_own import keeping_own, shows_own
from evenhand.server.markdown_answers import as_markdown
from evenhand.server.observing import observing
from evenhand.server.preflight import preflight
from evenhand.website.assets import all_assets_mark
from evenhand.website.site import HERE, Site

ONE_OR_THE_OTHER = (
    "a site with runs of your own speaks to this machine alone, so nobody could subscribe there; "
    "leave the runs out (--no-own) or let everybody see them (--own)"
)


def create_app(catalog: Catalog, site: Site = HERE, *, told: bool = False, beside: Beside | None = None) -> Litestar:
    """The application for a catalog, as it is served. `site` says where its pages stand, `beside` what it has more.

    Where the catalog holds runs of one's own the answers are for this machine alone, unless others are `told` of them.

    Raises:
        BadSetting: such a site is to have subscribers.

    """
    more = beside or only_ready(catalog)
    private = shows_own(catalog) and not told
    if private and site.subscribing:
        raise BadSetting(ONE_OR_THE_OTHER)
    app = application(
        catalog,
        site,
        handlers=more.handlers,
        issued=more.issued.briefs if more.issued else tuple,
        closing=more.closing,
    )
    direct = careful(bounded(app.asgi_handler))
    version = f"{catalog.version}-{code_hash()}-{all_assets_mark()}"
    finished = FinishedAnswers(version, mark=more.issued.mark) if more.issued else FinishedAnswers(version)
    served = preflight(apart(direct, in_its_form(finished.around(as_markdown(direct, site)))))
    app.asgi_handler = observing(served, more.observers) if more.observers else served
    if private:
        app.asgi_handler = keeping_own(app.asgi_handler)
    return app
