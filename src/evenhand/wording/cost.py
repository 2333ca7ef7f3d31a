"""The cost of a workload in words: the workload, each model's cheapest offer, and what is not known."""

from collections.abc import Iterator

from evenhand.records.cost import Costs, ModelCost, OfferCost
from evenhand.records.operations import Workload
from evenhand.records.wording import Sentence
from evenhand.wording import numbers
from evenhand.wording.models import RETIRED
from evenhand.wording.offers import FITS, condition_text, opinion_text
from evenhand.wording.sentence import Written, say


def workload_sentence(workload: Workload) -> Sentence:
    """What the figures are for."""
    cached = ", {cached} of them from the cache," if workload.cached else ""
    return say(
        "cost.workload",
        "For {requests} a month of {input} tokens in" + cached + " and {output} out.",
        requests=(workload.requests, numbers.count(workload.requests, "request")),
        input=(workload.input, f"{workload.input:,}"),
        cached=(workload.cached, f"{workload.cached:,}"),
        output=(workload.output, f"{workload.output:,}"),
    )


def nothing_sent(workload: Workload) -> Sentence:
    """That a workload which sends nothing costs nothing with any model, free or not, and so tells none apart."""
    what = "A month without requests costs" if workload.requests == 0 else "Requests without tokens cost"
    return say("cost.nothing sent", what + " nothing with any model: it tells none of them apart.")


def cost_words(costs: Costs) -> tuple[Sentence, ...]:
    """For each model its cheapest offer, or why none can be used, and which prices take no part.

    That nothing costs nothing, and no more, where nothing is sent.
    """
    if costs.workload.empty:
        return (nothing_sent(costs.workload),)
    return tuple(sentence for model in costs.models for sentence in _model(model, costs))


def offer_terms(row: OfferCost) -> str:
    """How an offer is sold: its mode where it is not standard, the prompt length and the hours that it holds for."""
    offer = row.offer
    above = f"prompts over {numbers.tokens(offer.above_tokens)}" if offer.above_tokens else ""
    hours = f"{offer.hours} UTC" if offer.hours else ""
    return ", ".join(part for part in (offer.mode, above, hours) if part)


def offer_notes(row: OfferCost) -> str:
    """What is to be known of a row: a request too long, tokens at the full price, an unknown price, whose opinion."""
    notes = (
        FITS[row.fits],
        ("cache price unknown, counted in full" if row.cached_at_full else ""),
        ("price unknown" if row.per_month is None else ""),
        ("a second opinion" if row.second_opinion else ""),
        condition_text(row.offer.condition),
    )
    return "; ".join(note for note in notes if note)


def _model(model: ModelCost, costs: Costs) -> Iterator[Sentence]:
    usable = [row for row in model.offers if row.per_month is not None and row.fits]
    if model.cheapest:
        yield _cheapest(model, model.cheapest, costs)
    if usable and usable[0] != model.cheapest:
        yield _other_mode(model, usable[0], costs)
    if not usable:
        yield _none(model)
    yield from _notes(model)


def _none(model: ModelCost) -> Sentence:
    """No offer can be used: there is none, a request is too long or not known to fit, or no price is known."""
    if not model.offers:
        return say("cost.unknown", "No price of today is known for {name}.", name=model.name)
    if all(row.fits is False for row in model.offers):
        return say("cost.too long", "Such a request is too long for every offer of {name}.", name=model.name)
    if any(row.fits is None and row.per_month is not None for row in model.offers):
        return say(
            "cost.not known to fit",
            "Whether {name} takes so long a request is not known: no context is on file for it.",
            name=model.name,
        )
    return say("cost.none usable", "No offer of {name} has a known price for such a request.", name=model.name)


def _cheapest(model: ModelCost, row: OfferCost, costs: Costs) -> Sentence:
    return say(
        "cost.cheapest",
        "{name} costs {month} a month, {each} a request, at its cheapest: {provider}, {terms}, checked {day}"
        + _ending(row),
        **_figures(model, row, costs),
    )


def _other_mode(model: ModelCost, row: OfferCost, costs: Costs) -> Sentence:
    """A mode that is not standard may be cheaper, and answers on other terms."""
    return say(
        "cost.other mode",
        "On other terms {name} costs {month} a month, {each} a request: {provider}, {terms}, checked {day}"
        + _ending(row),
        **_figures(model, row, costs),
    )


def _ending(row: OfferCost) -> str:
    """The end of a template: that it is a second opinion, that it is another at some hours."""
    opinion = ", {opinion}" if row.second_opinion else ""
    return opinion + ("; {condition}." if row.offer.condition else ".")


def _figures(model: ModelCost, row: OfferCost, costs: Costs) -> dict[str, Written | str]:
    return {
        "name": model.name,
        "month": (row.per_month, numbers.cost(row.per_month)),
        "each": (row.per_request, numbers.cost_each(row.per_request)),
        "provider": costs.names.get(row.offer.provider, row.offer.provider),
        "terms": offer_terms(row),
        "day": row.offer.checked,
        "opinion": opinion_text(costs.names.get(row.second_opinion, row.second_opinion)),
        "condition": condition_text(row.offer.condition),
    }


def _notes(model: ModelCost) -> Iterator[Sentence]:
    if model.retired:
        yield say("cost.retired", f"{{name}} {RETIRED[model.still_had]}.", name=model.name, date=model.retired)
    for number, rule, body in (
        (model.over, "cost.over", "{count} of {name} {verb} over and not used."),
        (model.announced, "cost.announced", "{count} of {name} {verb} yet to begin and not used."),
        (
            model.unseen,
            "cost.unseen",
            "{count} of {name} {verb} not used, as no list has shown {them} for half a year.",
        ),
        (
            model.unlisted,
            "cost.unlisted",
            "{count} of {name} {verb} not used: a second opinion, which a newer list of the provider does not have.",
        ),
        (
            model.ended_by_lab,
            "cost.ended by lab",
            "{count} of {name} {verb} not used: of the lab, which has ended the model.",
        ),
    ):
        if number:
            yield say(
                rule,
                body.replace("{verb}", "is" if number == 1 else "are").replace(
                    "{them}", "it" if number == 1 else "them"
                ),
                count=(number, numbers.count(number, "price")),
                name=model.name,
            )
