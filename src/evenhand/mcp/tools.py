"""The tools: what an agent reads of each, what it asks of the library, and what it says."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import msgspec
from msgspec import Struct, structs

from evenhand.library import Library
from evenhand.library.days import day_before, span_of
from evenhand.mcp import arguments as asking
from evenhand.mcp.hosting_arguments import SelfHost, hosting_of
from evenhand.mcp.short_answers import CLASSIC, shortened
from evenhand.records.board import Board, BoardRow
from evenhand.records.brief import Brief
from evenhand.records.find import FoundModel
from evenhand.records.model_lines import AskedModels, ListedModels, ModelLine
from evenhand.records.wording import ComparisonWords, Sentence
from evenhand.wording import numbers
from evenhand.wording.board import board_words
from evenhand.wording.categories import category_line
from evenhand.wording.cost import cost_words, workload_sentence
from evenhand.wording.estimates import estimate_text, place_text
from evenhand.wording.explained import explained_words
from evenhand.wording.find import find_words, score_text
from evenhand.wording.models import unsure_words
from evenhand.wording.weeks import days_label, week_label

HEAD = ("note.snapshot", "note.classic")


class Told(Struct, frozen=True):
    """What a tool answers: the JSON of the API, and the same in a few lines."""

    answer: dict[str, Any]
    text: str


class Tool(Struct, frozen=True):
    """A tool: its name, title and description, its arguments, what it answers, and the function behind it."""

    name: str
    title: str
    description: str
    arguments: type[Struct]
    holds: dict[str, str]
    tell: Callable[[Library, Any], Told]


def compare(library: Library, asked: asking.Compare) -> Told:
    """Two models side by side."""
    report = library.compare(asked.left, asked.right, **_rules(asked), workload=asking.workload_of(asked))
    classic = report.comparison.like_for_like is not None
    return _told("compare", report, asked.detail, _comparison_lines(report.words, classic=classic), classic=classic)


def rank(library: Library, asked: asking.Rank) -> Told:
    """The first rows of a board."""
    board = library.rank(category=asked.category, **_rules(asked))
    shown = structs.replace(board, rows=board.rows[: asked.limit])
    return _told("rank", shown, asked.detail, (*_text(board_words(board)), *map(_row, shown.rows), _of(board)))


def find(library: Library, asked: asking.Find) -> Told:
    """The models that meet constraints."""
    wanted = {name: getattr(asked, name) for name in ("category", "lab", "released_after", "min_score", "wait")}
    finding = library.find(asking.workload_of(asked), **wanted, **_rules(asked))
    shown = structs.replace(finding, found=finding.found[: asked.limit])
    return _told("find", shown, asked.detail, (*_text(find_words(finding)), *map(_found, shown.found)))


def explain(library: Library, asked: asking.Explain) -> Told:
    """The arithmetic of a figure."""
    found = library.explain(asked.model, asked.what, against=asked.against, **_rules(asked))
    return _told("explain", found, asked.detail, _text(explained_words(found)))


def cost(library: Library, asked: asking.Cost) -> Told:
    """What a workload costs."""
    costs = library.cost(*asked.models, workload=asking.workload_of(asked))
    return _told("cost", costs, "short", _text((workload_sentence(costs.workload), *cost_words(costs))))


def self_host(library: Library, asked: SelfHost) -> Told:
    """What hosting a model oneself would take."""
    found = library.self_hosting(asked.model, hosting_of(asked), workload=asking.workload_of(asked))
    return _told("self_host", found, "short", (*_text(found.words), *_text(found.assumptions)))


def changes(library: Library, asked: asking.Changes) -> Told:
    """What changed from one day through another, both included, by the facts' own dates."""
    first, last = span_of(asked.since, asked.until, library.date)
    report = library.changes(day_before(first), last, dated=True, model=asked.model, kinds=asked.kinds)
    shown = structs.replace(
        report,
        changes=structs.replace(report.changes, changes=report.changes.changes[: asked.limit]),
        words=report.words[: asked.limit],
    )
    more = len(report.words) - len(shown.words)
    rest = (f"{numbers.count(more, 'more change')}.",) if more else ()
    return _told("changes", shown, "short", (*_text(report.summary), *_text(shown.words), *rest))


