"""The conditions that a results file of lm-evaluation-harness states, in the words of a run; keys are never taken."""

from msgspec import UNSET, Raw

from evenhand.importers.json_places import pointer
from evenhand.importers.logs.kept_settings import one_line, without_secrets
from evenhand.importers.logs.lm_eval_records import Results, TaskConfig
from evenhand.importers.logs.log import question_hash
from evenhand.importers.logs.log_file import LogFile
from evenhand.records.own_results import PromptStyle

# In this order the tool itself looks for the model's name.
NAMING_ARGUMENTS = ("peft", "delta", "pretrained", "model", "path", "engine")
# Arguments that change a result; any other may hold a key or an address and is left.
TAKEN_ARGUMENTS = (
    "pretrained", "peft", "delta", "revision", "subfolder", "dtype", "quantization", "load_in_8bit", "load_in_4bit",
    "gptqmodel", "autogptq", "gguf_file", "max_length", "max_model_len", "max_gen_toks", "add_bos_token",
    "prefix_token_id", "seed", "temperature", "top_p",
)  # fmt: skip
GENERATION = {"max_gen_toks": "max_tokens", "max_tokens": "max_tokens", "max_new_tokens": "max_tokens"}
SAMPLING = ("do_sample", "top_p", "top_k", "min_p", "seed", "num_beams", "repetition_penalty")
FINGERPRINT = 16


def fingerprint(text: str) -> str:
    """A text too long or too free for a setting, by which it is known to be the same."""
    return question_hash(text)[:FINGERPRINT]


def plain(value: object) -> str:
    """A setting as text: JSON's own words for true, false and nothing."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def model_arguments(results: Results) -> dict[str, str]:
    """What the arguments of the model say, whether written as an object or as `name=value,…`."""
    given = results.config.model_args or {}
    if isinstance(given, str):
        pairs = (part.partition("=") for part in given.split(",") if part.strip())
        given = {name.strip(): value for name, _, value in pairs}
    return {name: text for name, value in given.items() if (text := plain(value))}


def model_of(results: Results) -> str:
    """The model's name as the file gives it: its own entry, else the argument that names it, else the kind."""
    arguments = model_arguments(results)
    named = (arguments[name] for name in NAMING_ARGUMENTS if name in arguments)
    return results.model_name or next(named, "") or results.config.model


def prompt_style_of(results: Results) -> PromptStyle:
    """`chat` where a chat endpoint or template was used, `completion` where the file says that none was.

    Files without an entry for the template are of versions that had none, but for chat endpoints.
    """
    if "chat" in results.config.model.casefold() or results.chat_template:
        return "chat"
    before_templates = results.lm_eval_version is None and not results.configs
    return "completion" if results.chat_template is not UNSET or before_templates else ""


def settings_of(file: LogFile, results: Results, task: str) -> dict[str, str]:
    """What else changes a result of this task, on one line each; long texts are given by their fingerprint.

    Raises:
        BadLog: a setting of the generation is no plain value.

    """
    config = results.configs.get(task, TaskConfig())
    found = {"endpoint": results.config.model, **_arguments(results), **_of_run(results), **_of_task(config)}
    found |= _generation(file, config.generation_kwargs or {}, pointer("configs", task, "generation_kwargs"))
    if results.is_group(task):
        found["aggregate"] = ", ".join(results.group_subtasks.get(task, [])) or "several tasks"
    return {name: one_line(without_secrets(text)) for name, text in found.items() if text}


def _arguments(results: Results) -> dict[str, str]:
    given, model = model_arguments(results), model_of(results)
    return {name: given[name] for name in TAKEN_ARGUMENTS if given.get(name, model) != model}


def _of_run(results: Results) -> dict[str, str]:
    config = results.config
    return {
        "dtype": config.model_dtype or model_arguments(results).get("dtype", ""),
        "revision": config.model_revision or model_arguments(results).get("revision", ""),
        "model_sha": config.model_sha or "",
        "limit": "" if config.limit is None else bytes(config.limit).decode("ascii", "replace"),
        "git_hash": results.git_hash or "",
        "system_prompt": fingerprint(results.system_instruction) if results.system_instruction else "",
        "chat_template": fingerprint(results.chat_template) if results.chat_template else "",
        "fewshot_as_multiturn": "true" if results.fewshot_as_multiturn else "",
    }


def _of_task(config: TaskConfig) -> dict[str, str]:
    dataset = ", ".join(name for name in (config.dataset_path, config.dataset_name) if name)
    template = fingerprint(config.doc_to_text) if isinstance(config.doc_to_text, str) else ""
    return {"output_type": config.output_type or "", "dataset": dataset, "template": template}


def _generation(file: LogFile, given: dict[str, Raw], place: str) -> dict[str, str]:
    wanted = {**GENERATION, **{name: name for name in SAMPLING}}
    texts = {name: bytes(raw).decode("utf-8", "replace") for name, raw in given.items() if name in wanted}
    for name, text in texts.items():
        if text[:1] in '"[{':
            raise file.bad("a number or a yes or no is expected here", place + pointer(name), text[:80])
    return {wanted[name]: text for name, text in texts.items() if text != "null"}


def temperature_of(file: LogFile, results: Results, task: str) -> str:
    """The temperature of a task's generation as written; empty where none is stated.

    Raises:
        BadLog: it is no number.

    """
    given = (results.configs.get(task, TaskConfig()).generation_kwargs or {}).get("temperature")
    return (
        ""
        if given is None
        else file.digits(given, pointer("configs", task, "generation_kwargs", "temperature"), may_lack=True)
    )
