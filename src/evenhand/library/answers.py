"""What is worked out from the facts: comparisons, boards, candidates, costs, explanations, changes."""

from collections.abc import Iterable, Mapping
from os import PathLike
from pathlib import Path
from typing import TypeVar

from msgspec import structs

from evenhand.catalog import naming
from evenhand.catalog.as_of import as_of
from evenhand.catalog.catalog import Catalog
from evenhand.catalog.closed_lists import several_of
from evenhand.catalog.nearest import nearest
from evenhand.catalog.snapshot import open_catalog
from evenhand.changes.between import chosen
from evenhand.changes.logged import changes_dated, of_boards
from evenhand.comparison.board import OVERALL
from evenhand.comparison.chosen_ranking import chosen_ranking
from evenhand.comparison.compare import EVEN, compare
from evenhand.comparison.cost import costs
from evenhand.comparison.explained import Explanation, explained
from evenhand.comparison.explore import EVERYONE, PLOTS, explore
from evenhand.comparison.find import find, wanted_of
from evenhand.comparison.kept_boards import kept_board
from evenhand.comparison.matrix import matrix
from evenhand.comparison.pricing import pricing
from evenhand.comparison.self_hosting import self_hosting
from evenhand.comparison.workload import sensible
from evenhand.comparison.workload_presets import PRESETS, requests_a_month
from evenhand.errors import UnknownName, UnknownPlot, UnknownPreset
from evenhand.library.briefs import Briefs
from evenhand.library.days import eve_of, last_day_of, span_of
from evenhand.library.on_file import OnFile
from evenhand.library.two_catalogs import changes_filed, filed
from evenhand.records.board import Board
from evenhand.records.changes import KINDS, CatalogChanges, ChangesReport
from evenhand.records.cost import Costs
from evenhand.records.explore import Exploration, PlotFilter
from evenhand.records.find import Finding
from evenhand.records.matrix import MatrixReport
from evenhand.records.operations import Workload
from evenhand.records.pricing import PriceBoard
from evenhand.records.ranking import Ranking
from evenhand.records.report import ComparisonReport
from evenhand.records.self_hosting import Hosting, SelfHostingReport
from evenhand.wording.change_log import line_words
from evenhand.wording.changes import change_words, summary_words
from evenhand.wording.compare import comparison_words
from evenhand.wording.matrix import matrix_report
from evenhand.wording.self_hosting import self_hosting_report

Weights = Mapping[str, float] | str
Named = TypeVar("Named")


def load(*folders: str | PathLike[str]) -> "Library":
    """The facts of these folders, later ones added to earlier ones; without a folder those that came with Evenhand.

    EVENHAND_DATA and EVENHAND_ALSO are honoured where no folder is named. The first answer that needs estimates may
    fit them for some seconds; they are kept for the next time.

    Raises:
        BadCatalog: the files are wrong; holds every problem.

    """
    return Library(open_catalog(tuple(Path(folder) for folder in folders) or None))


