"""The JSON Schemas of the answers, from the structs that are answered."""

from typing import Any

import msgspec

from evenhand.api.answers import ModelList
from evenhand.api.problems import Problem
from evenhand.records.benchmarks import BenchmarkList, BenchmarkProfile
from evenhand.records.board import Board
from evenhand.records.cost import Costs
from evenhand.records.disagreements import Disagreements
from evenhand.records.explanation import EstimateExplanation, ScoreExplanation
from evenhand.records.find import Finding
from evenhand.records.profile import ModelProfile
from evenhand.records.report import ComparisonReport
from evenhand.records.sources import SourceList, SourceProfile
from evenhand.records.votes import VoteBoard, VoteList, VotePair

DIALECT = "https://json-schema.org/draft/2020-12/schema"
SHAPES: dict[str, type[msgspec.Struct]] = {
    "compare": ComparisonReport,
    "rank": Board,
    "cost": Costs,
    "find": Finding,
    "models": ModelList,
    "model": ModelProfile,
    "explain": ScoreExplanation,
    "score": EstimateExplanation,
    "benchmarks": BenchmarkList,
    "benchmark": BenchmarkProfile,
    "sources": SourceList,
    "source": SourceProfile,
    "disagreements": Disagreements,
    "vote-boards": VoteList,
    "votes": VoteBoard,
    "vote-pair": VotePair,
    "problem": Problem,
}


def published_schema(name: str) -> dict[str, Any]:
    """The schema of an answer: the very struct that the interface sends and `--json` prints."""
    return {"$schema": DIALECT, "title": name, **msgspec.json.schema(SHAPES[name])}
