"""The pages of who reads the brief by mail: asking, confirming, preferences, leaving. They need no extra installed."""

from collections.abc import Iterator

from msgspec import Struct

from evenhand.brief.subscribers.choosing import MOST_PERCENT, MOST_WATCHED, Fault, Typed
from evenhand.brief.subscribers.consent import wording_in_use
from evenhand.catalog.catalog import Catalog
from evenhand.comparison.workload_presets import PRESETS
from evenhand.records.brief import TOPICS
from evenhand.records.subscriptions import State
from evenhand.website.page import Page
from evenhand.website.rendering import render
from evenhand.website.site import HERE, Site
from evenhand.wording.brief import HEADINGS

SUBSCRIBE, PRIVACY = "/brief/subscribe", "/brief/privacy"
BLANK_ROWS = 3
LABELS = {
    "topics": "What to hear of",
    "model": "Model {}",
    "below": "Price of model {}, $",
    "alert_percent": "Least change of a watched price, %",
    "rhythm": "Told",
    "workload": "Cost of a month for",
}
RHYTHM_LABELS = {"weekly": "with the weekly brief", "at once": "at once, as letters of their own"}


class Tick(Struct, frozen=True, kw_only=True):
    """One of several to choose from: its value, its label, whether it is chosen."""

    value: str
    label: str
    chosen: bool


class SubscribeForm(Struct, frozen=True, kw_only=True):
    """The variables of `_subscribe.html`: what was typed so far, what is wrong with it, what is agreed to."""

    address: str
    topics: tuple[Tick, ...]
    fault: str
    mark: str
    wording: str


class SubscribePage(Page, kw_only=True):
    """The variables of `subscribe.html`."""

    form: SubscribeForm


class OneButton(Page, kw_only=True):
    """The variables of `confirm.html` and `unsubscribe.html`.

    `done` says how it ended, empty before; the paths lead to what the reader may do, empty where there is nothing.
    """

    path_here: str = ""
    done: str = ""
    preferences: str = ""
    unsubscribe: str = ""


class WatchRow(Struct, frozen=True, kw_only=True):
    """The two fields of a watched model, numbered from 1, and what is wrong with each."""

    place: int
    model: str
    below: str
    model_fault: Fault | None
    below_fault: Fault | None


class Paths(Struct, frozen=True, kw_only=True):
    """Where the forms of the preferences lead, each with the reader's token in it."""

    preferences: str
    unsubscribe: str

    @property
    def export(self) -> str:
        """What is held, as JSON."""
        return f"{self.preferences}/export"

    @property
    def erase(self) -> str:
        """Erasing at once."""
        return f"{self.preferences}/erase"

    @property
    def renew(self) -> str:
        """New links."""
        return f"{self.preferences}/renew"


class PreferencesPage(Page, kw_only=True):
    """The variables of `preferences.html`; `said` is what was just done, `faults` all that is wrong by its field."""

    address: str
    state: State
    paths: Paths
    topics: tuple[Tick, ...]
    rows: tuple[WatchRow, ...]
    percent: str
    most_percent: float
    rhythms: tuple[Tick, ...]
    workloads: tuple[Tick, ...]
    models: tuple[tuple[str, str], ...]
    faults: dict[str, Fault]
    said: str

    def label(self, field: str) -> str:
        """What a field is called on the page: `Model 2` for `model-2`."""
        name, _, place = field.partition("-")
        return LABELS[name].format(place)


def subscribe_form(address: str = "", topics: tuple[str, ...] = TOPICS, fault: str = "") -> SubscribeForm:
    """The form as it stands on the page of the brief, or with what was typed and is wrong."""
    mark, wording = wording_in_use()
    return SubscribeForm(address=address, topics=_topics(topics), fault=fault, mark=mark, wording=wording)


def subscribe_page(form: SubscribeForm, site: Site = HERE) -> str:
    """The form on a page of its own."""
    return render("subscribe.html", SubscribePage(title="Subscribe", description=TITLE, site=site, form=form))


