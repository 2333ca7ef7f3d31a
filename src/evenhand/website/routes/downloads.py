"""The addresses of downloads: the page, each table in each form, the notes beside them."""

from typing import Annotated

from litestar import MediaType, Response, get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import PathParameter

from evenhand.catalog.catalog import Catalog
from evenhand.comparison.tables import table, tables
from evenhand.records.tables import Table
from evenhand.website.pages.downloads import FORMS, downloads_page
from evenhand.website.reach.licence_notes import licence_notes, read_me
from evenhand.website.reach.table_files import NoParquet, as_csv, as_json, as_parquet
from evenhand.website.site import Site

TEXT = "text/plain"
NOTES = {"LICENCES.txt": licence_notes, "README.txt": read_me}
TableFile = Annotated[str, PathParameter(max_length=40)]


@get("/downloads", media_type=MediaType.HTML, sync_to_thread=True)
def downloads(catalog: NamedDependency[Catalog], site: NamedDependency[Site]) -> str:
    """What there is to take away."""
    return downloads_page(catalog, site)


@get("/downloads/{file:str}", sync_to_thread=True)
def download(catalog: NamedDependency[Catalog], file: TableFile) -> Response[bytes]:
    """One table in one form, or the notes beside the tables."""
    if file in NOTES:
        return Response(NOTES[file](catalog).encode(), media_type=TEXT)
    name, _, form = file.partition(".")
    if name not in tables() or form not in FORMS:
        raise NotFoundException
    try:
        content = _written(catalog, table(catalog, name), form)
    except NoParquet as missing:
        return Response(f"{missing}.\n".encode(), status_code=501, media_type=TEXT)
    return Response(
        content, media_type=FORMS[form], headers={"content-disposition": f'attachment; filename="evenhand-{file}"'}
    )


def _written(catalog: Catalog, found: Table, form: str) -> bytes:
    if form == "csv":
        return as_csv(found)
    return as_json(catalog, found) if form == "json" else as_parquet(catalog, found)


HANDLERS = (
    downloads,
    download,
)
