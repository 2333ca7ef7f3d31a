"""Refusals in a row: whether they are about readers or about us shows when the next letter is accepted."""

from evenhand.brief.sending.deliveries import Outcome

# So many refusals in a row may be about us, not about so many readers; in a short list, so many without any success.
IN_A_ROW, ALL_REFUSED = 10, 3


class Refusals:
    """The letters that were refused since the last one that was accepted, each counted once however often it was tried.

    It is kept for as long as a process sends: a server that refuses everybody does so in every round.
    """

    def __init__(self) -> None:
        self._pending: dict[int, Outcome] = {}
        self._letters: set[int] = set()
        self._named_gone = False
        self.reason = ""

    def __len__(self) -> int:
        return len(self._letters)

    @property
    def pending(self) -> int:
        """How many of them have failed, and do not wait again."""
        return len(self._pending)

    @property
    def brake(self) -> bool:
        """That they are too many to go on."""
        return len(self) >= IN_A_ROW

    @property
    def about_us(self) -> bool:
        """That none of them names a dead mailbox."""
        return not self._named_gone

    @property
    def told(self) -> str:
        """What happened, without an address."""
        return f"{len(self)} letters in a row: {self.reason}"

    def add(self, outcome: Outcome) -> None:
        """One more was refused; it has failed for now."""
        self._pending[outcome.delivery.id] = outcome
        self._letters.add(outcome.delivery.id)
        self._named_gone |= outcome.bounced == "hard"
        self.reason = outcome.reason

    def accepted(self) -> list[Outcome]:
        """Another letter was accepted: the refusals that count against their readers now."""
        counted = list(self._pending.values())
        self._forget()
        return counted

    def held(self) -> list[Outcome]:
        """Those that are to wait rather than fail: they count against nobody, and still in the row."""
        held = list(self._pending.values())
        self._pending = {}
        return held

    def _forget(self) -> None:
        self._pending, self._letters, self._named_gone = {}, set(), False
