"""The conditions of an own run in the catalog's words: all that a log states and that can change a result."""

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from evenhand.importers.plain_cells import exact, plain
from evenhand.records.own_results import OwnRun, Tool

LONGEST = 600
# Settings that are said first, in this order; all others follow by name.
FIRST = ("filter", "template", "top_p", "top_k", "min_p", "max_tokens", "stop", "seed")
HARNESS = "harness"
# Settings of the model and of who serves it: two models are compared each with its own.
OF_THE_MODEL = (
    "endpoint", "deployment", "provider", "region", "engine", "backend", "device", "revision", "model_sha", "subfolder",
    "dtype", "precision", "quantization", "load_in_8bit", "load_in_4bit", "gptqmodel", "autogptq", "gguf_file", "peft",
    "delta", "weights",
)  # fmt: skip
# What the number of questions says already.
OF_THE_SIZE = ("limit", "dataset_samples")
ELSEWHERE = frozenset({HARNESS, *OF_THE_MODEL, *OF_THE_SIZE})


class ToolWords(Struct, frozen=True):
    """What a tool is called, where it is described, and whether it runs the tests itself."""

    name: str
    link: str
    runs: bool = True

    @property
    def files(self) -> str:
        """What its results are read from: `logs of Inspect AI`, and of what is no program its own word."""
        return self.name if self.name[0].islower() and not self.runs else f"logs of {self.name}"


TOOLS: dict[Tool, ToolWords] = {
    "inspect": ToolWords("Inspect AI", "https://inspect.aisi.org.uk/"),
    "lm-eval": ToolWords("LM Evaluation Harness", "https://github.com/EleutherAI/lm-evaluation-harness"),
    "helm": ToolWords("HELM", "https://github.com/stanford-crfm/helm"),
    "lighteval": ToolWords("LightEval", "https://github.com/huggingface/lighteval"),
    "every-eval-ever": ToolWords("Every Eval Ever", "https://github.com/evaleval/every_eval_ever", runs=False),
    "model-index": ToolWords("model cards", "https://huggingface.co/docs/hub/model-cards", runs=False),
    "simple-evals": ToolWords("simple-evals", "https://github.com/openai/simple-evals"),
    "llmperf": ToolWords("LLMPerf", "https://github.com/ray-project/llmperf"),
    "measured": ToolWords("Evenhand", ""),
    "csv": ToolWords("tables", "", runs=False),
}


def harness(tool: Tool, run: OwnRun) -> str:
    """The program that ran the test, with its version: `Inspect AI 0.3.285`; empty where the log does not say."""
    words = TOOLS[tool]
    named = words.name if words.runs else run.settings.get(HARNESS, "")
    version = run.tool_version if words.runs else ""
    return _cell(f"{named} {version}".strip())


def prompting(tool: Tool, run: OwnRun, *, version: str = "") -> str:
    """How the model was asked: `chat; 3 shots; temperature 0; top_p 1`; `version` is that of the tool's task."""
    return _cell("; ".join(_said(tool, run, version)))


def mode(run: OwnRun) -> str:
    """How the model was run and served: `thinking; endpoint hf; dtype bfloat16`; chosen for the model, not the test."""
    served = (f"{name} {run.settings[name]}" for name in OF_THE_MODEL if run.settings.get(name))
    return _cell("; ".join(part for part in (run.mode, *served) if part))


def measured(run: OwnRun, imported: str) -> str | None:
    """The ISO day of the run; None where it states none, or one after the day of its import."""
    try:
        day = date.fromisoformat(run.measured[:10]).isoformat()
    except ValueError:
        return None
    return day if day <= imported else None


def in_short(tool: Tool, run: OwnRun) -> str:
    """All conditions as one text, for people."""
    stated = [f"{name} {value}" for name in ("effort", "tools", "trials", "judge") if (value := getattr(run, name))]
    version = [f"version {run.version}"] if run.version else []
    return "; ".join(part for part in (harness(tool, run), *version, *stated, prompting(tool, run), mode(run)) if part)


def _said(tool: Tool, run: OwnRun, version: str) -> Iterator[str]:
    if version:
        yield f"task version {version}"
    if run.prompt_style:
        yield run.prompt_style
    if run.shots is not None:
        yield f"{run.shots} shot{'' if run.shots == 1 else 's'}"
    if run.temperature:
        yield f"temperature {run.temperature}"
    if run.tool_version and not TOOLS[tool].runs:
        yield f"written by {TOOLS[tool].name} {run.tool_version}"
    told = {name: value for name, value in run.settings.items() if name not in ELSEWHERE and value}
    for name in (*(name for name in FIRST if name in told), *sorted(set(told) - set(FIRST))):
        yield f"{name} {told[name]}"


def _cell(text: str) -> str:
    return exact(text) if len(text) <= LONGEST else plain(text, LONGEST)
