"""The catalog with everything that can be asked of it: what `evenhand.load()` gives, and what API and tools ask.

Each answer is a frozen record of `evenhand.records`, the same that the command prints with `--json` and that the
site's API answers. Nothing here reaches the network, and no answer changes the catalog.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from os import PathLike
from pathlib import Path

from msgspec import structs

from evenhand.catalog import naming
from evenhand.catalog.as_of import as_of, last_day
from evenhand.catalog.catalog import Catalog
from evenhand.catalog.history import Found, catalog_of
from evenhand.catalog.snapshot import open_catalog
from evenhand.catalog.unresolved import unresolved_names
from evenhand.changes.between import changes_between, chosen
from evenhand.comparison.benchmarks import benchmark_list, benchmark_profile
from evenhand.comparison.board import OVERALL
from evenhand.comparison.chosen_ranking import chosen_ranking
from evenhand.comparison.compare import EVEN, compare
from evenhand.comparison.cost import costs
from evenhand.comparison.disagreements import disagreements, kind_of
from evenhand.comparison.explained import Explanation, explained
from evenhand.comparison.find import find, wanted_of
from evenhand.comparison.model_list import ALL, model_list
from evenhand.comparison.place_history import place_history
from evenhand.comparison.profile import profile
from evenhand.comparison.rank import rank
from evenhand.comparison.rows_on_file import prices_on_file, scores_on_file
from evenhand.comparison.sources import source_list, source_profile
from evenhand.comparison.votes import vote_board, vote_list, vote_pair
from evenhand.comparison.workload import sensible
from evenhand.errors import BadSetting
from evenhand.records.benchmarks import BenchmarkList, BenchmarkProfile
from evenhand.records.board import Board
from evenhand.records.changes import ChangesReport
from evenhand.records.cost import Costs
from evenhand.records.disagreements import Disagreements
from evenhand.records.facts import Benchmark, Lab, Model, Observation, Offer, Provider, Source, Tier
from evenhand.records.find import Finding
from evenhand.records.model_lines import AskedModels, ModelLine
from evenhand.records.operations import Workload
from evenhand.records.places import PlaceHistory
from evenhand.records.profile import ModelProfile
from evenhand.records.ranking import Ranking
from evenhand.records.report import ComparisonReport
from evenhand.records.sources import SourceList, SourceProfile
from evenhand.records.votes import VoteBoard, VoteList, VotePair
from evenhand.wording.changes import change_words, summary_words
from evenhand.wording.compare import comparison_words

Weights = Mapping[str, float] | str


def load(*folders: str | PathLike[str]) -> "Library":
    """The facts of these folders, later ones added to earlier ones; without a folder those that came with Evenhand.

    EVENHAND_DATA and EVENHAND_ALSO are honoured where no folder is named. The first answer that needs estimates may
    fit them for some seconds; they are kept for the next time.

    Raises:
        BadCatalog: the files are wrong; holds every problem.

    """
    return Library(open_catalog(tuple(Path(folder) for folder in folders) or None))


class Library:
    """One catalog, and the answers that it gives. Any name of a model will do; `name@effort` is one configuration.

    `lane` says which scores are admitted: `verified`, `provisional` or `everything`; None is the ranking's default.
    `weights` are category weights of your own, as a mapping or as text (`coding=50,math=0`); the others keep theirs.
    `chance_corrected` counts scores from chance (0) to the ceiling (100). A name that nothing has raises an
    `UnknownName` with the nearest ones, a value that cannot be used a `BadSetting`.

    >>> import evenhand
    >>> library = evenhand.load()
    >>> library.models["gpt-5.5"].lab
    'openai'
    """

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog

    def __repr__(self) -> str:
        return f"<Library of {self.date}: {len(self.models)} models, {len(self.benchmarks)} benchmarks>"

    @property
    def date(self) -> str:
        """The newest day on which anything was checked, ISO text."""
        return self.catalog.date

    @property
    def version(self) -> str:
        """A hash of the facts: the same facts, the same answers."""
        return self.catalog.version

    @property
    def models(self) -> Mapping[str, Model]:
        """Models by id."""
        return self.catalog.models

    @property
    def benchmarks(self) -> Mapping[str, Benchmark]:
        """Benchmarks by id."""
        return self.catalog.benchmarks

    @property
    def labs(self) -> Mapping[str, Lab]:
        """Labs by id."""
        return self.catalog.labs

    @property
    def providers(self) -> Mapping[str, Provider]:
        """Who serves models, by id."""
        return self.catalog.providers

    @property
    def sources(self) -> Mapping[str, Source]:
        """Where the figures come from, by id."""
        return self.catalog.sources

    @property
    def rankings(self) -> Mapping[str, Ranking]:
        """Rankings by id, with their weights, lanes and thresholds."""
        return self.catalog.rankings

    def compare(
        self,
        left: str,
        right: str,
        *,
        ranking: str = EVEN,
        lane: str | None = None,
        weights: Weights = "",
        chance_corrected: bool = False,
        workload: Workload | None = None,
    ) -> ComparisonReport:
        """Two models side by side: `comparison` holds the figures, `words` every sentence about them.

        >>> report = library.compare("gemma-4-12b", "gpt-5.5")
        >>> report.comparison.left.name, report.comparison.right.name
        ('Gemma 4 12B', 'GPT-5.5')
        >>> report.comparison.verdict.pick in ("left", "right", None)
        True
        """
        sides = naming.subject(self.catalog, left), naming.subject(self.catalog, right)
        rules = self.ranking(ranking, weights, chance_corrected=chance_corrected)
        found = compare(self.catalog, *sides, ranking=rules, lane=lane, workload=_stated(workload))
        return ComparisonReport(comparison=found, words=comparison_words(found))

    def rank(
        self,
        *,
        category: str = OVERALL,
        ranking: str = EVEN,
        lane: str | None = None,
        weights: Weights = "",
        chance_corrected: bool = False,
    ) -> Board:
        """The board: ranked models, best first, then those that are tracked but unranked.

        >>> board = library.rank(category="coding")
        >>> board.rows[0].place.place
        1
        """
        rules = self.ranking(ranking, weights, chance_corrected=chance_corrected)
        return rank(self.catalog, rules, lane, category)

    def find(
        self,
        workload: Workload | None = None,
        *,
        category: str = OVERALL,
        lab: str = "",
        released_after: str = "",
        min_score: float | None = None,
        wait: str = "",
        ranking: str = EVEN,
        lane: str | None = None,
        weights: Weights = "",
        chance_corrected: bool = False,
    ) -> Finding:
        """The models that keep the limits of a workload and what else is wanted, and which of them are efficient.

        `wait` (`first-token` or `answer`) makes waiting a third axis beside score and cost. Every model is found, or
        missed with the reason.

        >>> from evenhand import Workload
        >>> cheap = library.find(Workload(max_price=1.0), category="coding")
        >>> all(model.blended <= 1.0 for model in cheap.found)
        True
        >>> len(cheap.found) + len(cheap.missed) == len(library.models)
        True
        """
        wanted = wanted_of(category, lab, released_after, min_score, wait)
        rules = self.ranking(ranking, weights, chance_corrected=chance_corrected)
        return find(self.catalog, _stated(workload) or Workload(), wanted, rules, lane)

    def cost(self, *models: str, workload: Workload | None = None) -> Costs:
        """What a workload costs with some models, a request and a month, at every offer of today, cheapest first.

        >>> costs = library.cost("gpt-5.5", workload=Workload(input=20_000, output=800, requests=50_000))
        >>> [model.name for model in costs.models]
        ['GPT-5.5']
        """
        named = [naming.subject(self.catalog, name).model for name in models]
        return costs(self.catalog, named, _stated(workload) or Workload())

    def explain(
        self,
        model: str,
        what: str = "",
        *,
        against: str = "",
        ranking: str = EVEN,
        lane: str | None = None,
        weights: Weights = "",
        chance_corrected: bool = False,
    ) -> Explanation:
        """The arithmetic of a figure, down to its source.

        `what` is a benchmark for one score (a `ScoreExplanation`), or nothing for the score over all counted tests (an
        `EstimateExplanation`; in a classic ranking a `ClassicExplanation`). With `against` it is a category
        (`CategoryExplanation`) or `overall` (`OverallExplanation`) of the pair.

        >>> score = library.explain("gpt-5.5", "gpqa-diamond")
        >>> all(one.observation.benchmark == "gpqa-diamond" for one in score.scores)
        True
        """
        rules = self.ranking(ranking, weights, chance_corrected=chance_corrected)
        return explained(self.catalog, model, what, against, rules, lane)

    def changes(
        self,
        since: str,
        until: str = "",
        *,
        dated: bool = False,
        model: str = "",
        kinds: Iterable[str] = (),
        places: bool = True,
        ranking: str = EVEN,
        lane: str | None = None,
    ) -> ChangesReport:
        """What changed from one catalog to another, each change with its evidence and a sentence.

        `since` and `until` are days, git revisions, folders of facts or saved snapshots; without `until` it is this
        catalog. With `dated` both are days, and this catalog is seen as of each, by the facts' own dates. `places`
        compares the boards too, which may fit that of the older catalog for some seconds.

        Raises:
            BadSetting: they lead to no catalog, or there is no such kind of change.

        """
        older, newer = self._dated(since, until) if dated else _filed(since, until, self)
        wanted = tuple(kinds)
        boards = _boards(older.catalog, newer.catalog, ranking, lane) if places else None
        found = changes_between(older.catalog, newer.catalog, boards)
        if model or wanted:
            found = chosen(found, _model(older.catalog, newer.catalog, model) if model else "", wanted)
        found = structs.replace(
            found,
            since=structs.replace(found.since, origin=older.origin, skipped=older.skipped),
            until=structs.replace(found.until, origin=newer.origin, skipped=newer.skipped),
        )
        return ChangesReport(changes=found, summary=summary_words(found), words=change_words(found))

    def search(self, asked: AskedModels = ALL) -> tuple[ModelLine, ...]:
        """The models that are asked for, by id, with their places on the default board.

        >>> from evenhand import AskedModels
        >>> {line.lab for line in library.search(AskedModels(lab="google", ranked=True))}
        {'google'}
        """
        return model_list(self.catalog, asked)

    def model(self, name: str) -> ModelProfile:
        """One model with every score, price, speed and listing."""
        return profile(self.catalog, naming.subject(self.catalog, name).model)

    def places(self, name: str, *, ranking: str = EVEN, lane: str | None = None) -> PlaceHistory:
        """A model's places on the overall board, oldest first."""
        return place_history(self.catalog, naming.resolve(self.catalog, name), ranking, lane)

    def benchmark(self, name: str) -> BenchmarkProfile:
        """One benchmark with its state, who reports it, and the models on it."""
        return benchmark_profile(self.catalog, naming.benchmark(self.catalog, name))

    def benchmark_list(self, category: str = "", *, flagged: bool = False) -> BenchmarkList:
        """All benchmarks, or those of a category, or flagged ones alone, with their states."""
        return benchmark_list(self.catalog, category, flagged=flagged)

    def scores(
        self, *, model: str = "", benchmark: str = "", source: str = "", category: str = "", tier: Tier | None = None
    ) -> tuple[Observation, ...]:
        """Every published result on file, each with its source, conditions and day.

        >>> {row.tier for row in library.scores(model="gpt-5.5", tier="A")} <= {"A"}
        True
        """
        return scores_on_file(
            self.catalog, model=model, benchmark=benchmark, source=source, category=category, tier=tier
        )

    def prices(self, *, model: str = "", provider: str = "", current: bool = False) -> tuple[Offer, ...]:
        """Every price on file; with `current` those that are in force on the catalog's date."""
        return prices_on_file(self.catalog, model=model, provider=provider, current=current)

    def source(self, name: str) -> SourceProfile:
        """One source with its files, what was refused, and names that lead to nothing."""
        return source_profile(self.catalog, name, unresolved_names(self.catalog))

    def source_list(self) -> SourceList:
        """All sources with their licences and what they gave."""
        return source_list(self.catalog, unresolved_names(self.catalog))

    def disagreements(self, kind: str = "", *, model: str = "", benchmark: str = "") -> Disagreements:
        """Where sources state different scores, prices or facts of the same thing."""
        who = naming.resolve(self.catalog, model).id if model else ""
        test = naming.benchmark(self.catalog, benchmark).id if benchmark else ""
        return disagreements(self.catalog, kind_of(kind), who, test)

    def vote_list(self) -> VoteList:
        """All boards of preference votes."""
        return vote_list(self.catalog)

    def votes(self, board: str) -> VoteBoard:
        """One board of preference votes, rated on its own scale."""
        return vote_board(self.catalog, board)

    def vote_pair(self, board: str, left: str, right: str) -> VotePair:
        """How likely a vote of a board prefers `left`, with its interval."""
        return vote_pair(self.catalog, board, left, right)

    def as_of(self, day: str) -> "Library":
        """The catalog as it could be known on a day, month or year, by the facts' own dates.

        >>> library.as_of("2025-12").date
        '2025-12-31'
        """
        return Library(as_of(self.catalog, _day(day)))

    def ranking(self, name: str = EVEN, weights: Weights = "", *, chance_corrected: bool = False) -> Ranking:
        """A ranking with weights of your own."""
        texts = (weights,) if isinstance(weights, str) else tuple(f"{key}={value!r}" for key, value in weights.items())
        return chosen_ranking(self.catalog, name, texts, chance_corrected=chance_corrected)

    def _dated(self, since: str, until: str) -> tuple[Found, Found]:
        days = (_day(since), _day(until) if until else self.date)
        first, last = (Found(as_of(self.catalog, day), f"the facts of {self.date} as of {day}") for day in days)
        return first, last


def _stated(workload: Workload | None) -> Workload | None:
    return None if workload is None or workload == Workload() else sensible(workload)


def _day(text: str) -> str:
    """The ISO day of a text; the last one of a month or year."""
    try:
        return date.fromisoformat(last_day(text)).isoformat()
    except (ValueError, IndexError) as error:
        raise BadSetting(f"{text[:40]!r} is no date; give one such as 2026-04-23 or 2026-04") from error


def _filed(since: str, until: str, now: Library) -> tuple[Found, Found]:
    return catalog_of(since), catalog_of(until) if until else Found(now.catalog, "the facts as they are")


def _model(older: Catalog, newer: Catalog, name: str) -> str:
    """The id in the newer catalog, else in the older one: a model may have gone."""
    if name in older.models and name not in newer.models:
        return name
    return naming.subject(newer, name).model.id


def _boards(older: Catalog, newer: Catalog, ranking: str, lane: str | None) -> tuple[Board, Board] | None:
    """Both boards; none where the older catalog has no such ranking."""
    if ranking not in older.rankings and ranking in newer.rankings:
        return None
    return rank(older, ranking, lane), rank(newer, ranking, lane)
