"""All facts to take away: the tables, what their columns say, and whose licences apply."""

from typing import Any

from msgspec import Struct

from evenhand.catalog.catalog import Catalog
from evenhand.comparison.tables import WORKED_OUT, described, tables
from evenhand.records.facts import Source
from evenhand.records.tables import Column, Table
from evenhand.website.page import Page
from evenhand.website.rendering import render
from evenhand.website.site import HERE, LICENCES, Site
from evenhand.wording.numbers import count

FORMS = {"csv": "text/csv", "json": "application/json", "parquet": "application/vnd.apache.parquet"}
KEPT = ("downloads page",)


class TableLine(Struct, frozen=True, kw_only=True):
    """One table as the page lists it; `rows` is None where they are worked out when they are asked for."""

    name: str
    about: str
    rows: int | None
    columns: tuple[Column, ...]
    sources: tuple[Source, ...]


class DownloadsPage(Page, kw_only=True):
    """The variables of `downloads.html`."""

    tables: tuple[TableLine, ...]
    forms: tuple[str, ...]
    sources: tuple[Source, ...]


def downloads_page(catalog: Catalog, site: Site = HERE) -> str:
    """What there is to take, and under which licences."""
    lines = table_lines(catalog)
    named = dict.fromkeys(one.id for line in lines for one in line.sources)
    page = DownloadsPage(
        title="Downloads",
        description="All models, benchmarks, scores, prices, speeds and ranks as CSV, JSON and Parquet, with licences.",
        section="Downloads",
        path="/downloads",
        site=site,
        snapshot=f"Snapshot of {catalog.date}, catalog {catalog.version[:12]}.",
        schema_org=tuple(_dataset(catalog, line, site) for line in lines),
        tables=lines,
        forms=tuple(FORMS),
        sources=tuple(catalog.sources[name] for name in sorted(named)),
    )
    return render("downloads.html", page)


def table_lines(catalog: Catalog) -> tuple[TableLine, ...]:
    """All tables without their rows, worked out once for the catalog."""
    if KEPT not in catalog.kept:
        catalog.kept[KEPT] = tuple(_line(catalog, described(catalog, name)) for name in tables())
    found: tuple[TableLine, ...] = catalog.kept[KEPT]
    return found


def _line(catalog: Catalog, found: Table) -> TableLine:
    return TableLine(
        name=found.name,
        about=found.about,
        rows=None if found.name in WORKED_OUT else len(found.rows),
        columns=found.columns,
        sources=tuple(catalog.sources[name] for name in found.sources),
    )


def _dataset(catalog: Catalog, line: TableLine, site: Site) -> dict[str, Any]:
    """The table as schema.org describes a data set."""
    rows = "" if line.rows is None else f"{count(line.rows, 'row')}. "
    return {
        "@type": "Dataset",
        "name": f"Evenhand: {line.name}",
        "description": f"{line.about} {rows}Snapshot of {catalog.date}.",
        "url": site.whole("/downloads"),
        "version": f"{catalog.date} {catalog.version[:12]}",
        "dateModified": catalog.date,
        "isAccessibleForFree": True,
        "license": site.whole(LICENCES),
        "creator": {"@type": "Organization", "name": "Evenhand"},
        "isBasedOn": [one.link or site.whole(f"/sources/{one.id}") for one in line.sources],
        "variableMeasured": [one.name for one in line.columns],
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": kind,
                "contentUrl": site.whole(f"/downloads/{line.name}.{form}"),
            }
            for form, kind in FORMS.items()
        ],
    }
