"""The part of a model's page on hosting it oneself: the form, what the estimate says, its tables and its chart."""

from markupsafe import Markup
from msgspec import Struct

from evenhand.charts.hosting_cost import hosting_cost
from evenhand.comparison.weight_formats import FORMATS
from evenhand.records.operations import Workload
from evenhand.records.self_hosting import Hosting, SelfHostingReport
from evenhand.records.wording import Sentence
from evenhand.website.asked.hosting_form import (
    LABELS,
    MORE_LABELS,
    estimate_address,
    hosting_fields,
    hosting_parts,
)
from evenhand.website.asked.workload_form import NumberField, size_fields, workload_parts
from evenhand.wording.numbers import plain
from evenhand.wording.self_hosting import amount, dollars, many, size, span_text

# What a reader came for, the furthest that is known first.
ANSWERS = (
    "hosting.surely",
    "hosting.perhaps",
    "hosting.if fast enough",
    "hosting.never",
    "hosting.never if dense",
    "hosting.too large",
    "hosting.weights",
    "hosting.parameters unknown",
)
# The page says so above its form.
LABEL = "hosting.estimate"
# What is said of the model itself, whatever the machine.
ABOUT = ("hosting.weights unknown", "hosting.parameters unknown", "hosting.parameters")


class FormatLine(Struct, frozen=True, kw_only=True):
    """A format, its bits a parameter and the GB of all weights in it, as written."""

    format: str
    bits: str
    gigabytes: str
    asked: bool


class VolumeLine(Struct, frozen=True, kw_only=True):
    """Tokens a day, and dollars a day at the host and of one's own machines, as written."""

    tokens: str
    host: str
    machines: str
    own: str


class HostingSection(Struct, frozen=True, kw_only=True):
    """What the section shows. `asked` says that the reader said something of a machine or a workload.

    `two_speeds` says that the chart has a slowest and a fastest, `least` that its steps are the widest there can be.

    Without, `about` (how large the model is) and the weights are all there is to show.
    """

    asked: bool
    about: tuple[Sentence, ...]
    answer: Sentence
    said: tuple[Sentence, ...]
    assumed: tuple[Sentence, ...]
    formats: tuple[FormatLine, ...]
    volumes: tuple[VolumeLine, ...]
    chart: Markup
    two_speeds: bool
    least: bool
    provider: str
    choices: tuple[str, ...]
    chosen: str
    fields: tuple[NumberField, ...]
    more: tuple[NumberField, ...]
    sizes: tuple[NumberField, ...]
    open_more: bool
    data: str


def hosting_section(found: SelfHostingReport, hosting: Hosting, sizes: Workload) -> HostingSection:
    """The section of a model; without a machine it has the weights and the form alone."""
    seen, host = found.estimate, found.estimate.host
    able = seen.running.requests_a_day if seen.running else None
    parts = hosting_parts(hosting)
    answer = min(found.words, key=lambda one: ANSWERS.index(one.rule) if one.rule in ANSWERS else len(ANSWERS))
    return HostingSection(
        asked=bool(parts) or sizes.stated,
        about=tuple(one for one in found.words if one.rule in ABOUT),
        answer=answer,
        said=tuple(one for one in found.words if one is not answer and one.rule != LABEL),
        assumed=found.assumptions,
        formats=tuple(
            FormatLine(
                format=row.format,
                bits=span_text(row.bits, plain),
                gigabytes=span_text(row.gigabytes, size),
                asked=row.asked,
            )
            for row in seen.formats
        ),
        volumes=tuple(
            VolumeLine(
                tokens=many(row.tokens_a_day),
                host=dollars(row.host_per_day),
                machines=span_text(row.machines, amount),
                own=span_text(row.own_per_day, dollars),
            )
            for row in (host.volumes if host else ())
        ),
        chart=Markup(hosting_cost(seen)),  # noqa: S704 - our own drawing escapes
        two_speeds=bool(able and able.low < able.high),
        least=bool(seen.writing and seen.writing.basis == "roofline" and seen.roofline and not seen.roofline.dense),
        provider=seen.names[host.cost.offer.provider] if host else "",
        choices=tuple(FORMATS),
        chosen=seen.hosting.quantization,
        fields=hosting_fields(hosting, LABELS),
        more=hosting_fields(hosting, MORE_LABELS),
        sizes=size_fields(sizes),
        open_more=bool(parts.keys() & MORE_LABELS.keys()) or bool(workload_parts(sizes)),
        data=estimate_address(seen.model, hosting, sizes),
    )