def brief(library: Library, asked: asking.Brief) -> Told:
    """What changed in a week, short."""
    name = asked.week or next((head.id for head in library.briefs()), "")
    found = library.brief_of(name)
    return _told("brief", found, asked.detail, _brief_lines(found))


def models(library: Library, asked: asking.Models) -> Told:
    """The models of a name, a lab or a kind."""
    wanted = {name: getattr(asked, name) for name in AskedModels.__struct_fields__}
    found = library.model_list(AskedModels(**wanted))
    lines = sorted(found.lines, key=_best_known)
    shown = tuple(lines[: asked.limit])
    answer = ListedModels(
        date=library.date, version=library.version, items=shown, total=len(lines), unknown=found.unknown
    )
    counted = f"{numbers.count(len(lines), 'model')}, {len(shown):,} shown."
    return _told("models", answer, "short", (counted, *_text(unsure_words(found)), *map(_line, shown)))


def _told(tool: str, answer: Struct, detail: str, lines: Iterable[str], *, classic: bool = False) -> Told:
    json = msgspec.to_builtins(answer) if detail == "full" else shortened(tool, answer, CLASSIC if classic else ())
    return Told(json, "\n".join(lines))


def _rules(asked: asking.Ruled | asking.RuledAndLimited) -> dict[str, Any]:
    return {name: getattr(asked, name) for name in asking.RULES}


def _text(sentences: Iterable[Sentence]) -> tuple[str, ...]:
    return tuple(one.text for one in sentences)


def _comparison_lines(words: ComparisonWords, *, classic: bool) -> tuple[str, ...]:
    """The answer in lines: the rules it follows, the classic averages first where these were asked for."""
    head = tuple(note for note in words.notes if note.rule in HEAD)
    first = ("Classic averages:", *_text(words.classic), "Like for like:") if words.classic and classic else ()
    said = (*words.pick, *words.reasons, *words.otherwise, *words.flips, *words.overall)
    categories = (category_line(one) for one in words.categories if one.word.rule != "category.same")
    return (words.title, *_text(head), *first, *_text(said), *categories, *_text(words.operations))


def _brief_lines(found: Brief) -> Iterator[str]:
    yield f"{week_label(found.id)}, {days_label(found.first, found.last)}: {found.headline.text}"
    for section in found.sections:
        yield f"{section.heading}:"
        yield from (" ".join(_text((line.words, *line.details))) for line in section.lines)
        if section.left:
            yield f"{numbers.count(section.left, 'more change')}."
    yield from _text(found.notes)


def _row(row: BoardRow) -> str:
    score = numbers.average(row.overall) if row.estimate is None else estimate_text(row.estimate)
    score += ", as another site published it" if row.published else ""
    place = f"place {place_text(row.place)}" if row.place else row.why_unranked or "ranked"
    return f"{row.name} ({row.model}): score {score}; {place}"


def _of(board: Board) -> str:
    ranked = sum(row.ranked for row in board.rows)
    seen = board.snapshot
    return f"{numbers.count(ranked, 'ranked model')}; catalog of {seen.date}, ranking {seen.ranking}, lane {seen.lane}."


def _found(row: FoundModel) -> str:
    month = numbers.amount(row.per_month)
    return f"{row.name} ({row.model}): score {score_text(row)}; {month} a month for this workload"


def _best_known(line: ModelLine) -> tuple[int, int, str]:
    """Ranked models first, by place; then those with the most tests."""
    return (line.place.place if line.place else 1_000_000, -line.benchmarks, line.id)


