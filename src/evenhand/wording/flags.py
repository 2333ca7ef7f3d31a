"""Flags in words, each with its figures; and the few words that stand for one in a table."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from evenhand.records.benchmarks import BenchmarkLine, BenchmarkStanding
from evenhand.records.comparison import Comparison, SharedTest
from evenhand.records.flags import Flag, FlagKind
from evenhand.records.wording import Sentence
from evenhand.wording import numbers
from evenhand.wording.names import category_label, names_of
from evenhand.wording.sentence import Written, say

Values = Mapping[str, Written | str]

# By kind and what it follows from: the sentence, with `about` for the test or category and `name` for the model.
TEMPLATES: dict[tuple[str, str], str] = {
    (
        "saturated",
        "reliability",
    ): ("{about} is saturated: among its {models} reliability is {reliability}, under {limit}."),
    ("saturated", "same scores"): "{about} is saturated: its {models} have one and the same score.",
    ("saturated", "ceiling"): (
        "{about} is saturated: the median of its five best, {top}, is above {ceiling}, {highest} less {errors} standard"
        " errors of {error}."
    ),
    ("saturated", "information"): (
        "{about} is saturated: of a model as able as the best one in twenty it tells {share} of what it tells at best,"
        " under {limit}."
    ),
    ("stale", "newer version"): "{about} is stale: these scores are of version {version}, and version {newer} exists.",
    (
        "stale",
        "recent models",
    ): ("{about} is stale: {taken} of the {recent} newest models have a score of it, under {limit}."),
    ("stale", "verified scores"): (
        "{about} is stale: its newest dated score of a checked run, of {newest}, is {days} days old, over {limit}."
    ),
    ("stale", "its file"): "{about} is stale by its maintainer's word{reason}.",
    ("contaminated", "its file"): "{about} is contaminated by its maintainer's word{reason}.",
    ("contamination risk", "date"): (
        "{about} has been public since {public}, before the knowledge of {name} ends ({cutoff}): it may have been read."
    ),
    ("contamination risk", "residual"): (
        "{about}: {name} is {residual} standard deviations above what its other scores say, over {limit}; it may have"
        " seen the questions."
    ),
    ("contamination risk", "dated items"): (
        "{about}: on items made after its knowledge ends {name} loses {drop} points more than others, {errors} standard"
        " errors, over {limit}; it may have seen the older ones."
    ),
    ("contamination risk", "twin"): (
        "{about}: on its stricter form {twin} {name} loses {drop} points and {models} lose {typical}; that is {errors}"
        " standard errors apart, over {limit}, so it may have seen the questions."
    ),
    (
        "vendor-reported",
        "",
    ): ("{about}: the score of {name} was reported by a lab, about itself or a rival ({source}, tier {tier})."),
    ("vendor-reported", "category"): (
        "{about}: on {tests} of {of}, {share} of the weight, a score comes from a lab; {first} minus {second} is"
        " {difference} points with these{without}."
    ),
    ("second-hand", ""): "{about}: the score of {name} is second-hand ({source}, tier {tier}).",
    (
        "items assumed",
        "",
    ): ("{about}: how many questions the score of {name} rests on is not known, and {items} are assumed."),
    ("few items", ""): "{about}: the score of {name} rests on {items}, under {limit}.",
    ("suspect error", ""): (
        "{about}: the standard error reported for {name} is {reported} points, at most half of the {binomial} that"
        " {items} give; the larger is used."
    ),
    ("sources disagree", ""): (
        "{about}: {source} and {other} differ by {apart} on {name}, where up to {allowed} would pass as {reason}."
    ),
    ("single source", ""): "{about}: all {scores} come from one source, {source}.",
    ("settings differ", ""): "{about}: {setting} differs, {left} against {right}.",
    ("outlier", ""): (
        "{about}: the score of {name} does not fit its others; its weight in the fit is {weight}, under {limit}."
    ),
    ("redundant", ""): (
        "{about} and {other} put models in nearly one order: correlation {correlation} over {models}{joint}."
    ),
    ("thin", "shared tests"): "{about} rests on {tests} that both took, under {limit}.",
    ("thin", "measured"): "{name} is measured on {measured} of the weight, under {limit}.",
    ("selective", ""): (
        "Which models took which tests is not left to chance: their ability and the difficulty of the tests correlate"
        " at {index}, over {limit}, so the level of a score is uncertain."
    ),
}
POINTS = ("top", "ceiling", "error", "highest", "drop", "typical", "reported", "binomial")
SHARES = ("share", "measured")
COUNTS = {"models": "model", "scores": "score", "items": "question", "of": "shared test", "tests": "shared test"}
OWN_SHARES = (("saturated", "information"), ("stale", "recent models"), ("thin", "measured"))


def labels(flags: Iterable[Flag]) -> tuple[str, ...]:
    """What a table prints for these flags, each once: the kind, or the setting that differs."""
    found = (f"{flag.facts['setting']} differs" if flag.kind == "settings differ" else flag.kind for flag in flags)
    return tuple(dict.fromkeys(found))


def flagged(test: SharedTest, kind: FlagKind) -> bool:
    """Whether a shared test has a flag of this kind."""
    return any(flag.kind == kind for flag in test.flags)


def flag_words_of(comparison: Comparison, test: SharedTest) -> tuple[Sentence, ...]:
    """Each flag of a shared test in a sentence, what is true of both sides said once of each."""
    if not test.flags:
        return ()
    about, sides = comparison.benchmarks[test.benchmark].name, _sides(comparison)
    return tuple(_said(flag, about, sides, comparison.names) for flag in test.flags)


def whole_flag_words(comparison: Comparison) -> Iterator[Sentence]:
    """The flags of the overall and of each category."""
    sides, names = _sides(comparison), comparison.names
    yield from (_said(flag, "", sides, names) for flag in comparison.overall.flags)
    for result in comparison.categories:
        yield from (_said(flag, category_label(result.id), sides, names) for flag in result.flags)


def comparison_flag_words(comparison: Comparison) -> Iterator[Sentence]:
    """The flags of the overall, of each category, then of each counted shared test."""
    yield from whole_flag_words(comparison)
    for test in comparison.shared:
        if test.counted:
            yield from flag_words_of(comparison, test)


def benchmark_flag_words(name: str, standing: BenchmarkStanding, names: Mapping[str, str]) -> tuple[Sentence, ...]:
    """The flags of a benchmark and of single models' scores on it; `names` tells how ids read."""
    own = [_said(flag, name, {}, names) for flag in standing.flags]
    of_models = [
        _said(flag, name, {"": names.get(model, model)}, names)
        for model, flags in standing.of_models.items()
        for flag in flags
    ]
    return (*own, *of_models)


