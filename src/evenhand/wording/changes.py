"""What changed between two catalogs, one sentence a change, each bound to its figures."""

from collections.abc import Mapping

from evenhand.records.changes import (
    Amount,
    CatalogChanges,
    Change,
    DescriptionChange,
    Edition,
    PlaceChange,
    PriceChange,
    RejectionChange,
    ScoreChange,
    Span,
)
from evenhand.records.wording import Sentence
from evenhand.wording import numbers
from evenhand.wording.numbers import UNKNOWN
from evenhand.wording.sentence import Written, say

Names = Mapping[str, str]

# Which of the two boards, the older and the newer, were worked out later.
BASIS = {
    (False, False): "",
    (True, False): " The older board is a reconstruction.",
    (False, True): " The newer board is a reconstruction.",
    (True, True): " Both boards are reconstructions.",
}


def change_words(report: CatalogChanges) -> tuple[Sentence, ...]:
    """One sentence for each change, in their order."""
    return tuple(change_sentence(change, report.names) for change in report.changes)


def change_sentence(change: Change, names: Names) -> Sentence:
    """What one change says; `names` are those of models, benchmarks, providers and sources, by `kind/id`."""
    if isinstance(change, ScoreChange):
        return _score(change, names)
    if isinstance(change, PriceChange):
        return _price(change, names)
    if isinstance(change, PlaceChange):
        return _place(change, names)
    if isinstance(change, RejectionChange):
        return _rejection(change, names)
    return _description(change, names)


def summary_words(report: CatalogChanges) -> tuple[Sentence, ...]:
    """Which catalogs are compared, how much changed, what did not, and what could not be read."""
    total = sum(report.counts.values())
    said = [
        say(
            "changes.summary",
            "{total} between the catalog of {day} ({version}) and that of {until} ({newer}).",
            total=(total, numbers.count(total, "change")),
            day=report.since.date,
            version=_named(report.since),
            until=report.until.date,
            newer=_named(report.until),
        )
    ]
    if report.checked_again:
        again = (report.checked_again, numbers.count(report.checked_again, "score or price", "scores and prices"))
        said.append(say("changes.again", "Checked again and found as before: {again}.", again=again))
    if report.restated:
        restated = (report.restated, numbers.count(report.restated, "score"))
        said.append(
            say("changes.restated", "The same value with other particulars, such as the link: {n}.", n=restated)
        )
    if report.other_rules:
        said.append(
            say(
                "changes.rules",
                "The ranking’s own rules differ between the catalogs of {day} and of {until}, so places may move "
                "without new facts.",
                day=report.since.date,
                until=report.until.date,
            )
        )
    return (*said, *_skipped(report.since), *_skipped(report.until))


def _named(edition: Edition) -> str:
    return edition.origin or f"version {edition.version[:12]}"


def _skipped(edition: Edition) -> list[Sentence]:
    number = len(edition.skipped)
    if not number:
        return []
    parts = (number, numbers.count(number, "part"))
    template = "{parts} of the catalog of {day} ({version}) could not be read by today's rules and {were} left out."
    were = "was" if number == 1 else "were"
    return [say("changes.skipped", template, parts=parts, day=edition.date, version=_named(edition), were=were)]


def _description(change: DescriptionChange, names: Names) -> Sentence:
    thing = names.get(f"{change.thing}/{change.id}", change.id)
    rule = f"changes.{change.kind.replace(' ', '_')}"
    if change.kind == "retirement":
        return _retirement(change, thing)
    if change.kind == "changed description":
        return _field(change, thing)
    if change.kind in {"new source", "removed source"}:
        return _source(change, thing)
    if change.kind == "new model" and change.after:
        return say(rule, "{thing}, released {day}, is new in the catalog.", thing=thing, day=change.after)
    what = "The benchmark {thing}" if change.thing == "benchmark" else "{thing}"
    says = "is new in the catalog" if change.kind.startswith("new") else "is no longer in the catalog"
    return say(rule, f"{what} {says}.", thing=thing)


def _retirement(change: DescriptionChange, thing: str) -> Sentence:
    day = change.after or ""
    if change.before and change.before != day:
        template = "{thing} is retired from {day} on; the day stated before was {before}."
        return say("changes.retirement_moved", template, thing=thing, day=day, before=change.before)
    return say("changes.retirement", "{thing} is retired from {day} on.", thing=thing, day=day)


