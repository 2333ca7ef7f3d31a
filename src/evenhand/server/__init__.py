"""The application for a crowd: other forms of an address, finished answers in memory, careful headers, workers."""

from litestar import Litestar

from evenhand.application import application
from evenhand.catalog.catalog import Catalog
from evenhand.catalog.snapshot import code_hash
from evenhand.server.address_length import bounded
from evenhand.server.careful_headers import careful
from evenhand.server.finished_answers import FinishedAnswers
from evenhand.server.forms import in_its_form
from evenhand.server.keeping_own import keeping_own, shows_own
from evenhand.server.markdown_answers import as_markdown
from evenhand.server.preflight import preflight
from evenhand.website.assets import all_assets_mark
from evenhand.website.site import HERE, Site


def create_app(catalog: Catalog, site: Site = HERE, *, told: bool = False) -> Litestar:
    """The application for a catalog, as it is served. `site` says where its pages stand.

    Where the catalog holds runs of one's own the answers are for this machine alone, unless others are `told` of them.
    """
    app = application(catalog, site)
    finished = FinishedAnswers(f"{catalog.version}-{code_hash()}-{all_assets_mark()}")
    app.asgi_handler = preflight(in_its_form(finished.around(as_markdown(careful(bounded(app.asgi_handler)), site))))
    if shows_own(catalog) and not told:
        app.asgi_handler = keeping_own(app.asgi_handler)
    return app
