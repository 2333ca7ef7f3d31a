"""What the weekly brief says beside the sentences of its changes: headline, leads of its sections, causes, effects."""

from collections.abc import Iterable, Mapping

from evenhand.records.brief import BriefLine, MonthlyCost, SectionTopic
from evenhand.records.change_log import ChangeGroup
from evenhand.records.changes import CatalogChanges, PlaceChange, Span
from evenhand.records.pricing import Preset
from evenhand.records.wording import Sentence
from evenhand.wording import numbers
from evenhand.wording.change_log import counts_words, day_label, marked_removed, month_label
from evenhand.wording.changes import summary_words
from evenhand.wording.price_moves import Percents, moves
from evenhand.wording.pricing import daily
from evenhand.wording.sentence import Written, say

Names = Mapping[str, str]

HEADINGS: dict[SectionTopic, str] = {
    "watched": "Models you watch",
    "models": "Models",
    "places": "Ranking shifts",
    "prices": "Prices",
    "benchmarks": "Tests and sources",
    "corrections": "Corrections and removals",
}
EFFECT = "brief.effect"
FURTHER_TERMS = "brief.further_terms"
IN_HEADLINE = 3
# A line of so many letters has room in a headline.
SHORT = 80
# That a source states other parts of many prices; each of them has a line of its own for who watches its model.
NEWLY_STATED = "brief.newly_stated"
# The rule of the sentence on a model that came without a day of release.
UNDATED = "changes.mentioned"
MARKED = "{prices} of {model} at {providers} marked as removed by {source}, with no day of it."
# What a model has of one kind and source, where it is more than one change.
OF_A_MODEL = {
    "new score": "{model} has {scores} on {tests}, new from {source}.",
    "newer score": "{model} has {scores} on {tests} in the place of older ones, from {source}.",
    "corrected score": "{scores} of {model} on {tests} corrected, from {source}.",
    "other conditions": "{scores} of {model} on {tests} now stated for other conditions, from {source}.",
    "removed score": "{scores} of {model} on {tests} no longer on file, from {source}.",
    "corrected price": "{prices} of {model} at {providers} corrected, by {source}.",
    "new offer": "{model} has {prices} at {providers}, new by {source}.",
    "ended offer": "{prices} of {model} at {providers} ended, by {source}.",
    "removed offer": "{prices} of {model} at {providers} no longer listed, by {source}.",
    "changed description": "{facts} of {model} now described otherwise.",
}


def headline(leads: Iterable[Sentence]) -> Sentence:
    """The leads of the first sections in one sentence, with all figures that they state."""
    parts = tuple(leads)[:IN_HEADLINE]
    text = "; ".join(part.text.removesuffix(".") for part in parts)
    figures = tuple(figure for part in parts for figure in part.figures)
    return Sentence(rule="brief.headline", text=f"{text}.", figures=figures)


def quiet_headline(first: str, last: str) -> Sentence:
    """That a week had no news."""
    if first == last:
        return say("brief.quiet_day", "No news on {last}.", last=day_label(last))
    return say("brief.quiet", "No news from {first} to {last}.", first=day_label(first), last=day_label(last))


def nothing_for_you(first: str, last: str) -> Sentence:
    """That a week had nothing of what one reader asked for."""
    template = "Nothing of what you follow changed from {first} to {last}."
    return say("brief.nothing_for_you", template, first=day_label(first), last=day_label(last))


def watched_lead(changes: int, first: Sentence | None = None) -> Sentence:
    """How much happened to the models that a reader watches, and the first of it."""
    written = (changes, numbers.count(changes, "change"))
    if first is None:
        return say("brief.watched_lead", "{changes} of models that you watch.", changes=written)
    template = "{changes} of models that you watch, first: " if changes > 1 else "{changes} of models that you watch: "
    said = say("brief.watched_lead", template, changes=written)
    return Sentence(rule=said.rule, text=said.text + first.text, figures=(*said.figures, *first.figures))