def _field(change: DescriptionChange, thing: str) -> Sentence:
    field = change.field.replace("_", " ")
    given = {"thing": thing, "field": field}
    if change.before is None:
        template = "{thing}: {field} is now stated as {after}."
        return say("changes.field_new", template, **given, after=change.after or "")
    if change.after is None:
        template = "{thing}: {field} is no longer stated; it was {before}."
        return say("changes.field_gone", template, **given, before=change.before)
    template = "{thing}: {field} was {before} and is now {after}."
    return say("changes.field", template, **given, before=change.before, after=change.after)


def _source(change: DescriptionChange, thing: str) -> Sentence:
    rows: dict[str, Written] = {
        "scores": (change.scores, numbers.count(change.scores, "score")),
        "prices": (change.offers, numbers.count(change.offers, "price")),
    }
    if change.kind == "new source":
        template = "{thing} is a new source, with {scores} and {prices}, read on {day}."
        return say("changes.new_source", template, thing=thing, day=change.day, **rows)
    template = "{thing} is no longer a source; it had {scores} and {prices}."
    return say("changes.removed_source", template, thing=thing, **rows)


def _score(change: ScoreChange, names: Names) -> Sentence:
    one, other = (UNKNOWN if value is None else numbers.plain(value) for value in (change.before, change.after))
    given: dict[str, Written | str] = {
        "model": names.get(f"model/{change.model}", change.model),
        "test": names.get(f"benchmark/{change.benchmark}", change.benchmark),
        "source": names.get(f"source/{change.source}", change.source),
        "before": (change.before, one),
        "after": (change.after, other),
        "conditions": ", ".join(change.conditions),
        "day": change.now.day if change.now else "",
        "earlier": change.was.day if change.was else "",
    }
    if change.kind == "other conditions":
        given["conditions"] = ", ".join(change.conditions) or "no stated conditions"
        given["earlier"] = ", ".join(change.earlier_conditions) or "no stated conditions"
        template = "{model} on {test}: {after} now stands for {conditions}, before for {earlier}, from {source}."
        return say("changes.other_conditions", template, **given)
    test = "{test} ({conditions})" if change.conditions else "{test}"
    template = {
        "new score": f"{{model}} has {{after}} on {test}, new from {{source}}.",
        "newer score": f"{{model}} has {{after}} of {{day}} on {test}, in the place of {{before}} of {{earlier}}, "
        "from {source}.",
        "corrected score": f"{{model}} on {test} was {{before}} and is corrected to {{after}}, from {{source}}.",
        "removed score": f"{{model}} no longer has {{before}} on {test}, from {{source}}.",
    }[change.kind]
    return say(f"changes.{change.kind.replace(' ', '_')}", template, **given)


def _price(change: PriceChange, names: Names) -> Sentence:
    given: dict[str, Written | str] = {
        "model": names.get(f"model/{change.model}", change.model),
        "provider": names.get(f"provider/{change.provider}", change.provider),
        "source": names.get(f"source/{change.source}", change.source),
        "day": change.day,
        **_terms(change),
    }
    terms = _terms_template(change)
    amounts = []
    for number, amount in enumerate(change.amounts):
        amounts.append(_amount(change, amount, number))
        given |= _amount_values(amount, number)
    prices = numbers.listed(tuple(amounts)) or "no stated price"
    held = f"{terms}: {prices} per million tokens"
    seen = "seen on {day}" if change.undated else "from {day} on"
    template = {
        "price change": f"{{model}} at {{provider}}{held}, {seen}, by {{source}}.",
        "corrected price": f"{{model}} at {{provider}}{terms}, corrected: {prices} per million tokens, by {{source}}.",
        "new offer": f"{{provider}} offers {{model}}{held}, {seen}, by {{source}}.",
        "ended offer": f"{{provider}} offers {{model}} no more since {{day}}{held}, by {{source}}.",
        "removed offer": f"{{source}} no longer lists {{model}} at {{provider}}{held}.",
    }[change.kind]
    if change.end_unstated:
        marked = "{source}, read on {day}, marks {model} at {provider}"
        template = f"{marked}{terms} as removed, with no day of it: {prices} per million tokens."
    return say(f"changes.{change.kind.replace(' ', '_')}", template, **given)


def _terms(change: PriceChange) -> dict[str, Written | str]:
    return {
        "mode": change.mode,
        "above": (change.above_tokens, numbers.tokens(change.above_tokens)),
        "hours": change.hours,
    }


