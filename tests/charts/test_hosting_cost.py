"""The chart of hosting against a host: well formed, named, escaped, its lines where the figures are."""

import re
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from evenhand.charts.hosting_cost import BOTTOM, LEFT, RIGHT, hosting_cost
from evenhand.comparison.self_hosting import self_hosting
from evenhand.records.facts import Model
from evenhand.records.operations import Workload
from evenhand.records.self_hosting import Hosting, SelfHosting
from invented_catalogs import catalog_of, offer

SVG = "{http://www.w3.org/2000/svg}"
ODD = 'Alder <b>&"1'
ADA = Model(id="ada", lab="one", name=ODD, open_weights=True, parameters=12.0)
PRICED = catalog_of(offers=(offer("ada", "host", 1.0, 3.0),), models={"ada": ADA})


def hosted(**machine: Any) -> SelfHosting:
    """Hosting it at a dollar an hour, one token in for one out: 12 million tokens a day cost as much at the host."""
    return self_hosting(PRICED, ADA, Hosting(per_hour=1.0, **machine), Workload(input=1000, output=1000, stated=True))


def drawn(found: SelfHosting) -> ET.Element:
    """The picture, read as XML."""
    return ET.fromstring(hosting_cost(found).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))  # noqa: S314 - our own


def groups(picture: ET.Element, colour: str) -> list[list[dict[str, str]]]:
    """The lines of each group of a colour."""
    named = [one for one in picture.iter(f"{SVG}g") if colour in (one.get("stroke") or "")]
    return [[line.attrib for line in one.iter(f"{SVG}line")] for one in named]


def test_steps_and_line_by_hand() -> None:
    """At 100 tokens a second a machine writes 17.28 million a day: two steps up to 24 million, $24 and $48."""
    picture = drawn(hosted(tokens_per_second=100))
    ((first, riser, second),) = groups(picture, "--left")
    ((host,),) = groups(picture, "--right")
    wide = RIGHT - LEFT
    reach = 24 * 1.04  # the axis leaves some room
    assert float(riser["x1"].rstrip("%")) == pytest.approx(LEFT + wide * 17.28 / reach, abs=0.01)
    assert float(host["x2"].rstrip("%")) == pytest.approx(LEFT + wide * 24 / reach, abs=0.01)
    assert (BOTTOM - float(second["y1"])) == pytest.approx(2 * (BOTTOM - float(first["y1"])), abs=0.02)
    assert host["y2"] == second["y1"]  # twice the break-even costs two machines a day
    assert float(host["y1"]) == BOTTOM


def test_a_slower_end_is_dashed() -> None:
    """A family of formats has two roofs: the slowest speed has steps of its own, under the others."""
    slow, fast = groups(drawn(hosted(quantization="q4", bandwidth=900)), "--left")
    assert len(slow) >= len(fast)
    assert len(re.findall("stroke-dasharray", hosting_cost(hosted(quantization="q4", bandwidth=900)))) == 1


def test_many_machines_are_one_line() -> None:
    """Where steps would be too small to see, the machines are a straight line inside the picture."""
    ((line,),) = groups(drawn(hosted(tokens_per_second=1)), "--left")
    assert float(line["y2"]) >= 0
    assert float(line["x2"].rstrip("%")) <= RIGHT


def test_the_crossing_is_marked_only_where_a_machine_gets_there() -> None:
    """A machine that is too slow has no crossing."""
    assert "From 12M tokens a day on" in hosting_cost(hosted(tokens_per_second=100))
    assert "tokens a day on" not in hosting_cost(hosted(tokens_per_second=50))


def test_names_are_escaped_and_figures_told() -> None:
    """The name stands as text, and the description has every volume of the table."""
    picture = drawn(hosted(tokens_per_second=100))
    title = picture.findtext(f"{SVG}title") or ""
    assert ODD in title
    assert "12M tokens a day: $24.00 at the host, $24.00 yourself." in (picture.findtext(f"{SVG}desc") or "")


def test_nothing_is_drawn_without_a_speed_or_a_host() -> None:
    """No speed, no hour or no host: no picture."""
    assert not hosting_cost(hosted())
    free = catalog_of(models={"ada": ADA})
    assert not hosting_cost(self_hosting(free, ADA, Hosting(per_hour=1.0, tokens_per_second=9), Workload()))