def short_words(line: BriefLine) -> Sentence | None:
    """A line so short that a headline can hold it: whose price changed, which and by how much; None of a long line."""
    named = {one.name: one.text for one in line.words.figures}
    if line.words.rule == UNDATED:
        return say("brief.short_model", "{thing} came on file.", thing=named["thing"])
    if not line.percents or not {"model", "provider"} <= named.keys():
        return line.words if len(line.words.text) <= SHORT else None
    corrected = ", corrected" if line.kind == "corrected price" else ""
    by, given = moves(line.percents)
    template = f"{{model}} at {{provider}} ({by}){corrected}."
    return say("brief.short", template, model=named["model"], provider=named["provider"], **given)


def models_lead(new: int, retired: int, removed: int, first: str, place: Span | None, undated: int = 0) -> Sentence:
    """How many models came, how many were retired; `undated` came on file without a day of release: perhaps old ones.

    `first` is the highest of the new ones, and `place` where it entered; it is named for its place, and where it is the
    only new one. Without new ones `first` is the first of the others, and named where it is alone.
    """
    given: dict[str, Written | str] = {
        "new": (new, numbers.count(new, "new model")),
        "retired": (retired, numbers.count(retired, "model")),
        "removed": (removed, numbers.count(removed, "model")),
        "undated": (undated, numbers.count(undated, "model")),
        "model": first,
        "place": (place.place, str(place.place)) if place else "",
    }
    if new + retired + removed + undated == 1 and first:
        gone = "is retired" if retired else "is no longer in the catalog"
        became = "is new" if new else "came on file" if undated else gone
        return say("brief.one_model", f"{{model}} {became}" + (" at place {place}." if new and place else "."), **given)
    parts = []
    if new == 1 and first:
        parts.append("{model} is new" + (" at place {place}" if place else ""))
    elif new:
        parts.append("{new}" + (", {model} highest at place {place}" if place else ""))
    if undated:
        parts.append("{undated} first on file, with no day of release")
    if retired:
        parts.append("{retired} retired")
    if removed:
        parts.append("{removed} no longer in the catalog")
    return say("brief.models_lead", f"{', '.join(parts)}.", **given)


def places_lead(shifts: int, first: PlaceChange, names: Names, entered: int, left: int) -> Sentence:
    """How many moved further than their intervals leave open, and how the highest of them did; else who came and went.

    Where the two boards hold different models, its places are those among the models on both, and it says so.
    """
    before, after = first.among or (first.before, first.after)
    given: dict[str, Written | str] = {
        "model": names.get(f"model/{first.model}", first.model),
        "shifts": (shifts, numbers.count(shifts, "model")),
        "before": (before.place, str(before.place)) if before else "",
        "after": (after.place, str(after.place)) if after else "",
        "entered": (entered, numbers.count(entered, "model")),
        "left": (left, numbers.count(left, "model")),
    }
    if shifts and before and after:
        moved = "rose" if after.place < before.place else "fell"
        whole = "{model} " if shifts == 1 else "{shifts} moved beyond noise, {model} "
        both = ""
        if first.among:
            given["both"], both = (after.of, numbers.count(after.of, "model")), " among the {both} on both boards"
        return say("brief.places_lead", f"{whole}{moved} from place {{before}} to {{after}}{both}.", **given)
    parts = [*(["{entered} entered the board"] if entered else []), *(["{left} left it"] if left and entered else [])]
    return say("brief.board_lead", f"{', '.join(parts) or '{left} left the board'}.", **given)


def prices_lead(changed: int, model: str, provider: str, percents: Percents) -> Sentence:
    """How many prices changed and the first of them, by the names of its model and provider, and how it moved."""
    moved, figures = moves(percents)
    given: dict[str, Written | str] = {
        "changed": (changed, numbers.count(changed, "price change")),
        "model": model,
        "provider": provider,
        **figures,
    }
    by = f" ({moved})" if moved else ""
    if changed == 1:
        return say("brief.price_lead", f"{{model}} at {{provider}} has another price{by}.", **given)
    return say("brief.prices_lead", f"{{changed}}, first {{model}} at {{provider}}{by}.", **given)


