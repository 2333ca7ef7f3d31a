"""What is said of a provider's prices against those of others."""

from evenhand.records.provider_profile import ProviderProfile, ServedModel
from evenhand.records.wording import Sentence
from evenhand.wording import numbers
from evenhand.wording.sentence import say


def provider_words(found: ProviderProfile) -> tuple[Sentence, ...]:
    """How many models it serves, and of how many its price is the lowest that is known."""
    line, name = found.line, found.provider.name
    models = (line.models, numbers.count(line.models, "model"))
    if not line.models:
        past = (line.past, numbers.count(line.past, "model"))
        template = "No price of {provider} that holds now is known" + (
            "; {past} it once had on its list." if line.past else "."
        )
        return (say("provider.none", template, provider=name, past=past),)
    first = say("provider.serves", "{provider} has a known price for {models}.", provider=name, models=models)
    if not line.shared:
        return (first, say("provider.alone", "No other known provider serves any of them at a known price."))
    shared = (line.shared, numbers.count(line.shared, "of them", "of them"))
    rest = "for {cheapest} no known price is lower" if line.cheapest else "for each of these a lower price is known"
    return (
        first,
        say(
            "provider.cheapest",
            "Other providers serve {shared}; " + rest + ".",
            shared=shared,
            cheapest=(line.cheapest, str(line.cheapest)),
        ),
    )


def price_note(row: ServedModel, names: dict[str, str]) -> str:
    """The price against others of the same model: `lowest of 6 known`, `2.0 times $0.75 at NanoGPT`; may be empty."""
    if not row.others or row.blended is None or row.cheapest is None:
        return ""
    if row.times == 1.0:
        return f"lowest of {row.others + 1} known"
    where = names.get(row.cheapest_at, row.cheapest_at)
    if row.times is None:
        return f"free at {where}"
    return f"{_times(row.times)} {numbers.money(row.cheapest)} at {where}"


def _times(value: float) -> str:
    return f"{numbers.rounded(value, 1 if value >= 1.05 else 2)} times"
