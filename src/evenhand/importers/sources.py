"""The sources that can be collected: one line each, and those that other packages bring."""

from collections.abc import Mapping
from importlib.metadata import entry_points

from evenhand.errors import BadSetting
from evenhand.importers import (
    aider,
    alpaca_eval,
    benchlm,
    benchpress,
    epoch,
    evalica,
    every_eval_ever,
    gemma_card,
    genai_prices,
    kimi_card,
    kimi_k2_card,
    litellm,
    llm_stats,
    llmperf,
    longcat_card,
    mimo_card,
    model_prices,
    models_dev,
    openhands_index,
    simple_evals,
    tau2_bench,
    thefastest_ai,
)
from evenhand.importers.source import Importer

ENTRY_POINTS = "evenhand.sources"

OURS: dict[str, Importer] = {
    "aider": aider.IMPORTER,
    "alpaca-eval": alpaca_eval.IMPORTER,
    "benchlm": benchlm.IMPORTER,
    "benchpress": benchpress.IMPORTER,
    "epoch": epoch.IMPORTER,
    "evalica": evalica.IMPORTER,
    "every-eval-ever": every_eval_ever.IMPORTER,
    "gemma-4-model-card": gemma_card.IMPORTER,
    "genai-prices": genai_prices.IMPORTER,
    "kimi-k2-card": kimi_k2_card.IMPORTER,
    "kimi-k2.5-card": kimi_card.IMPORTER,
    "litellm": litellm.IMPORTER,
    "llm-stats": llm_stats.IMPORTER,
    "llmperf": llmperf.IMPORTER,
    "longcat-flash-thinking-card": longcat_card.IMPORTER,
    "mimo-v2-flash-card": mimo_card.IMPORTER,
    "model-prices": model_prices.IMPORTER,
    "models-dev": models_dev.IMPORTER,
    "openai-simple-evals": simple_evals.IMPORTER,
    "openhands-index": openhands_index.IMPORTER,
    "tau2-bench": tau2_bench.IMPORTER,
    "thefastest-ai": thefastest_ai.IMPORTER,
}


def all_importers() -> Mapping[str, Importer]:
    """Ours and those that installed packages name under the entry point `evenhand.sources`.

    Raises:
        BadSetting: a package brings something else than an Importer, or a source that exists.

    """
    found = dict(OURS)
    for entry in entry_points(group=ENTRY_POINTS):
        brought = entry.load()
        if not isinstance(brought, Importer):
            raise BadSetting(f"the entry point {entry.name!r} ({entry.value}) is no Importer")
        if entry.name in found:
            raise BadSetting(f"the entry point {entry.name!r} ({entry.value}) has the name of a source that exists")
        found[entry.name] = brought
    return dict(sorted(found.items()))
