"""What running models takes: prices of a workload, speeds, and any measure against any other."""

from typing import Annotated, Literal

from litestar.di import NamedDependency
from litestar.params import PathParameter, QueryParameter
from msgspec import structs

from evenhand.api import parameters as of
from evenhand.api.answering import answer
from evenhand.comparison.speed_board import LONGEST_ANSWER
from evenhand.comparison.workload_presets import MOST_A_DAY
from evenhand.library import Library
from evenhand.library.rules import Rules
from evenhand.records.explore import Exploration, PlotFilter, Scale, Served
from evenhand.records.operations import Workload
from evenhand.records.pricing import PriceBoard
from evenhand.records.speed_board import SpeedBoard

Preset = Annotated[
    str,
    PathParameter(
        max_length=of.LONGEST_NAME, description="an example of a workload", examples=of.shown("chat", "code-agent")
    ),
]
Plot = Annotated[
    str,
    PathParameter(max_length=of.LONGEST_NAME, description="a plot by its name", examples=of.shown("price-vs-score")),
]
EveryOffer = Annotated[bool, QueryParameter(description="a row for each offer in place of each model")]
Past = Annotated[bool, QueryParameter(description="with offers: those too that hold no longer")]
ADay = Annotated[
    float | None,
    of.bounded(0, MOST_A_DAY, "requests a day, in place of a month", 1000),
]
Tokens = Annotated[int, of.bounded(1, LONGEST_ANSWER, "tokens of an answer", 1000)]
MeasureName = Annotated[
    str,
    QueryParameter(
        max_length=of.LONGEST_NAME,
        description="a measure: score, score-coding, blended, released, or a benchmark",
        examples=of.shown("score", "blended"),
    ),
]
ScaleName = Annotated[
    Literal["", Scale],
    QueryParameter(description="linear or log; the usual one when left out", examples=of.shown("log")),
]
Unranked = Annotated[bool, QueryParameter(description="models too that have no place")]
Retired = Annotated[
    Served,
    QueryParameter(
        description="no leaves out models that are no longer served, only shows them alone", examples=of.shown("no")
    ),
]


@answer("/pricing", "What a workload costs with every model")
async def pricing(
    library: NamedDependency[Library],
    workload: NamedDependency[Workload],
    rules: NamedDependency[Rules],
    requests_a_day: ADay = None,
    price: of.WhichPrice = "cheapest",
    offers: EveryOffer = False,  # noqa: FBT002 - a switch in an address
    past: Past = False,  # noqa: FBT002 - a switch in an address
    lab: of.AboutLab = "",
    provider: of.AboutProvider = "",
    category: of.CategoryName = "overall",
    min_score: of.LeastScore = None,
) -> PriceBoard:
    """Each model at the offer that is asked for, or every offer, cheapest first, beside the model's score."""
    return library.pricing(
        workload,
        a_day=requests_a_day,
        price=price,
        every_offer=offers,
        past=past,
        lab=lab,
        provider=provider,
        category=category,
        min_score=min_score,
        **rules.asked(),
    )


@answer("/pricing/{preset:str}", "What an example of a workload costs")
async def preset_pricing(library: NamedDependency[Library], preset: Preset) -> PriceBoard:
    """The same for an example under a name."""
    return library.preset_pricing(preset)


@answer("/speed", "The speeds on file")
async def speed(
    library: NamedDependency[Library], output: Tokens = 1000, provider: of.AboutProvider = ""
) -> SpeedBoard:
    """Every speed by model, provider and source, with its spread and age; old ones count for nothing."""
    return library.speed(output, provider=provider)


@answer("/explore", "Any measure against any other")
async def explore(
    library: NamedDependency[Library],
    workload: NamedDependency[Workload],
    rules: NamedDependency[Rules],
    x: MeasureName = "blended",
    y: MeasureName = "score",
    x_scale: ScaleName = "",
    y_scale: ScaleName = "",
    lab: of.AboutLab = "",
    unranked: Unranked = False,  # noqa: FBT002 - a switch in an address
    retired: Retired = "",
) -> Exploration:
    """Models by two measures, with the line of those that no other beats in both."""
    asked = PlotFilter(lab=lab, open_weights=workload.open_weights, unranked=unranked, retired=retired)
    plain = structs.replace(workload, open_weights=False)
    return library.explore(
        x,
        y,
        workload=plain,
        asked=asked,
        x_scale=x_scale,
        y_scale=y_scale,
        **rules.asked(),
    )


@answer("/explore/{plot:str}", "A plot by its name")
async def plotted(library: NamedDependency[Library], plot: Plot) -> Exploration:
    """The same for two measures that have a name together."""
    return library.plot(plot)


HANDLERS = (
    pricing,
    preset_pricing,
    speed,
    explore,
    plotted,
)