def offers_lead(new: int, ended: int, removed: int) -> Sentence:
    """How many offers came, ended, or are no longer listed: `10 new offers, 3 ended.`."""
    counted = ((new, "new", ""), (ended, "ended", " ended"), (removed, "removed", " no longer listed"))
    given: dict[str, Written | str] = {}
    parts: list[str] = []
    for number, name, after in counted:
        if number:
            noun = "new offer" if name == "new" else "offer"
            given[name] = (number, f"{number:,}" if parts else numbers.count(number, noun))
            parts.append(f"{{{name}}}{after}")
    return say("brief.offers_lead", f"{', '.join(parts)}.", **given)


def stated_lead(stated: int) -> Sentence:
    """Of how many prices other parts are stated than before."""
    return say("brief.stated_lead", "{prices} stated in other parts.", prices=(stated, numbers.count(stated, "price")))


def counted_lead(counts: Mapping[str, int]) -> Sentence:
    """What a section holds, by kind: `2 new benchmarks, 1 new source.`."""
    written = counts_words(counts)
    return say("brief.counted", "{counted}.", counted=written)


def entered_words(span: Span, day: str, board: str, *, reconstructed: bool = False) -> Sentence:
    """Where a new model enters; `reconstructed` says that the board of that day was worked out later."""
    given: dict[str, Written | str] = {"day": day_label(day), "board": board}
    given |= {name: (getattr(span, name), str(getattr(span, name))) for name in ("place", "best", "worst", "of")}
    interval = "" if span.best == span.worst else " ({best} to {worst})"
    basis = "; that board is a reconstruction" if reconstructed else ""
    template = f"On {{day}} it stands at place {{place}}{interval} of {{of}}, {{board}}{basis}."
    return say("brief.enters", template, **given)


def unplaced_words(why: str, day: str) -> Sentence:
    """That a new model has no place yet, and why."""
    because = ": {why}." if why else "."
    return say("brief.unplaced", f"It has no place on {{day}}{because}", day=day_label(day), why=why)


def of_month(month: str) -> Sentence:
    """That what a line counts is of one month, where those of another stand in a line of their own."""
    return say("brief.of_month", "Of {month}.", month=month_label(month))


def maker_words(lab: str, released: str = "") -> Sentence:
    """Who made a model and when it was released, where that is to be said."""
    template = "By {lab}, {day}." if released else "By {lab}."
    return say("brief.maker", template, lab=lab, day=day_label(released) if released else "")


def effect_words(preset: Preset, cost: MonthlyCost) -> Sentence:
    """What a price change does to an example of a workload."""
    before, after = numbers.pair(numbers.cost, cost.before, cost.after)
    template = "A month of the example {preset}, {requests} a day, costs {after} there; before it cost {before}"
    unknown = ", cached tokens counted in full on the side that states no price for them"
    return say(
        EFFECT,
        template + (f"{unknown}." if cost.cache_unknown else "."),
        preset=preset.name,
        requests=(preset.a_day, daily(preset.a_day)),
        before=(cost.before, before),
        after=(cost.after, after),
    )


def own_cause(put_right: int, restated: int, *, rules: bool) -> Sentence:
    """Why a model moved of which scores changed; how many are new is said in the sentence of its move.

    So many were corrected or removed, so many are now stated for other conditions; `rules` says that those of the
    ranking changed too. One of the three is given.
    """
    given: dict[str, Written | str] = {
        "scores": (put_right, numbers.count(put_right, "score")),
        "restated": (restated, f"{restated:,}" if put_right else f"{numbers.count(restated, 'score')} of it"),
    }
    parts = ["{scores} of it corrected or removed"] if put_right else []
    if restated:
        parts.append("{restated} now stated for other conditions")
    if rules:
        parts.append("and the ranking’s own rules changed" if parts else "The ranking’s own rules changed too")
    return say("brief.cause_own", f"{', '.join(parts)}.", **given)


def other_cause(since: str = "", *, rules: bool, others: bool) -> Sentence:
    """Why a model moved of which no score changed: other rules, or other models' scores, one of which is given.

    `since` is the day of the older board where no two catalogs were compared, and only stated days are known.
    """
    if since:
        template = "No score of it became known since {since}; scores of other models did."
        return say("brief.cause_since", template, since=since)
    if rules and others:
        template = "No score of it changed; the ranking’s own rules and scores of other models did."
        return say("brief.cause_both", template)
    if rules:
        return say("brief.cause_rules", "No score of it changed; the ranking’s own rules did.")
    return say("brief.cause_others", "No score of it changed; those of other models did.")


