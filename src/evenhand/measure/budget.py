"""The most that a run may take, counted so that what is in flight can never carry it over."""

from msgspec import Struct

from evenhand.records.speed_receipt import Spent, Tokens

# What a server's template can add to a prompt before its first report tells.
TEMPLATE = 64
MILLION = 1_000_000


class Price(Struct, frozen=True, kw_only=True):
    """US dollars per million tokens."""

    input: float
    output: float

    def of(self, taken: int, given: int) -> float:
        """Dollars for so many tokens in and out."""
        return (taken * self.input + given * self.output) / MILLION


class Limits(Struct, frozen=True, kw_only=True):
    """The most requests, tokens (in and out together) and dollars; None is no limit."""

    requests: int | None = None
    tokens: int | None = None
    dollars: float | None = None


class Worst(Struct, frozen=True, kw_only=True):
    """The most that one request can take; `price` is None where no price is known."""

    input: int
    output: int
    price: Price | None = None

    @property
    def tokens(self) -> int:
        """In and out."""
        return self.input + self.output

    @property
    def dollars(self) -> float:
        """What it costs at most."""
        return self.price.of(self.input, self.output) if self.price else 0.0


class Budget:
    """Spent and in flight; a request is reserved at its worst, and settled at what its usage report says.

    A prompt of so many bytes has at most so many tokens, as every tokenizer in use falls back on bytes; what a server
    adds to it is learned from its first report.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._held: list[Worst] = []
        self._requests = self._input = self._output = self._assumed = 0
        self._dollars = 0.0
        self._priced = True
        self._added: dict[str, int] = {}
        self._longest: dict[str, int] = {}

    def worst(self, target: str, prompt: str, most: int, price: Price | None) -> Worst:
        """The most that a request of this prompt can take at this target."""
        size = len(prompt.encode()) + self._added.get(target, TEMPLATE)
        return Worst(input=size, output=max(most, self._longest.get(target, 0)), price=price)

    def reserve(self, worst: Worst) -> str:
        """Hold a request's worst; where it does not fit nothing is held, and the limit is named."""
        over = self._over(worst)
        if not over:
            self._held.append(worst)
            self._requests += 1
        return over

    def count(self, target: str, prompt: str, worst: Worst, tokens: Tokens, *, free: bool = False) -> None:
        """A request of an earlier session, whatever the limits are now."""
        self._held.append(worst)
        self._requests += 1
        self.settle(target, prompt, worst, tokens, free=free)

    def settle(self, target: str, prompt: str, worst: Worst, tokens: Tokens, *, free: bool = False) -> None:
        """A reserved request has ended; `free` where it was refused before a token was made."""
        self._held.remove(worst)
        if free:
            return
        self._learn(target, prompt, tokens)
        taken = worst.input if tokens.input is None else tokens.input
        given = worst.output if tokens.output is None else tokens.output
        self._assumed += (tokens.input is None) * taken + (tokens.output is None) * given
        self._input, self._output = self._input + taken, self._output + given
        if worst.price:
            self._dollars += worst.price.of(taken, given)
        else:
            self._priced = False

    @property
    def spent(self) -> Spent:
        """What has ended."""
        return Spent(
            requests=self._requests - len(self._held),
            input_tokens=self._input,
            output_tokens=self._output,
            assumed=self._assumed,
            dollars=self._dollars if self._priced else None,
        )

    def _learn(self, target: str, prompt: str, tokens: Tokens) -> None:
        if tokens.input is not None:
            added = tokens.input - len(prompt.encode())
            self._added[target] = max(added, self._added.get(target, TEMPLATE))
        self._longest[target] = max(tokens.output or 0, self._longest.get(target, 0))

    def _over(self, worst: Worst) -> str:
        most, held = self._limits, [*self._held, worst]
        tokens = self._input + self._output + sum(one.tokens for one in held)
        dollars = self._dollars + sum(one.dollars for one in held)
        if most.requests is not None and self._requests + 1 > most.requests:
            return f"{most.requests:,} requests"
        if most.tokens is not None and tokens > most.tokens:
            return f"{most.tokens:,} tokens"
        if most.dollars is not None and dollars > most.dollars:
            return f"${most.dollars:,.2f}"
        return ""
