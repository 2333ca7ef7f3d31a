"""How a strictly typed program uses Evenhand; `mypy` checks it with the package, a test runs it."""

import evenhand
from evenhand import Library, Workload
from evenhand.records.facts import Model
from evenhand.records.states import State


def leaders(library: Library, left: str, right: str) -> dict[str, State]:
    """The state of each category of a pair."""
    report: evenhand.ComparisonReport = library.compare(left, right, lane="verified")
    return {category.id: category.state for category in report.comparison.categories}


def cheapest(library: Library, *names: str) -> str | None:
    """Which of some models costs least a month; None where no price is known."""
    costs = library.cost(*names, workload=Workload(input=20_000, output=800, requests=50_000))
    known = {
        model.name: model.cheapest.per_month
        for model in costs.models
        if model.cheapest and model.cheapest.per_month is not None
    }
    return min(known, key=lambda name: known[name]) if known else None


def open_models(library: Library) -> list[Model]:
    """Ranked models whose weights can be downloaded."""
    asked = evenhand.AskedModels(open_weights=True, ranked=True)
    return [library.models[line.id] for line in library.search(asked)]


def best_place(library: Library, name: str) -> int | None:
    """The best place that the evidence leaves open for a model."""
    try:
        board = library.rank(weights={"coding": 50})
    except evenhand.BadSetting:
        return None
    return next((row.place.best for row in board.rows if row.model == name and row.place), None)
