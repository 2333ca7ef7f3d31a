"""What a reader of the brief wants: topics, watched models, price alerts, how often."""

from typing import Literal

from msgspec import Struct

from evenhand.records.brief import TOPICS, Topic

Rhythm = Literal["weekly", "at once"]
# How a subscriber stands: asked and not confirmed, reading, not mailed after bounces, gone once the goodbye is sent.
State = Literal["pending", "active", "suspended", "leaving"]
# Kinds of letters. `greeting` tells an address that is subscribed already where its preferences are.
LetterKind = Literal["brief", "confirm", "greeting", "alert", "goodbye"]
# A delivery waits, is with a sender, or is over: accepted by a mail server, refused for good, or not needed.
DeliveryState = Literal["waiting", "claimed", "sent", "failed", "skipped"]


class Watched(Struct, frozen=True, kw_only=True):
    """A model that a reader watches; `below` asks for word when its output price (USD a million tokens) falls to it."""

    model: str
    below: float | None = None


class Preferences(Struct, frozen=True, kw_only=True):
    """What a reader wants to hear of.

    Lines of `topics` are for them, and all lines about `watched` models. `alert_percent` is the least change of a price
    of a watched model that is worth an alert; `rhythm` says whether alerts come at once or with the weekly brief.
    `workload` is the preset whose cost a changed price is put into; empty for the default one.
    """

    topics: tuple[Topic, ...] = TOPICS
    watched: tuple[Watched, ...] = ()
    alert_percent: float = 10.0
    rhythm: Rhythm = "weekly"
    workload: str = ""
