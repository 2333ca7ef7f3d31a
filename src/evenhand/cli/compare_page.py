"""A comparison as a terminal page: the answer first, then the evidence, then what it costs to run."""

from evenhand.cli.blocks import Block, Cell, Heading, Table, bar, lines
from evenhand.cli.own_results_part import own_results_part
from evenhand.records.comparison import CategoryResult, Comparison, Reading, SharedTest
from evenhand.records.facts import Model, Offer
from evenhand.records.operations import SideOperations
from evenhand.records.report import ComparisonReport
from evenhand.records.wording import ComparisonWords, Sentence
from evenhand.wording import numbers
from evenhand.wording.flags import labels, whole_flag_words
from evenhand.wording.names import category_label, names_of

Row = tuple[Cell, ...]
HEAD = ("note.snapshot", "note.classic")


def comparison_page(report: ComparisonReport, *, questions: bool = False) -> list[Block]:
    """All blocks, in the order of the ranking's method: like for like first, or the classic verdict first."""
    comparison, words = report.comparison, report.words
    if comparison.relation == "same":
        return _one_model(words)
    parts = [_verdict(words), _categories(comparison, words), _tests(comparison, words), _operations(comparison, words)]
    classic = _classic(words)
    ordered = [classic, *parts] if comparison.snapshot.method == "classic" else [*parts, classic]
    head = tuple(note for note in words.notes if note.rule in HEAD)
    blocks: list[Block] = [Heading(words.title, 1), *lines(_texts(head), style="dim")]
    for part in (*ordered[:2], own_results_part(comparison, words), *ordered[2:]):
        blocks += part
    asked = _questions(comparison, words) if questions or comparison.snapshot.method == "classic" else []
    return [*blocks, *asked, *_follow(comparison)]


def _one_model(words: ComparisonWords) -> list[Block]:
    """Of a model beside itself, no more than that."""
    return [
        Heading(words.title, 1),
        *lines(_texts(words.notes[:1]), style="dim"),
        *lines(_texts(words.pick), style="strong"),
    ]


def _texts(sentences: tuple[Sentence, ...]) -> list[str]:
    return [sentence.text for sentence in sentences]


def _verdict(words: ComparisonWords) -> list[Block]:
    blocks: list[Block] = [Heading("Verdict"), *lines(_texts(words.pick), style="strong")]
    for title, sentences in (
        ("Why", words.reasons),
        ("Choose the other if", words.otherwise),
        ("What would flip it", words.flips),
    ):
        if sentences:
            blocks += [Heading(title, 3), *lines(_texts(sentences), bullet=True)]
    if words.further_flips:
        blocks += lines(["All of them stand in --json, under further_flips."], style="dim")
    return [*blocks, Heading("How far the evidence reaches", 3), *lines(_texts(words.overall), bullet=True)]


def _categories(comparison: Comparison, words: ComparisonWords) -> list[Block]:
    names = names_of(comparison)
    columns = ("Category", "Weight", names.left, "", names.right, "", "Difference", "Ahead on the next", "State")
    rows = tuple(
        _category(result, comparison, said.word.text)
        for result, said in zip(comparison.categories, words.categories, strict=True)
    )
    details: list[Block] = []
    for said in words.categories:
        if said.details:
            details += [Heading(said.label, 3), *lines(_texts(said.details), bullet=True)]
    table = Table(columns, rows, frozenset({1, 2, 4, 6}))
    return [Heading("Categories, on the tests that both took"), table, *details]


def _category(result: CategoryResult, comparison: Comparison, word: str) -> Row:
    left, right = result.left_mean, result.right_mean
    return (
        Cell(category_label(result.id), "strong"),
        Cell(numbers.average(result.weight), "dim"),
        Cell(numbers.average(left) if left is not None else "", "left"),
        Cell(bar(left), "left"),
        Cell(numbers.average(right) if right is not None else "", "right"),
        Cell(bar(right), "right"),
        Cell(numbers.signed(result.difference) if result.difference is not None else ""),
        Cell(_next(result, comparison)),
        Cell(word, result.leader or ("dim" if not result.shared else "")),
    )


def _next(result: CategoryResult, comparison: Comparison) -> str:
    """Who would be ahead on the next test of the kind, and how probably."""
    if result.probability is None:
        return ""
    names = names_of(comparison)
    if result.probability >= 0.5:
        return f"{names.left} {numbers.percent_chance(result.probability)}"
    return f"{names.right} {numbers.percent_chance(1 - result.probability)}"


def _tests(comparison: Comparison, words: ComparisonWords) -> list[Block]:
    if not comparison.shared:
        return [Heading("Tests"), *lines(_texts(words.left_out), bullet=True)]
    names = names_of(comparison)
    columns = ("Test", "Category", names.left, names.right, "Difference", "Tells apart", "Counts", "From", "Notes")
    rows = tuple(_test(test, comparison) for test in comparison.shared)
    return [
        Heading("Tests that both took (± one standard error)"),
        Table(columns, rows, frozenset({2, 3, 4, 5})),
        *lines(_texts(words.paired), bullet=True),
        *([Heading("Left out", 3), *lines(_texts(words.left_out), bullet=True)] if words.left_out else []),
        *lines(_texts(tuple(note for note in words.notes if note.rule not in HEAD)), style="dim"),
        *lines(_texts(tuple(whole_flag_words(comparison))), style="dim"),
    ]


