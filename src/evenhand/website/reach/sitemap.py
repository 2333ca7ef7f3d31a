"""What machines read to find the pages: the sitemap in parts, robots.txt, llms.txt. All from one list of addresses."""

from collections.abc import Iterable, Iterator
from xml.etree import ElementTree as ET

from evenhand.catalog.catalog import Catalog
from evenhand.library.briefs import Issued
from evenhand.website.asked.pairs import pair_path
from evenhand.website.reach.addresses import PARTS, Address, addresses_of
from evenhand.website.rows.first_models import first_two
from evenhand.website.site import HERE, Site, pair_of
from evenhand.wording.numbers import count

PROTOCOL = "http://www.sitemaps.org/schemas/sitemap/0.9"
INDEX_PATH = "/sitemap.xml"
READING = (
    "A higher number alone is no lead: read the word (leads, leans, too close to call, not comparable) and the interval"
    " beside it. Unknown is N/A, never zero."
)
FORMS = (
    "Every page is also Markdown: {}. Answers are JSON under `/api/v1/`. An MCP server comes with the package:"
    " `evenhand mcp`."
)
ASKING, ADDING = "ask with `Accept: text/markdown`, or add `.md` to its address", "add `.md` to its address"
DESCRIBED = {True: "every address for programs", False: "every address of the server that works out the rest"}
ANY_TWO, THESE_TWO = "an example; put any two names as /compare/A-vs-B.md", "an example"


def part_path(part: str) -> str:
    """Where a part of the sitemap lies."""
    return f"/sitemaps/{part}.xml"


def sitemap_index(catalog: Catalog, site: Site = HERE, issued: Issued = tuple) -> bytes:
    """The parts that have a page, each with the newest day in it. Its addresses are whole ones; see `Site.base`.

    `issued` gives the briefs that were issued.
    """
    root = ET.Element("sitemapindex", {"xmlns": PROTOCOL})
    for part in PARTS:
        days = [one.changed for one in _written(catalog, part, site, issued)]
        if days:
            _entry(root, "sitemap", site.whole(part_path(part)), max(days))
    return _xml(root)


def sitemap(catalog: Catalog, part: str, site: Site = HERE, issued: Issued = tuple) -> bytes:
    """The addresses of a part that the site has, each with the day of its newest fact where that is known.

    Raises:
        KeyError: there is no such part.

    """
    root = ET.Element("urlset", {"xmlns": PROTOCOL})
    for one in _written(catalog, part, site, issued):
        _entry(root, "url", site.whole(one.path), one.changed)
    return _xml(root)


def robots(site: Site = HERE) -> str:
    """Everything may be read; where the sitemap is, where the site knows its own address."""
    lines = ["User-agent: *", "Disallow:"]
    return "\n".join([*lines, "", f"Sitemap: {site.whole(INDEX_PATH)}"] if site.base else lines) + "\n"


def llms(catalog: Catalog, site: Site = HERE) -> str:
    """What the site is and where to begin, for language models (llmstxt.org)."""
    sides = first_two(catalog)
    known = sides and site.has((sides[0].address, sides[1].address))
    counted = ", ".join(
        (
            count(len(catalog.models), "model"),
            count(len(catalog.benchmarks), "benchmark"),
            count(len(catalog.observations), "score"),
            count(len(catalog.offers), "price"),
        )
    )
    head = (
        "# Evenhand",
        "",
        "> Compares language models like for like, on tests that both took; each figure has its source and error.",
        "",
        f"Snapshot of {catalog.date}: {counted} from {count(len(catalog.sources), 'source')}. {READING}",
        "",
        FORMS.format(ASKING if site.live else ADDING),
    )
    example = f"/compare/{pair_path(*sides)}" if sides and known else "/compare"
    parts = (_section(title, links, site) for title, links in _sections(example, site))
    return "\n".join((*head, *parts)) + "\n"


def _sections(pair: str, site: Site) -> tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]:
    return (
        (
            "Answers",
            (
                ("The board", "/index.md", "ranked models with scores, intervals and places"),
                ("Two models", f"{pair}.md", ANY_TWO if site.live else THESE_TWO),
                ("Models", "/models.md", "all models"),
                ("Benchmarks", "/benchmarks.md", "what each test asks, and its state"),
                ("Pricing", "/pricing.md", "prices and the cost of a workload"),
                ("Speed", "/speed.md", "output speed and time to first token"),
                ("Changes", "/changes.md", "what changed, day by day"),
                ("The weekly brief", "/brief.md", "what changed, the most important first, week by week"),
            ),
        ),
        (
            "For programs",
            (
                *((("OpenAPI", "/api/v1/openapi.json", DESCRIBED[site.live]),) if site.live or site.server else ()),
                ("Guide", "/api.md", "JSON, Python, MCP, command line, limits"),
                ("Downloads", "/downloads.md", "all facts as CSV, JSON and Parquet, with licences"),
                *((("Sitemap", INDEX_PATH, "every page with the day of its newest fact"),) if site.base else ()),
            ),
        ),
        (
            "Optional",
            (
                ("Method", "/methodology.md", "how it decides"),
                ("How sure", "/confidence.md", "what words, intervals and dots mean"),
                ("Terms", "/terms.md", "every term in plain words"),
                ("Sources", "/sources.md", "where the figures come from"),
            ),
        ),
    )


def _section(title: str, links: Iterable[tuple[str, str, str]], site: Site) -> str:
    lines = (f"- [{name}]({site.whole(path)}): {what}" for name, path, what in links)
    return "\n".join(("", f"## {title}", "", *lines))


def _entry(root: ET.Element, name: str, address: str, day: str) -> None:
    entry = ET.SubElement(root, name)
    ET.SubElement(entry, "loc").text = address
    if day:
        ET.SubElement(entry, "lastmod").text = day


def _written(catalog: Catalog, part: str, site: Site, issued: Issued) -> Iterator[Address]:
    """The addresses of a part that have a page on this site."""
    return (one for one in addresses_of(catalog, part, issued) if (pair := pair_of(one.path)) is None or site.has(pair))


def _xml(root: ET.Element) -> bytes:
    written: bytes = ET.tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + written + b"\n"