def asked_page(site: Site = HERE) -> str:
    """The one answer to every request, whatever the address."""
    return render("asked.html", Page(title="Look at your mail", description=TITLE, site=site))


def privacy_page(site: Site = HERE) -> str:
    """What is kept of readers, why, and for how long."""
    return render("privacy.html", Page(title="What is kept of readers", description=TITLE, site=site))


def dead_link_page(site: Site = HERE) -> str:
    """The one answer to every link that opens nothing, whatever the reason."""
    return render("dead_link.html", Page(title="This link does not work", description=TITLE, site=site))


def confirm_page(path: str, unsubscribe: str, site: Site = HERE) -> str:
    """The button that makes a reader; opening the page does nothing."""
    page = OneButton(
        title="Confirm your subscription", description=TITLE, site=site, path_here=path, unsubscribe=unsubscribe
    )
    return render("confirm.html", page)


def confirmed_page(paths: Paths | None, site: Site = HERE) -> str:
    """That somebody is a reader now, with the ways on; without them where that was said before."""
    page = OneButton(
        title="You are subscribed",
        description=TITLE,
        site=site,
        done="You are subscribed",
        preferences=paths.preferences if paths else "",
        unsubscribe=paths.unsubscribe if paths else "",
    )
    return render("confirm.html", page)


def unsubscribe_page(path: str, site: Site = HERE) -> str:
    """The button that ends it; opening the page does nothing."""
    return render("unsubscribe.html", OneButton(title="Unsubscribe", description=TITLE, site=site, path_here=path))


def left_page(done: str, site: Site = HERE) -> str:
    """How it ended, in a sentence."""
    return render("unsubscribe.html", OneButton(title="You have left", description=TITLE, site=site, done=done))


def preferences_page(
    catalog: Catalog,
    typed: Typed,
    paths: Paths,
    *,
    address: str,
    state: State,
    faults: tuple[Fault, ...] = (),
    said: str = "",
    site: Site = HERE,
) -> str:
    """What a reader chose, or typed with faults, as a form; and what else they may do."""
    by_field = {one.field: one for one in reversed(faults)}
    every = sorted(catalog.models.values(), key=lambda model: model.name.casefold())
    page = PreferencesPage(
        title="Your preferences",
        description=TITLE,
        site=site,
        address=address,
        state=state,
        paths=paths,
        topics=_topics(typed.topics),
        rows=tuple(_rows(typed, by_field)),
        percent=typed.alert_percent,
        most_percent=MOST_PERCENT,
        rhythms=_choices(RHYTHM_LABELS, typed.rhythm),
        workloads=_choices({"": "the usual one", **{one.id: one.name for one in PRESETS.values()}}, typed.workload),
        models=tuple((model.id, model.name) for model in every),
        faults={name: by_field[name] for name in sorted(by_field, key=[one.field for one in faults].index)},
        said=said,
    )
    return render("preferences.html", page)


TITLE = "The weekly brief by mail"


def _topics(chosen: tuple[str, ...]) -> tuple[Tick, ...]:
    return tuple(Tick(value=name, label=HEADINGS[name], chosen=name in chosen) for name in TOPICS)


def _choices(labels: dict[str, str], chosen: str) -> tuple[Tick, ...]:
    return tuple(Tick(value=name, label=label, chosen=name == chosen) for name, label in labels.items())


def _rows(typed: Typed, faults: dict[str, Fault]) -> Iterator[WatchRow]:
    """What was typed, in its place, and a few empty rows at the end."""
    used = max((place for place, cells in enumerate(typed.watched, 1) if any(cells)), default=0)
    blank = min(BLANK_ROWS, max(0, MOST_WATCHED - used))
    for place, (model, below) in enumerate((*typed.watched[:used], *[("", "")] * blank), 1):
        yield WatchRow(
            place=place,
            model=model,
            below=below,
            model_fault=faults.get(f"model-{place}"),
            below_fault=faults.get(f"below-{place}"),
        )