def _terms_template(change: PriceChange) -> str:
    terms = (
        "{mode}" if change.mode != "standard" else "",
        "prompts above {above} tokens" if change.above_tokens else "",
        "{hours} UTC" if change.hours else "",
    )
    held = ", ".join(filter(None, terms))
    return f" ({held})" if held else ""


def _amount(change: PriceChange, amount: Amount, number: int) -> str:
    """The template of one price, its values numbered."""
    if change.kind in {"new offer", "ended offer", "removed offer"}:
        side = "after" if change.kind == "new offer" else "before"
        return f"{amount.name} {{{side}{number}}}"
    percent = f" ({{percent{number}}})" if amount.percent is not None else ""
    return f"{amount.name} from {{before{number}}} to {{after{number}}}{percent}"


def _amount_values(amount: Amount, number: int) -> dict[str, Written]:
    before, after = numbers.pair(numbers.money, amount.before, amount.after)
    return {
        f"before{number}": (amount.before, "unknown" if amount.before is None else before),
        f"after{number}": (amount.after, "unknown" if amount.after is None else after),
        f"percent{number}": (amount.percent, numbers.percent_change(amount.percent)),
    }


def _place(change: PlaceChange, names: Names) -> Sentence:
    given: dict[str, Written | str] = {
        "model": names.get(f"model/{change.model}", change.model),
        "ranking": names.get(f"ranking/{change.ranking}", change.ranking),
        "lane": change.lane,
        "day": change.day,
        "since": change.since,
        "scores": (change.scores, numbers.count(change.scores, "score")),
    }
    before, after = change.among or (change.before, change.after)
    for letter, span in (("w", change.before), ("n", change.after), ("b", before), ("a", after)):
        given |= _span_values(span, letter) if span else {}
    cause = " {scores} of it became known since {since}." if change.scores else ""
    basis = " Reconstructed." if all(reconstructed(change)) else BASIS[reconstructed(change)]
    return say(f"changes.{change.kind.replace(' ', '_')}", f"{_place_template(change)}{cause}{basis}", **given)


def _place_template(change: PlaceChange) -> str:
    """Where it came or left; where it moved, from where to where, and whether that is within noise."""
    board, was, now = "{ranking}, lane {lane}", _span(change.before, "w"), _span(change.after, "n")
    if change.before is None:
        return f"{{model}} entered the board of {board}, by {{day}} at place {now}."
    if change.after is None:
        return f"{{model}} left the board of {board}, by {{day}}; on {{since}} it was at place {was}."
    before, after = change.among or (change.before, change.after)
    moved = "rose" if after.place < before.place else "fell"
    noise = (
        "the two intervals have no place in common."
        if change.kind == "rank shift"
        else "the two intervals overlap, so that is within noise."
    )
    if change.among is None:
        return f"{{model}} {moved} from place {was} on {{since}} to place {now} on {{day}}, {board}: {noise}"
    both = f"it {moved} from {_places('b', before)} to {_places('a', after)}"
    return (
        f"{{model}} was at place {was} on {{since}} and is at place {now} on {{day}}, {board}. "
        f"In the order of the {{a_of}} models on both boards {both}: {noise}"
    )


def _span(span: Span | None, letter: str) -> str:
    return f"{_places(letter, span)} of {{{letter}_of}}" if span else ""


def _places(letter: str, span: Span) -> str:
    """The template of a place, with its interval where it is not sure."""
    interval = "" if span.best == span.worst else f" ({{{letter}_best}} to {{{letter}_worst}})"
    return f"{{{letter}_place}}{interval}"


def _span_values(span: Span, letter: str) -> dict[str, Written | str]:
    fields = ("place", "best", "worst", "of")
    return {f"{letter}_{name}": (getattr(span, name), str(getattr(span, name))) for name in fields}


def reconstructed(change: PlaceChange) -> tuple[bool, bool]:
    """Whether the older and the newer board were worked out later, from what was known by their days."""
    return change.was_basis == "as of", change.now_basis == "as of"


def _rejection(change: RejectionChange, names: Names) -> Sentence:
    test = " on {test}" if change.benchmark else ""
    value = " with {value}" if change.value else ""
    return say(
        "changes.new_rejection",
        f"{{source}}: {{name}}{test}{value} was read and not admitted: {{reason}}.",
        source=names.get(f"source/{change.source}", change.source),
        name=change.name or "a row",
        test=change.benchmark,
        value=change.value,
        reason=change.reason,
    )
