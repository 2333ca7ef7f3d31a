"""The letter of a delivery: each content is written once, and filled in for each reader."""

from collections import OrderedDict
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import lru_cache

import msgspec
from sqlalchemy import select

from evenhand.brief.composing.personal import PersonalBriefs
from evenhand.brief.letters.envelope import Envelope
from evenhand.brief.letters.letter import Letter
from evenhand.brief.letters.links import LINKS_OF, Links
from evenhand.brief.letters.message_ids import message_id
from evenhand.brief.letters.prepared import Prepared
from evenhand.brief.letters.sender import sender_of
from evenhand.brief.letters.signing import signer_of
from evenhand.brief.letters.writing import alert_letter, brief_letter, confirm_letter, goodbye_letter, greeting_letter
from evenhand.brief.mail_settings import MailSettings
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
BRIEFS_AT_HAND = 4
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
        self._store, self._settings = store, settings
        self._secret = settings.secret.text or store.secret
        self._tokens = Tokens(self._secret)
        self._sender = sender_of(settings)
        self._signer = signer_of(settings)
        self._contents: OrderedDict[tuple[str, ...], Prepared | Unwritten] = OrderedDict()
        self._preferences = lru_cache(AT_HAND)(decoded)
        self._brief = lru_cache(BRIEFS_AT_HAND)(self._read_brief)

    def __call__(self, delivery: Delivery) -> bytes | Unwritten:
        """The bytes of the letter, signed where a key is set, or why this reader gets none."""
        content = self._content(delivery)
        if isinstance(content, Unwritten):
            return content
        message = content.for_reader(self._envelope(delivery))
        return self._signer.signed(message) if self._signer else message

    def read_briefs(self, waiting: Iterable[Delivery]) -> None:
        """Read the briefs of these letters now, so that they can be written when the store is let go of."""
        for name in {one.about for one in waiting if one.kind == "brief"}:
            self._brief(name)

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

    def _read_brief(self, name: str) -> PersonalBriefs:
        with self._store.reading() as connection:
            content = connection.execute(select(briefs.c.content).where(briefs.c.id == name)).scalar_one()
        return PersonalBriefs(msgspec.json.decode(content, type=Brief))