def _test(test: SharedTest, comparison: Comparison) -> Row:
    tiers = f"{test.left.observation.tier}/{test.right.observation.tier}"
    notes, unit = labels(test.flags), comparison.benchmarks[test.benchmark].unit
    return (
        Cell(_test_name(test, comparison), "strong" if test.counted else ""),
        Cell(category_label(test.category), "dim"),
        Cell(_score(test.left, unit), "left"),
        Cell(_score(test.right, unit), "right"),
        Cell(numbers.signed(test.difference) if test.difference is not None else ""),
        Cell(numbers.points(test.separable) if test.separable is not None else "", "dim"),
        Cell("yes" if test.counted else "no", "dim"),
        Cell(tiers, "dim"),
        Cell(", ".join(notes), "dim"),
    )


def _test_name(test: SharedTest, comparison: Comparison) -> str:
    benchmark = comparison.benchmarks[test.benchmark]
    return f"{benchmark.name} (lower is better)" if benchmark.direction == "lower" else benchmark.name


def _score(reading: Reading, unit: str) -> str:
    """The value in the benchmark's own unit and direction, with its standard error in points."""
    value = numbers.score(reading.observation.value, unit)
    return value if reading.error is None else f"{value} ± {numbers.points(reading.error)}"


def _operations(comparison: Comparison, words: ComparisonWords) -> list[Block]:
    names = names_of(comparison)
    run = comparison.operations
    left, right = (_facts(*side) for side in ((comparison.left, run.left), (comparison.right, run.right)))
    rows = tuple(
        (Cell(label), Cell(one, "left"), Cell(other, "right"))
        for (label, one), (_, other) in zip(left, right, strict=True)
    )
    table = Table(("", names.left, names.right), rows, frozenset({1, 2}))
    return [Heading("Running it"), table, *lines(_texts(words.operations), bullet=True)]


def _facts(model: Model, side: SideOperations) -> list[tuple[str, str]]:
    offer, speed = side.offer, side.speed or (side.old_speed and side.old_speed.speed)
    old = f" ({side.old_speed.days:,} days old)" if side.old_speed else ""
    return [
        ("Price per million in / out", _prices(offer)),
        ("Cached input per million", numbers.money(offer.cached_input if offer else None)),
        ("Blended per million", numbers.money(side.blended)),
        ("Workload per request", numbers.money_each(side.per_request)),
        ("Workload per month", numbers.amount(side.per_month)),
        ("Output speed", numbers.speed(speed.tokens_per_second if speed else None) + old),
        ("Time to first token", numbers.seconds(speed.first_token_seconds if speed else None) + old),
        ("Whole answer", numbers.seconds(side.whole_answer_seconds)),
        ("Context window", numbers.tokens(model.context_window)),
        ("Largest output", numbers.tokens(model.output_limit)),
        ("Input", ", ".join(model.input_modalities) or numbers.UNKNOWN),
        ("Weights", {True: "open", False: "closed", None: numbers.UNKNOWN}[model.open_weights]),
        ("Licence", model.licence or numbers.UNKNOWN),
        ("Released", model.released or numbers.UNKNOWN),
        ("Knowledge until", model.knowledge_cutoff or numbers.UNKNOWN),
    ]


def _prices(offer: Offer | None) -> str:
    return f"{numbers.money(offer.input)} / {numbers.money(offer.output)}" if offer else numbers.UNKNOWN


def _classic(words: ComparisonWords) -> list[Block]:
    if not words.classic:
        return []
    blocks: list[Block] = [Heading("The classic view: plain averages of whatever each side reported")]
    blocks += lines(_texts(words.classic), bullet=True)
    if words.disagreements:
        blocks += [Heading("Where it differs, and why", 3), *lines(_texts(words.disagreements), bullet=True)]
    return blocks


def _questions(comparison: Comparison, words: ComparisonWords) -> list[Block]:
    answers = words.classic_questions if comparison.snapshot.method == "classic" else words.questions
    blocks: list[Block] = [Heading("Questions")]
    for answer in answers:
        blocks += [Heading(answer.question, 3), *lines(_texts(answer.sentences))]
    return blocks


def _follow(comparison: Comparison) -> list[Block]:
    left = _address(comparison.left, comparison.left_effort)
    right = _address(comparison.right, comparison.right_effort)
    shown = comparison.shared or comparison.left_out
    hints = [f"evenhand explain {right if shown[0].right else left} {shown[0].benchmark}"] if shown else []
    decided = next((result.id for result in comparison.categories if result.shared), "")
    if decided:
        hints.append(f"evenhand explain {left} {decided} --against {right}")
        hints.append(f"evenhand explain {left} overall --against {right}")
    hints += [f"evenhand compare {left} {right} --json", "make serve   (or: evenhand serve) for the site"]
    return [Heading("Follow a figure to its source"), *lines(hints, style="dim")]


def _address(model: Model, effort: str) -> str:
    return f"{model.id}@{effort}" if effort else model.id
