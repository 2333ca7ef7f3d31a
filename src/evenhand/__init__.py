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
    from evenhand.records.board import Board as Board
    from evenhand.records.changes import ChangesReport as ChangesReport
    from evenhand.records.comparison import Comparison as Comparison
    from evenhand.records.cost import Costs as Costs
    from evenhand.records.find import Finding as Finding
    from evenhand.records.model_lines import AskedModels as AskedModels
    from evenhand.records.operations import Workload as Workload
    from evenhand.records.operations import Worth as Worth
    from evenhand.records.report import ComparisonReport as ComparisonReport
    from evenhand.records.self_hosting import Hosting as Hosting
    from evenhand.records.self_hosting import SelfHostingReport as SelfHostingReport

HOMES = {
    "AskedModels": "records.model_lines",
    "BadCatalog": "errors",
    "BadSetting": "errors",
    "Board": "records.board",
    "ChangesReport": "records.changes",
    "Comparison": "records.comparison",
    "ComparisonReport": "records.report",
    "Costs": "records.cost",
    "EvenhandError": "errors",
    "Finding": "records.find",
    "Hosting": "records.self_hosting",
    "Library": "library",
    "SelfHostingReport": "records.self_hosting",
    "UnknownName": "errors",
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
