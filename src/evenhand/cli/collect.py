"""`evenhand collect`: bring the facts of one source up to its files."""

from pathlib import Path

import click

from evenhand.importers.price_import import PriceReport
from evenhand.importers.price_runner import PRICE_SOURCES, collect_prices
from evenhand.importers.runner import Report, collect
from evenhand.importers.score_sources import SCORE_SOURCES
from evenhand.settings import shipped_data

