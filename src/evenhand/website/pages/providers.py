"""The providers, and one provider: its offers with price, speed and context, and who else serves the same models."""

from msgspec import Struct

from evenhand.records.provider_profile import ProviderLine, ProviderList, ProviderProfile, ServedModel
from evenhand.records.wording import Sentence
from evenhand.website.page import Page
from evenhand.website.pages.models import crumbs
from evenhand.website.rendering import render
from evenhand.website.site import HERE, Site
from evenhand.wording.numbers import count, money, seconds, speed, tokens
from evenhand.wording.providers import price_note, provider_words


class OfferRow(Struct, frozen=True, kw_only=True):
    """One model at this provider, as written; `cheapest` says that no other known price is lower."""

    served: ServedModel
    input: str
    output: str
    blended: str
    note: str
    cheapest: bool
    context: str
    speed: str
    first_token: str
    measured: str


class ProvidersPage(Page, kw_only=True):
    """The variables of `providers.html`: those with a price that holds now, and the others."""

    lines: tuple[ProviderLine, ...]
    silent: tuple[ProviderLine, ...]


class ProviderPage(Page, kw_only=True):
    """The variables of `provider.html`."""

    profile: ProviderProfile
    said: tuple[Sentence, ...]
    rows: tuple[OfferRow, ...]
    timed: bool


def providers_page(found: ProviderList, site: Site = HERE) -> str:
    """All providers."""
    page = ProvidersPage(
        title="Providers that serve language models",
        description=f"{count(len(found.providers), 'provider')}: how many models each serves at a known price, and for"
        " how many no known price is lower.",
        section="Models",
        path="/providers",
        site=site,
        data="/api/v1/providers.json",
        snapshot=f"Snapshot of {found.date}, catalog {found.version[:12]}.",
        lines=tuple(line for line in found.providers if line.models),
        silent=tuple(line for line in found.providers if not line.models),
    )
    return render("providers.html", page)


def provider_page(found: ProviderProfile, site: Site = HERE) -> str:
    """One provider."""
    provider, path = found.provider, f"/providers/{found.provider.id}"
    rows = tuple(_row(row, found.names) for row in found.models)
    page = ProviderPage(
        title=f"{provider.name}: models and prices against other providers",
        description=" ".join(sentence.text for sentence in provider_words(found)),
        section="Models",
        path=path,
        site=site,
        data=f"/api/v1{path}.json",
        snapshot=f"Snapshot of {found.date}, catalog {found.version[:12]}.",
        profile=found,
        said=provider_words(found),
        rows=rows,
        timed=any(row.served.speed for row in rows),
        schema_org=crumbs(site, ("Models", "/models"), ("Providers", "/providers"), (provider.name, path)),
    )
    return render("provider.html", page)


def _row(row: ServedModel, names: dict[str, str]) -> OfferRow:
    measured = row.speed
    return OfferRow(
        served=row,
        input=money(row.offer.input),
        output=money(row.offer.output),
        blended=money(row.blended),
        note=price_note(row, names),
        cheapest=bool(row.others) and row.times == 1.0,
        context=tokens(row.offer.context_limit),
        speed=speed(measured.tokens_per_second) if measured else "",
        first_token=seconds(measured.first_token_seconds) if measured else "",
        measured=(measured.measured or measured.retrieved) if measured else "",
    )
