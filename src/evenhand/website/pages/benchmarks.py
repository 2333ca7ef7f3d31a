"""The benchmarks: the list with their states, and each one with its state's figures and who leads."""

from msgspec import Struct

from evenhand.records.benchmarks import BenchmarkLine, BenchmarkList, BenchmarkProfile
from evenhand.records.facts import CATEGORIES, TRACKED
from evenhand.records.wording import Sentence
from evenhand.website.page import Page
from evenhand.website.rendering import render
from evenhand.website.site import HERE, Site
from evenhand.wording.benchmarks import benchmark_facts, state_words
from evenhand.wording.flags import benchmark_flag_words, labels
from evenhand.wording.names import category_label
from evenhand.wording.numbers import count


class Group(Struct, frozen=True, kw_only=True):
    """The benchmarks of one category."""

    label: str
    lines: tuple[BenchmarkLine, ...]

    @staticmethod
    def flags(line: BenchmarkLine) -> tuple[str, ...]:
        """What is flagged on a benchmark beside its state."""
        return tuple(label for label in labels(line.flags) if label != line.state)


class BenchmarksPage(Page, kw_only=True):
    """The variables of `benchmarks.html`."""

    groups: tuple[Group, ...]
    categories: tuple[tuple[str, str], ...]
    category: str


class BenchmarkPage(Page, kw_only=True):
    """The variables of `benchmark.html`."""

    profile: BenchmarkProfile
    facts: tuple[tuple[str, str], ...]
    state: tuple[Sentence, ...]
    flags: tuple[Sentence, ...]


def benchmarks_page(found: BenchmarkList, category: str = "", site: Site = HERE) -> str:
    """The list of benchmarks, by category."""
    names = dict.fromkeys(one.category for one in found.benchmarks)
    page = BenchmarksPage(
        title="Benchmarks and their states",
        description=f"{count(len(found.benchmarks), 'benchmark')}: metric, scores, models, and whether it still tells"
        " models apart.",
        section="Benchmarks",
        path="/benchmarks",
        site=site,
        data="/api/v1/benchmarks",
        snapshot=f"Snapshot of {found.date}, catalog {found.version[:12]}.",
        groups=tuple(
            Group(label=category_label(name), lines=tuple(one for one in found.benchmarks if one.category == name))
            for name in names
        ),
        categories=tuple((name, category_label(name)) for name in (*CATEGORIES, *TRACKED)),
        category=category,
    )
    return render("benchmarks.html", page)


def benchmark_page(found: BenchmarkProfile, site: Site = HERE) -> str:
    """One benchmark."""
    benchmark = found.benchmark
    page = BenchmarkPage(
        title=f"{benchmark.name}: scores with sources, and its state",
        description=f"{benchmark.name}: {count(found.scores, 'score')} of {count(found.models, 'model')};"
        f" state: {found.standing.state}.",
        section="Benchmarks",
        path=f"/benchmarks/{benchmark.id}",
        site=site,
        data=f"/api/v1/benchmarks/{benchmark.id}",
        snapshot=f"Snapshot of {found.date}, catalog {found.version[:12]}.",
        profile=found,
        facts=tuple((label, value) for label, value in benchmark_facts(benchmark) if label not in ("Id", "Link")),
        state=state_words(found.standing),
        flags=benchmark_flag_words(benchmark.name, found.standing, found.names),
    )
    return render("benchmark.html", page)