def newly_stated(prices: int, models: int, source: str, model: str = "") -> Sentence:
    """That a source states parts of prices that it did not, or no longer does, and nothing that was known moved.

    `model` is the name of the only one.
    """
    return say(
        NEWLY_STATED,
        "{source} states other parts of {prices} of {models} than before; no price known before moved.",
        source=source,
        prices=(prices, numbers.count(prices, "price")),
        models=model or (models, numbers.count(models, "model")),
    )


def learned_late(day: str) -> Sentence:
    """That a change is older than the brief and was not known before."""
    return say("brief.learned_late", "On {day} this was not known here.", day=day_label(day))


def figure_corrected() -> Sentence:
    """That an alert tells of what was put right, and of no change of price."""
    return say("brief.figure_corrected", "The figure on file was corrected; that is no change of the price itself.")


def also_told(sources: tuple[str, ...]) -> Sentence:
    """Who else states the same change."""
    return say("brief.also_told", "{sources} {tell} of it too.", sources=numbers.listed(sources),
               tell="tells" if len(sources) == 1 else "tell")  # fmt: skip


def further_terms(changes: int) -> Sentence:
    """How many more prices of the same model changed at the same place."""
    template = "{count} of it changed there, for other prompt lengths, modes or hours."
    return say(FURTHER_TERMS, template, count=(changes, numbers.count(changes, "more price")))


def of_a_model(group: ChangeGroup, model: str, names: Names) -> Sentence:
    """Several changes of one kind and source that are of one model."""
    number = len(group.changes)
    tests = len({getattr(one, "benchmark", "") for one in group.changes})
    providers = {getattr(one, "provider", "") for one in group.changes}
    only = next(iter(providers))
    return say(
        f"brief.model_{group.kind.replace(' ', '_')}",
        MARKED if marked_removed(group) else OF_A_MODEL[group.kind],
        model=names.get(f"model/{model}", model),
        source=names.get(f"source/{group.source}", group.source),
        scores=(number, numbers.count(number, "score")),
        prices=(number, numbers.count(number, "price")),
        facts=(number, numbers.count(number, "fact")),
        tests=(tests, numbers.count(tests, "test")),
        providers=names.get(f"provider/{only}", only)
        if len(providers) == 1
        else (len(providers), numbers.count(len(providers), "provider")),
    )


def beside_words(counts: Mapping[str, int]) -> tuple[Sentence, ...]:
    """What came beside the news and is told by the log of changes alone; empty for nothing."""
    if not counts:
        return ()
    return (say("brief.beside", "Beside that, in the log of changes: {counted}.", counted=counts_words(counts)),)


def second_opinions(left_out: int) -> Sentence:
    """That prices of sources that are only held against others take no part where another source is used."""
    stand = "stands" if left_out == 1 else "stand"
    template = f"{{count}} that second opinions tell, where another source is used, {stand} in the log of changes."
    return say(
        "brief.second_opinions",
        template,
        count=(left_out, numbers.count(left_out, "change of price", "changes of price")),
    )


def worked_out(date: str) -> Sentence:
    """That a brief was made later, from what the facts say of their own days."""
    template = "Worked out from the days that the facts of {date} state; places are those of the boards on file."
    return say("brief.worked_out", template, date=date)


def rules_and_gaps(report: CatalogChanges) -> tuple[Sentence, ...]:
    """That the ranking's rules differ between the catalogs, and what of these could not be read."""
    return tuple(one for one in summary_words(report) if one.rule in {"changes.rules", "changes.skipped"})


def falls_below(price: float, limit: float) -> Sentence:
    """That a model's cheapest output price fell to a reader's limit."""
    now, asked = (numbers.money(value) for value in (price, limit))
    states = "{price} per million tokens" if price else "{price}"
    wish = "at {limit} or below" if limit else "when it is {limit}"
    template = f"Its cheapest output price is now {states}; you asked for word {wish}."
    return say("brief.below", template, price=(price, now), limit=(limit, asked))