def line_flag_words(line: BenchmarkLine, names: Mapping[str, str]) -> Iterator[Sentence]:
    """The flags of a benchmark in the list of all."""
    yield from (_said(flag, line.name, {}, names) for flag in line.flags)
    if line.flagged_models:
        yield say(
            "flag.models",
            "{about}: {models} on it of which the scores are flagged.",
            about=line.name,
            models=(line.flagged_models, numbers.count(line.flagged_models, "model")),
        )


def _sides(comparison: Comparison) -> dict[str, str]:
    found = names_of(comparison)
    return {"left": found.left, "right": found.right}


def _said(flag: Flag, about: str, sides: Mapping[str, str], names: Mapping[str, str]) -> Sentence:
    template = TEMPLATES[flag.kind, flag.by]
    values: dict[str, Written | str] = {"about": about, "name": sides.get(flag.side or "", "")}
    values["first"], values["second"] = sides.get("left", ""), sides.get("right", "")
    for key, figure in flag.figures.items():
        values[key] = _figure(flag, key, figure)
    for key, fact in flag.facts.items():
        values[key] = _fact(key, fact, names)
    extra = EXTRA.get((flag.kind, flag.by))
    template = extra(flag, template) if extra else template
    rule = f"flag.{flag.kind} by {flag.by}" if flag.by else f"flag.{flag.kind}"
    return say(rule, template, **values)


def _figure(flag: Flag, key: str, value: float) -> Written:
    if key in SHARES or (key == "limit" and (flag.kind, flag.by) in OWN_SHARES):
        return value, numbers.measured_share(value) if key == "measured" else numbers.share(value)
    if key in POINTS:
        return value, numbers.average(value)
    if key in ("difference", "without"):
        return value, numbers.signed(value)
    if key in ("apart", "allowed"):
        return value, _short(value)
    if key in COUNTS and not (flag.by == "category" and key == "tests") and flag.kind != "items assumed":
        return value, numbers.count(round(value), COUNTS[key])
    return value, _short(value)


def _fact(key: str, value: str, names: Mapping[str, str]) -> str:
    return names.get(value, value) if key in ("source", "other", "twin") else value


def _reason(flag: Flag, template: str) -> str:
    return template.replace("{reason}", ": {reason}" if flag.facts.get("reason") else "")


def _without(flag: Flag, template: str) -> str:
    said = " and {without} without them" if "without" in flag.figures else ", and no test is left without them"
    return template.replace("{without}", said)


def _joint(flag: Flag, template: str) -> str:
    counted = flag.figures["weight"] > 0.0
    return template.replace("{joint}", "; together they weigh {weight} of {total}" if counted else "")


def _allowed(flag: Flag, template: str) -> str:
    return template.replace("{reason}", "{times} joint standard errors" if "times" in flag.figures else "rounding")


EXTRA: dict[tuple[str, str], Callable[[Flag, str], str]] = {
    ("stale", "its file"): _reason,
    ("contaminated", "its file"): _reason,
    ("vendor-reported", "category"): _without,
    ("redundant", ""): _joint,
    ("sources disagree", ""): _allowed,
}


def _short(value: float) -> str:
    """Three significant digits, without an exponent."""
    return numbers.plain(float(f"{value:.3g}"))