class Library(Briefs, OnFile):
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
        return kept_board(self.catalog, rules, lane, category)

    def find(
        self,
        workload: Workload | None = None,
        *,
        category: str = OVERALL,
        lab: str = "",
        released_after: str = "",
        min_score: float | None = None,
        wait: str = "",
        price: str = "own",
        provider: str = "",
        ranking: str = EVEN,
        lane: str | None = None,
        weights: Weights = "",
        chance_corrected: bool = False,
    ) -> Finding:
        """The models that keep the limits of a workload and what else is wanted, and which of them are efficient.

        `wait` (`first-token` or `answer`) makes waiting a third axis beside score and cost, `price` (`own` or
        `cheapest`) says at whose price. Every model is found, or missed with the reason.

        >>> from evenhand import Workload
        >>> cheap = library.find(Workload(max_price=1.0), category="coding")
        >>> all(model.blended <= 1.0 for model in cheap.found)
        True
        >>> len(cheap.found) + len(cheap.missed) == len(library.models)
        True
        """
        wanted = wanted_of(category, lab, released_after, min_score, wait, price, provider)
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

    def self_hosting(
        self, model: str, hosting: Hosting | None = None, *, workload: Workload | None = None
    ) -> SelfHostingReport:
        """What hosting a model yourself would take: an estimate, never a price.

        >>> from evenhand import Hosting
        >>> report = library.self_hosting("gemma-4-12b", Hosting(quantization="int4"))
        >>> report.estimate.memory.weights.low
        6.0
        """
        who, work = naming.subject(self.catalog, model).model, _stated(workload) or Workload()
        return self_hosting_report(self_hosting(self.catalog, who, hosting or Hosting(), work))

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
        `EstimateExplanation`; in a classic ranking a `ClassicExplanation`), or a category for that part of it. With
        `against` it is a category (`CategoryExplanation`) or `overall` (`OverallExplanation`) of the pair.

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

        The catalog of a day has all that was known on it, so changes of the day `since` itself are not among them;
        `log` has those of both its days.

        `since` and `until` are days, git revisions, folders of facts or saved snapshots; without `until` it is this
        catalog. With `dated` both are days, and the changes are those of the log between them (`log`), by the facts'
        own dates and the boards on file. A month or year counts whole: `since` is the eve of its first day, `until`
        its last day. `places` compares the boards too, which without `dated` may fit that of the older catalog for
        some seconds; a log has all lanes where none is named.

        Raises:
            BadSetting: they lead to no catalog, there is no such kind of change, or with `dated` `since` is after
                `until` or after the newest facts.

        """
        wanted = several_of("kinds", kinds, KINDS)
        if dated:
            found = self._dated(since, until, model)
            found = chosen(of_boards(found, ranking if places else "", lane), kinds=wanted)
            said = tuple(line_words(change, found.names) for change in found.changes)
            return ChangesReport(changes=found, summary=summary_words(found), words=said)
        older, newer = filed(since, until, self.catalog)
        found = changes_filed(older, newer, ranking, lane, places=places)
        if model or wanted:
            found = chosen(found, _model(older.catalog, newer.catalog, model) if model else "", wanted)
        return ChangesReport(changes=found, summary=summary_words(found), words=change_words(found))

    def as_of(self, day: str) -> "Library":
        """The catalog as it could be known on a day, month or year, by the facts' own dates.

        >>> library.as_of("2025-12").date
        '2025-12-31'
        """
        return Library(as_of(self.catalog, last_day_of(day)))

    def ranking(self, name: str = EVEN, weights: Weights = "", *, chance_corrected: bool = False) -> Ranking:
        """A ranking with weights of your own."""
        texts = (weights,) if isinstance(weights, str) else tuple(f"{key}={value!r}" for key, value in weights.items())
        return chosen_ranking(self.catalog, name, texts, chance_corrected=chance_corrected)

    def _dated(self, since: str, until: str, model: str) -> CatalogChanges:
        who = naming.resolve(self.catalog, model).id if model else ""
        span_of(since, until, self.date)
        return changes_dated(self.catalog, last_day_of(eve_of(since)), last_day_of(until) if until else "", model=who)

    def matrix(
        self,
        *models: str,
        ranking: str = EVEN,
        lane: str | None = None,
        weights: Weights = "",
        chance_corrected: bool = False,
        workload: Workload | None = None,
    ) -> MatrixReport:
        """Three to six models, each against each: every pair's verdict, every category's state, and what it says.

        >>> report = library.matrix("gpt-5.5", "gpt-5.2", "gemma-4-12b")
        >>> len(report.matrix.pairs)
        3
        """
        rules = self.ranking(ranking, weights, chance_corrected=chance_corrected)
        who = [naming.subject(self.catalog, name) for name in models]
        return matrix_report(matrix(self.catalog, who, rules, lane, _stated(workload)))

    def pricing(
        self,
        workload: Workload | None = None,
        *,
        a_day: float | None = None,
        price: str = "cheapest",
        every_offer: bool = False,
        past: bool = False,
        lab: str = "",
        provider: str = "",
        category: str = OVERALL,
        min_score: float | None = None,
        ranking: str = EVEN,
        lane: str | None = None,
        weights: Weights = "",
        chance_corrected: bool = False,
    ) -> PriceBoard:
        """What a workload costs with every model that keeps the limits, or at every offer, cheapest first.

        `a_day` are requests a day in place of a month.
        """
        work = _stated(workload) or Workload()
        if a_day is not None:
            work = structs.replace(work, requests=requests_a_month(a_day), stated=True)
        wanted = wanted_of(category, lab, "", min_score, "", price, provider)
        rules = self.ranking(ranking, weights, chance_corrected=chance_corrected)
        return pricing(self.catalog, work, wanted, rules, lane, a_day=a_day, every_offer=every_offer, past=past)

    def preset_pricing(self, name: str) -> PriceBoard:
        """What an example of a workload costs.

        Raises:
            UnknownPreset: there is no such example.

        """
        preset = _named(PRESETS, name, UnknownPreset)
        return self.pricing(preset.workload, a_day=float(preset.a_day))

    def explore(
        self,
        x: str = "blended",
        y: str = "score",
        *,
        workload: Workload | None = None,
        asked: PlotFilter = EVERYONE,
        x_scale: str = "",
        y_scale: str = "",
        ranking: str = EVEN,
        lane: str | None = None,
        weights: Weights = "",
        chance_corrected: bool = False,
    ) -> Exploration:
        """Models by two measures, with the line of those that no other beats in both."""
        rules = self.ranking(ranking, weights, chance_corrected=chance_corrected)
        work = _stated(workload) or Workload()
        return explore(self.catalog, x, y, rules, lane, workload=work, asked=asked, x_scale=x_scale, y_scale=y_scale)

    def plot(self, name: str) -> Exploration:
        """Two measures that have a name together.

        Raises:
            UnknownPlot: there is no such plot.

        """
        return self.explore(*_named(PLOTS, name, UnknownPlot))


def _stated(workload: Workload | None) -> Workload | None:
    return None if workload is None or workload == Workload() else sensible(workload)


def _named(table: Mapping[str, Named], name: str, error: type[UnknownName]) -> Named:
    if name not in table:
        raise error(name, nearest(name, table) or tuple(table))
    return table[name]


def _model(older: Catalog, newer: Catalog, name: str) -> str:
    """The id in the newer catalog, else in the older one: a model may have gone."""
    if name in older.models and name not in newer.models:
        return name
    return naming.subject(newer, name).model.id
