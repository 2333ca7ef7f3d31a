"""What is on file: models, benchmarks, scores, prices and where they come from, as records and as lists."""

from collections.abc import Iterable, Mapping
from functools import cached_property

from evenhand.catalog import naming
from evenhand.catalog.catalog import Catalog
from evenhand.catalog.closed_lists import several_of
from evenhand.catalog.unresolved import unresolved_names
from evenhand.changes.between import names_of
from evenhand.changes.days import change_log
from evenhand.changes.logged import changes_logged
from evenhand.comparison.benchmarks import benchmark_list, benchmark_profile
from evenhand.comparison.bounds import check_bounds
from evenhand.comparison.compare import EVEN
from evenhand.comparison.coverage import coverage
from evenhand.comparison.disagreements import disagreements, kind_of
from evenhand.comparison.find import provider_of
from evenhand.comparison.lab_profile import lab_list, lab_profile
from evenhand.comparison.model_list import ALL, model_list
from evenhand.comparison.place_history import place_history
from evenhand.comparison.price_history import price_history
from evenhand.comparison.profile import profile
from evenhand.comparison.provider_profile import provider_list, provider_profile
from evenhand.comparison.rows_on_file import prices_on_file, scores_on_file
from evenhand.comparison.similar_models import similar_models
from evenhand.comparison.sources import source_list, source_profile
from evenhand.comparison.speed_board import LONGEST_ANSWER, speed_board
from evenhand.comparison.strengths import strengths
from evenhand.comparison.votes import vote_board, vote_list, vote_pair
from evenhand.library.days import span_of
from evenhand.records.benchmarks import BenchmarkList, BenchmarkProfile
from evenhand.records.change_lines import ChangeLine
from evenhand.records.changes import KINDS, Change, Kind
from evenhand.records.coverage import Coverage
from evenhand.records.disagreements import Disagreements
from evenhand.records.facts import Benchmark, Lab, Model, Observation, Offer, Provider, Source, Tier
from evenhand.records.lab_profile import LabList, LabProfile
from evenhand.records.model_lines import AskedModels, ModelLine, ModelList
from evenhand.records.places import PlaceHistory
from evenhand.records.price_history import PriceHistory
from evenhand.records.profile import ModelProfile
from evenhand.records.provider_profile import ProviderList, ProviderProfile
from evenhand.records.ranking import Ranking
from evenhand.records.similar_models import SimilarModels
from evenhand.records.sources import SourceList, SourceProfile
from evenhand.records.speed_board import SpeedBoard
from evenhand.records.strengths import Strengths
from evenhand.records.votes import VoteBoard, VoteList, VotePair
from evenhand.wording.change_log import line_words


class OnFile:
    """The facts of one catalog, as they stand there."""

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

    def search(self, asked: AskedModels = ALL) -> tuple[ModelLine, ...]:
        """The models that are asked for, by id, with their places on the default board.

        >>> from evenhand import AskedModels
        >>> {line.lab for line in library.search(AskedModels(lab="google", ranked=True))}
        {'google'}
        """
        return self.model_list(asked).lines

    def model_list(self, asked: AskedModels = ALL) -> ModelList:
        """The same with how many models were left out because what is asked is not known of them.

        >>> from evenhand import AskedModels
        >>> set(library.model_list(AskedModels(open_weights=True)).unknown)
        {'open_weights'}
        """
        return model_list(self.catalog, asked)

    def model(self, name: str) -> ModelProfile:
        """One model with every score, price, speed and listing."""
        return profile(self.catalog, naming.subject(self.catalog, name).model)

    def places(self, name: str, *, ranking: str = EVEN, lane: str | None = None) -> PlaceHistory:
        """A model's places on the overall board, oldest first."""
        return place_history(self.catalog, naming.resolve(self.catalog, name), ranking, lane)

    def strengths(self, name: str, *, ranking: str = EVEN, lane: str | None = None) -> Strengths:
        """Each category of a model against the median of the models that have a place there."""
        return strengths(self.catalog, naming.resolve(self.catalog, name), ranking, lane)

    def similar(self, name: str, *, ranking: str = EVEN, lane: str | None = None) -> SimilarModels:
        """The ranked models that are near in every category score and in price."""
        return similar_models(self.catalog, naming.resolve(self.catalog, name), ranking, lane)

    def price_history(self, name: str) -> PriceHistory:
        """A model's dated prices at its own lab, else at the provider that tells most of them."""
        return price_history(self.catalog, naming.resolve(self.catalog, name))

    def coverage(self, *, ranking: str = EVEN, lane: str | None = None) -> Coverage:
        """The ranked models and the counted tests of a lane, each cell measured or why not."""
        return coverage(self.catalog, ranking, lane)

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

    def lab_list(self) -> LabList:
        """All labs: those with a ranked model by their best place, then the others."""
        return lab_list(self.catalog)

    def lab(self, name: str) -> LabProfile:
        """One lab, by id or name, with its models and its best in each category."""
        return lab_profile(self.catalog, name)

    def provider_list(self) -> ProviderList:
        """All providers, those that serve most models first."""
        return provider_list(self.catalog)

    def provider(self, name: str) -> ProviderProfile:
        """One provider, by id or name, with what it serves today at which price."""
        return provider_profile(self.catalog, name)

    def speed(self, output: int = 1000, *, provider: str = "") -> SpeedBoard:
        """Every speed on file with its spread and age; `output` is the length of an answer in tokens, 1 to a million.

        Raises:
            BadSetting: it is no such length.

        """
        check_bounds("output", output, 1, LONGEST_ANSWER, whole=True)
        return speed_board(self.catalog, output, provider_of(self.catalog, provider) if provider else "")

    def log(
        self, *, since: str = "", until: str = "", model: str = "", kinds: Iterable[Kind] = ()
    ) -> tuple[Change, ...]:
        """Every change on its day, newest first: from a day on, up to a day, of a model, of some kinds.

        Both days count, a month or year whole.

        Raises:
            BadSetting: no such days, `since` is after `until` or after the newest facts.

        >>> {change.kind for change in library.log(since="2026-01", model="gpt-5.5", kinds=["new score"])}
        {'new score'}
        """
        who = naming.resolve(self.catalog, model).id if model else ""
        first, last = span_of(since, until, self.date)
        days = {"since": first, "until": last if until else ""}
        return changes_logged(self.catalog, **days, model=who, kinds=several_of("kinds", kinds, KINDS))

    def told(self, change: Change) -> ChangeLine:
        """A change of the log with the sentence about it."""
        return ChangeLine(change=change, words=line_words(change, self._names))

    @cached_property
    def _names(self) -> dict[str, str]:
        """Names of models, benchmarks, providers, sources and rankings by `kind/id`, with those that are gone."""
        return change_log(self.catalog).gone | names_of(self.catalog)
