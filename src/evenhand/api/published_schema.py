"""The JSON Schemas of the answers, from the structs that are answered."""

from functools import cache
from typing import Any

import msgspec

from evenhand.api.described_records import describe, records_of
from evenhand.records.benchmark_history import BenchmarkHistory
from evenhand.records.benchmarks import BenchmarkLine, BenchmarkProfile
from evenhand.records.board import Board
from evenhand.records.brief import Brief, BriefHead
from evenhand.records.change_lines import ChangeLine
from evenhand.records.changes import ChangesReport
from evenhand.records.cost import Costs
from evenhand.records.coverage import Coverage
from evenhand.records.disagreements import Disagreements
from evenhand.records.explanation import (
    CategoryExplanation,
    ClassicExplanation,
    EstimateExplanation,
    OverallExplanation,
    ScoreExplanation,
)
from evenhand.records.explore import Exploration
from evenhand.records.facts import Observation, Offer
from evenhand.records.find import Finding
from evenhand.records.lab_profile import LabLine, LabProfile
from evenhand.records.listed import Listed
from evenhand.records.matrix import MatrixReport
from evenhand.records.model_lines import ListedModels
from evenhand.records.places import PlaceHistory
from evenhand.records.price_history import PriceHistory
from evenhand.records.pricing import PriceBoard
from evenhand.records.problems import Problem
from evenhand.records.profile import ModelProfile
from evenhand.records.provider_profile import ProviderLine, ProviderProfile
from evenhand.records.report import ComparisonReport
from evenhand.records.self_hosting import SelfHostingReport
from evenhand.records.similar_models import SimilarModels
from evenhand.records.sources import SourceLine, SourceProfile
from evenhand.records.speed_board import SpeedBoard
from evenhand.records.strengths import Strengths
from evenhand.records.votes import VoteBoard, VoteLine, VotePair

DIALECT = "https://json-schema.org/draft/2020-12/schema"
SHAPES: dict[str, Any] = {
    "compare": ComparisonReport,
    "rank": Board,
    "cost": Costs,
    "find": Finding,
    "matrix": MatrixReport,
    "pricing": PriceBoard,
    "speed": SpeedBoard,
    "explore": Exploration,
    "changes": Listed[ChangeLine],
    "changes-report": ChangesReport,
    "models": ListedModels,
    "model": ModelProfile,
    "places": PlaceHistory,
    "strengths": Strengths,
    "similar-models": SimilarModels,
    "price-history": PriceHistory,
    "self-hosting": SelfHostingReport,
    "benchmark-history": BenchmarkHistory,
    "lab": LabProfile,
    "provider": ProviderProfile,
    "coverage": Coverage,
    "explain": ScoreExplanation,
    "score": EstimateExplanation,
    "classic-values": ClassicExplanation,
    "category": CategoryExplanation,
    "overall": OverallExplanation,
    "benchmarks": Listed[BenchmarkLine],
    "benchmark": BenchmarkProfile,
    "scores": Listed[Observation],
    "prices": Listed[Offer],
    "labs": Listed[LabLine],
    "providers": Listed[ProviderLine],
    "sources": Listed[SourceLine],
    "source": SourceProfile,
    "disagreements": Disagreements,
    "vote-boards": Listed[VoteLine],
    "votes": VoteBoard,
    "vote-pair": VotePair,
    "briefs": Listed[BriefHead],
    "brief": Brief,
    "problem": Problem,
}


def published_schema(name: str) -> dict[str, Any]:
    """The schema of an answer: the very struct that the interface sends and `--json` prints."""
    schema = msgspec.json.schema(SHAPES[name])
    describe(schema.get("$defs", {}), answered_records())
    return {"$schema": DIALECT, "title": name, **schema}


@cache
def answered_records() -> dict[str, type[msgspec.Struct]]:
    """Every record that an answer is made of, by name."""
    return records_of(SHAPES.values())
