"""The letter of a delivery: each content is written once, and filled in for each reader."""

from collections import OrderedDict
from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache

import msgspec
from sqlalchemy import select

from evenhand.brief.composing.personal import PersonalBriefs
from evenhand.brief.letters.envelope import Envelope
from evenhand.brief.letters.letter import Letter
from evenhand.brief.letters.links import Links
from evenhand.brief.letters.message_ids import message_id
from evenhand.brief.letters.prepared import LINKS_OF, Prepared
from evenhand.brief.letters.sender import Sender
from evenhand.brief.letters.signing import Signer
from evenhand.brief.letters.writing import alert_letter, brief_letter, confirm_letter, goodbye_letter, greeting_letter
from evenhand.brief.mail_settings import MailSettings, needed_for_letters
from evenhand.brief.sending.deliveries import Delivery, Unwritten
from evenhand.brief.store.opening import Store
from evenhand.brief.store.tables import briefs
from evenhand.brief.subscribers.readers import decoded
from evenhand.brief.subscribers.tokens import PURPOSES, Tokens
from evenhand.records.brief import Brief, BriefLine
from evenhand.records.subscriptions import LetterKind

NOTHING_LEFT = "nothing of what they want to hear of"
# Contents that are kept at hand, about 60 kB each.
AT_HAND = 500
SIMPLE: dict[LetterKind, Callable[[Links, str], Letter]] = {
    "confirm": confirm_letter,
    "greeting": greeting_letter,
    "goodbye": goodbye_letter,
}


class LetterWriter:
    """Writes the message of a delivery; one sender's own, not for several threads."""

    def __init__(self, store: Store, settings: MailSettings) -> None:
        """Get ready.

        Raises:
            BadSetting: sender or address of the site are not set, or the key of signatures is none.

        """
        needed_for_letters(settings)
        self._store, self._settings = store, settings
        self._secret = settings.secret.text or store.secret
        self._tokens = Tokens(self._secret)
        self._sender = sender_of(settings)
        self._signer = _signer(settings)
        self._briefs: dict[str, PersonalBriefs] = {}
        self._contents: OrderedDict[tuple[str, ...], Prepared | Unwritten] = OrderedDict()
        self._preferences = lru_cache(AT_HAND)(decoded)

    def __call__(self, delivery: Delivery) -> bytes | Unwritten:
        """The bytes of the letter, signed where a key is set, or why this reader gets none."""
        content = self._content(delivery)
        if isinstance(content, Unwritten):
            return content
        message = content.for_reader(self._envelope(delivery))
        return self._signer.signed(message) if self._signer else message

    def _envelope(self, delivery: Delivery) -> Envelope:
        return Envelope(
            to=delivery.address,
            links=self._links(delivery),
            message_id=message_id(delivery.kind, delivery.id, self._sender.domain, self._secret),
            date=datetime.now(UTC),
        )

    def _links(self, delivery: Delivery) -> Links:
        """The reader's own links that a letter of this kind has."""
        paths = {
            purpose: self._settings.base + self._tokens.path(purpose, delivery.subscriber, delivery.secret)
            for purpose in PURPOSES
            if purpose in LINKS_OF[delivery.kind]
        }
        return Links(base=self._settings.base, **paths)

    def _content(self, delivery: Delivery) -> Prepared | Unwritten:
        key = self._key(delivery)
        found = self._contents.get(key)
        if found is None:
            found = self._contents[key] = self._prepared(delivery)
            if len(self._contents) > AT_HAND:
                self._contents.popitem(last=False)
        else:
            self._contents.move_to_end(key)
        return found

    def _key(self, delivery: Delivery) -> tuple[str, ...]:
        """The same for deliveries of one content."""
        if delivery.kind == "brief":
            wanted = self._preferences(delivery.preferences)
            return ("brief", delivery.about, self._brief(delivery.about).content_key(wanted))
        return (delivery.kind, delivery.data)

    def _prepared(self, delivery: Delivery) -> Prepared | Unwritten:
        imprint = self._settings.imprint
        if delivery.kind == "brief":
            return self._personal(delivery)
        if delivery.kind == "alert":
            lines = msgspec.json.decode(delivery.data, type=tuple[BriefLine, ...])
            return Prepared("alert", lambda links: alert_letter(lines, links, imprint), self._sender)
        letter = SIMPLE[delivery.kind]
        return Prepared(delivery.kind, lambda links: letter(links, imprint), self._sender)

    def _personal(self, delivery: Delivery) -> Prepared | Unwritten:
        """The reader's brief; none where their wishes leave nothing of one that has something."""
        everybody = self._brief(delivery.about)
        brief = everybody.of(self._preferences(delivery.preferences))
        if brief.empty and not everybody.brief.empty:
            return Unwritten(NOTHING_LEFT)
        return Prepared("brief", lambda links: brief_letter(brief, links, self._settings.imprint), self._sender)

    def _brief(self, name: str) -> PersonalBriefs:
        if name not in self._briefs:
            with self._store.reading() as connection:
                content = connection.execute(select(briefs.c.content).where(briefs.c.id == name)).scalar_one()
            self._briefs = {name: PersonalBriefs(msgspec.json.decode(content, type=Brief))}
        return self._briefs[name]


def sender_of(settings: MailSettings) -> Sender:
    """Who letters are from, by the settings."""
    named = {"name": settings.sender_name} if settings.sender_name else {}
    return Sender(address=settings.sender_address, base=settings.base, imprint=settings.imprint, **named)


def _signer(settings: MailSettings) -> Signer | None:
    if not settings.dkim_key:
        return None
    return Signer(settings.dkim_key.text.encode(), settings.dkim_selector, settings.sender_domain)
