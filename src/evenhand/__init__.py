"""Evenhand: put two language models side by side and get an answer you can check.

>>> import evenhand
>>> library = evenhand.load()
>>> report = library.compare("gemma-4-12b", "gpt-5.5")
>>> report.comparison.left.name
'Gemma 4 12B'

What is named here is the public interface; docs/python.md shows it at work. Nothing is loaded before it is asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evenhand.errors import BadCatalog as BadCatalog
    from evenhand.errors import BadSetting as BadSetting
    from evenhand.errors import EvenhandError as EvenhandError
    from evenhand.errors import UnknownName as UnknownName
    from evenhand.library import Library as Library
    from evenhand.library import load as load
    from evenhand.records.benchmarks import BenchmarkList as BenchmarkList
    from evenhand.records.benchmarks import BenchmarkProfile as BenchmarkProfile
    from evenhand.records.board import Board as Board
    from evenhand.records.brief import Brief as Brief
    from evenhand.records.brief import BriefHead as BriefHead
    from evenhand.records.change_lines import ChangeLine as ChangeLine
    from evenhand.records.changes import ChangesReport as ChangesReport
    from evenhand.records.changes import DescriptionChange as DescriptionChange
    from evenhand.records.changes import PlaceChange as PlaceChange
    from evenhand.records.changes import PriceChange as PriceChange
    from evenhand.records.changes import RejectionChange as RejectionChange
    from evenhand.records.changes import ScoreChange as ScoreChange
    from evenhand.records.comparison import Comparison as Comparison
    from evenhand.records.cost import Costs as Costs
    from evenhand.records.coverage import Coverage as Coverage
    from evenhand.records.disagreements import Disagreements as Disagreements
    from evenhand.records.explanation import CategoryExplanation as CategoryExplanation
    from evenhand.records.explanation import ClassicExplanation as ClassicExplanation
    from evenhand.records.explanation import EstimateExplanation as EstimateExplanation
    from evenhand.records.explanation import OverallExplanation as OverallExplanation
    from evenhand.records.explanation import ScoreExplanation as ScoreExplanation
    from evenhand.records.explore import Exploration as Exploration
    from evenhand.records.explore import PlotFilter as PlotFilter
    from evenhand.records.facts import Benchmark as Benchmark
    from evenhand.records.facts import Lab as Lab
    from evenhand.records.facts import Model as Model
    from evenhand.records.facts import Observation as Observation
    from evenhand.records.facts import Offer as Offer
    from evenhand.records.facts import Provider as Provider
    from evenhand.records.facts import Source as Source
    from evenhand.records.find import Finding as Finding
    from evenhand.records.lab_profile import LabList as LabList
    from evenhand.records.lab_profile import LabProfile as LabProfile
    from evenhand.records.matrix import MatrixReport as MatrixReport
    from evenhand.records.model_lines import AskedModels as AskedModels
    from evenhand.records.model_lines import ModelLine as ModelLine
    from evenhand.records.model_lines import ModelList as ModelList
    from evenhand.records.operations import Workload as Workload
    from evenhand.records.operations import Worth as Worth
    from evenhand.records.places import PlaceHistory as PlaceHistory
    from evenhand.records.price_history import PriceHistory as PriceHistory
    from evenhand.records.pricing import PriceBoard as PriceBoard
    from evenhand.records.profile import ModelProfile as ModelProfile
    from evenhand.records.provider_profile import ProviderList as ProviderList
    from evenhand.records.provider_profile import ProviderProfile as ProviderProfile
    from evenhand.records.ranking import Ranking as Ranking
    from evenhand.records.report import ComparisonReport as ComparisonReport
    from evenhand.records.self_hosting import Hosting as Hosting
    from evenhand.records.self_hosting import SelfHostingReport as SelfHostingReport
    from evenhand.records.similar_models import SimilarModels as SimilarModels
    from evenhand.records.sources import SourceList as SourceList
    from evenhand.records.sources import SourceProfile as SourceProfile
    from evenhand.records.speed_board import SpeedBoard as SpeedBoard
    from evenhand.records.strengths import Strengths as Strengths
    from evenhand.records.votes import VoteBoard as VoteBoard
    from evenhand.records.votes import VoteList as VoteList
    from evenhand.records.votes import VotePair as VotePair

HOMES = {
    "AskedModels": "records.model_lines",
    "BadCatalog": "errors",
    "BadSetting": "errors",
    "Benchmark": "records.facts",
    "BenchmarkList": "records.benchmarks",
    "BenchmarkProfile": "records.benchmarks",
    "Board": "records.board",
    "Brief": "records.brief",
    "BriefHead": "records.brief",
    "CategoryExplanation": "records.explanation",
    "ChangeLine": "records.change_lines",
    "ChangesReport": "records.changes",
    "ClassicExplanation": "records.explanation",
    "Comparison": "records.comparison",
    "ComparisonReport": "records.report",
    "Costs": "records.cost",
    "Coverage": "records.coverage",
    "DescriptionChange": "records.changes",
    "Disagreements": "records.disagreements",
    "EstimateExplanation": "records.explanation",
    "EvenhandError": "errors",
    "Exploration": "records.explore",
    "Finding": "records.find",
    "Hosting": "records.self_hosting",
    "Lab": "records.facts",
    "LabList": "records.lab_profile",
    "LabProfile": "records.lab_profile",
    "Library": "library",
    "MatrixReport": "records.matrix",
    "Model": "records.facts",
    "ModelLine": "records.model_lines",
    "ModelList": "records.model_lines",
    "ModelProfile": "records.profile",
    "Observation": "records.facts",
    "Offer": "records.facts",
    "OverallExplanation": "records.explanation",
    "PlaceChange": "records.changes",
    "PlaceHistory": "records.places",
    "PlotFilter": "records.explore",
    "PriceBoard": "records.pricing",
    "PriceChange": "records.changes",
    "PriceHistory": "records.price_history",
    "Provider": "records.facts",
    "ProviderList": "records.provider_profile",
    "ProviderProfile": "records.provider_profile",
    "Ranking": "records.ranking",
    "RejectionChange": "records.changes",
    "ScoreChange": "records.changes",
    "ScoreExplanation": "records.explanation",
    "SelfHostingReport": "records.self_hosting",
    "SimilarModels": "records.similar_models",
    "Source": "records.facts",
    "SourceList": "records.sources",
    "SourceProfile": "records.sources",
    "SpeedBoard": "records.speed_board",
    "Strengths": "records.strengths",
    "UnknownName": "errors",
    "VoteBoard": "records.votes",
    "VoteList": "records.votes",
    "VotePair": "records.votes",
    "Workload": "records.operations",
    "Worth": "records.operations",
    "load": "library",
}
__all__ = tuple(HOMES)


def __getattr__(name: str) -> object:
    """A public name, with what it needs, when it is first asked for."""
    if name not in HOMES:
        raise AttributeError(f"module 'evenhand' has no attribute {name!r}")
    return getattr(import_module(f"evenhand.{HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(HOMES)