def _line(line: ModelLine) -> str:
    place = f"place {place_text(line.place)}" if line.place else "unranked"
    return f"{line.name} ({line.id}), {line.lab_name}: {place}; scores on {numbers.count(line.benchmarks, 'benchmark')}"


CATALOG = "Figures come from one dated catalog of published results, each with its source; unknown is null."
TOOLS = (
    Tool(
        "compare",
        "Compare two models",
        "Compares two language models like for like: only on tests that both took under matching conditions. Answers "
        "the pick with its strength, the reasons, when to choose the other, what would flip it, each category's state "
        f"with its probability, prices, speed and context. Give a workload to let cost and speed count. {CATALOG}",
        asking.Compare,
        {"schema": "string", "comparison": "object", "words": "object"},
        compare,
    ),
    Tool(
        "rank",
        "Rank models",
        "The leaderboard, overall or of one category: score over all counted tests with its interval, and the places "
        f"that the evidence leaves open. Models of one group cannot be told apart. {CATALOG}",
        asking.Rank,
        {"snapshot": "object", "category": "string", "rows": "array"},
        rank,
    ),
    Tool(
        "find",
        "Find models for constraints",
        "Finds the models that keep limits of price, monthly cost, waiting, speed, context, licence, lab, date or "
        "score, best score first, and how probably each is efficient: none both better and cheaper. What is not known "
        f"of a model never counts as kept. {CATALOG}",
        asking.Find,
        {"snapshot": "object", "workload": "object", "wanted": "object", "found": "array"},
        find,
    ),
    Tool(
        "explain",
        "Explain a figure",
        "Shows what a figure is made of, down to its source: one score on one benchmark with its error, conditions and "
        "link; a model's score over all tests, test by test; or how a category of a pair is decided.",
        asking.Explain,
        {},
        explain,
    ),
    Tool(
        "cost",
        "Cost of a workload",
        "What a workload costs with up to twenty models, a request and a month, in US dollars, at every offer of "
        "today, cheapest first. An unknown price is null, a price of 0 is free.",
        asking.Cost,
        {"date": "string", "version": "string", "workload": "object", "models": "array", "names": "object"},
        cost,
    ),
    Tool(
        "self_host",
        "Estimate self-hosting",
        "Estimates what hosting open weights oneself would take: memory by quantization and context, output tokens a "
        "second, cost an hour and a million tokens, and from which volume it is cheaper than the cheapest host. Always "
        "an estimate with its assumptions, never a price; what neither the catalog nor you state stays null.",
        SelfHost,
        {"schema": "string", "estimate": "object", "words": "array", "assumptions": "array"},
        self_host,
    ),
    Tool(
        "changes",
        "What changed",
        "What changed from one day through another, both included, by the facts' own dates: new models and "
        "retirements, new and corrected scores, prices, and who entered, left or moved on the boards, with whether a "
        "move is within noise. Each change has its evidence and a sentence.",
        asking.Changes,
        {"schema": "string", "changes": "object", "summary": "array", "words": "array"},
        changes,
    ),
    Tool(
        "brief",
        "The weekly brief",
        "What changed in a week, the most important first: new models with where they enter, ranking shifts beyond "
        "noise with their cause, price changes with what they do to a workload, new tests, corrections. Each line has "
        "its evidence. For every single change of a time use changes.",
        asking.Brief,
        {"schema": "string", "id": "string", "headline": "object", "sections": "array", "counts": "object"},
        brief,
    ),
    Tool(
        "models",
        "Search models",
        "Lists models by name, lab, open weights, reasoning or whether they are ranked, with ids for the other tools, "
        "release day, context window and place. What is not known of a model passes no switch; `unknown` counts these. "
        "Use it when a name is not certain.",
        asking.Models,
        {"date": "string", "version": "string", "items": "array", "total": "integer", "unknown": "object"},
        models,
    ),
)
