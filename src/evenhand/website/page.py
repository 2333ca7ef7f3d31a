"""What every page carries: title, description, addresses, the snapshot line."""

import json
from typing import Any

from markupsafe import Markup
from msgspec import Struct

from evenhand.records.comparison import Snapshot
from evenhand.website.site import HERE, Site
from evenhand.wording.changed_rules import changed_rules

SITE_IMAGE = "/social/site.png"


class Page(Struct, kw_only=True):
    """The variables of `base.html`.

    `path` is the page's one address on this site, `data` the address of the same answer as JSON, `image` that of its
    social image, `schema_org` what it says as JSON-LD, `scripts` the files of `static/` that make it smoother.
    """

    title: str
    description: str
    site: Site = HERE
    section: str = ""
    path: str = ""
    data: str = ""
    image: str = SITE_IMAGE
    snapshot: str = ""
    schema_org: tuple[dict[str, Any], ...] = ()
    scripts: tuple[str, ...] = ()

    @property
    def canonical(self) -> str:
        """The whole address that other addresses of this page stand for; empty where it has none or it is unknown."""
        return self.site.whole(self.path) if self.path and self.site.base else ""

    @property
    def social_image(self) -> str:
        """The whole address of the page's social image, or of the site's where pages have none of their own.

        Empty where the page has none, or its whole address is unknown.
        """
        image = self.image if self.site.images else SITE_IMAGE
        return self.site.whole(image) if self.image and self.site.base else ""

    @property
    def linked_data(self) -> tuple[Markup, ...]:
        """What the page says, as JSON-LD."""
        return tuple(linked_data(thing) for thing in self.schema_org)


def snapshot_line(snapshot: Snapshot, classic: Snapshot | None = None) -> str:
    """Which catalog, ranking and lane an answer comes from, and which its classic part where that is another."""
    apart = f" The classic averages alone: {_rules(classic)}." if classic and classic != snapshot else ""
    return f"Snapshot of {snapshot.date}, catalog {snapshot.catalog[:12]}, {_rules(snapshot)}.{apart}"


def _rules(snapshot: Snapshot) -> str:
    changed = changed_rules(snapshot)
    tiers = ", ".join(snapshot.tiers)
    return f"ranking {snapshot.ranking}, {snapshot.lane} lane (tiers {tiers}){', ' if changed else ''}{changed}"


def linked_data(thing: dict[str, Any]) -> Markup:
    """JSON-LD that cannot close the element it stands in."""
    text = json.dumps({"@context": "https://schema.org", **thing}, ensure_ascii=False)
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704 - every sign that could end the element was just replaced
