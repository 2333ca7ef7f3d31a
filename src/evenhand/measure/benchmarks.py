"""What can be run: the shipped question sets, and any task of Inspect AI by name."""

import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from evenhand.catalog.nearest import near_or
from evenhand.errors import BadSetting
from evenhand.measure.question_sets import hard_tasks

INSPECT_TASK = re.compile(r"[\w.-]+/[\w.-]+|.+\.py(?:@\w+)?")
DOCKER_WITHIN = 20
TASKS = "evenhand.measure.tasks"


class Runnable(Struct, frozen=True, kw_only=True):
    """A benchmark as a person names it: which task of Inspect it is and with which arguments.

    `module` holds a shipped task; without one `task` is Inspect's own name of it. `options` are what can be set:
    `shots`, `style`. `sandboxed` runs code that a model wrote.
    """

    name: str
    task: str
    module: str = ""
    arguments: Mapping[str, str | int] = {}
    options: frozenset[str] = frozenset()
    sandboxed: bool = False


ASKED = frozenset({"shots", "style"})
SHIPPED = {
    "bbh": Runnable(name="bbh", task="bbh", module=f"{TASKS}.bbh", options=ASKED),
    "gsm8k": Runnable(name="gsm8k", task="gsm8k", module=f"{TASKS}.gsm8k", options=ASKED),
    "ifeval": Runnable(name="ifeval", task="ifeval", module=f"{TASKS}.ifeval"),
    "humaneval": Runnable(name="humaneval", task="humaneval", module=f"{TASKS}.humaneval", sandboxed=True),
}


def runnable(text: str) -> Runnable:
    """The benchmark that a person names: `gsm8k`, `bbh`, `bbh:navigate`, `package/task`, `file.py@task`.

    Raises:
        BadSetting: there is none of this name.

    """
    name, _, part = text.strip().partition(":")
    if name.casefold() == "bbh" and part:
        return _part_of_bbh(part)
    if text.casefold() in SHIPPED:
        return SHIPPED[text.casefold()]
    if not INSPECT_TASK.fullmatch(text):
        near = near_or(text, list(SHIPPED), "shipped are")
        raise BadSetting(f"no benchmark is called {text[:80]!r}; {near}; or name a task of Inspect: package/task")
    file = text.rpartition("@")[0] or text
    if file.endswith(".py") and not Path(file).is_file():
        raise BadSetting(f"there is no file {file!r} to read a task from")
    return Runnable(name=text, task=text)


def _part_of_bbh(part: str) -> Runnable:
    wanted = part.casefold().replace("-", "_")
    if wanted not in hard_tasks():
        near = near_or(wanted, hard_tasks(), "its tasks are")
        raise BadSetting(f"BIG-Bench Hard has no task {part[:80]!r}; {near}")
    whole = SHIPPED["bbh"]
    return Runnable(
        name=f"bbh:{wanted}", task=whole.task, module=whole.module, arguments={"part": wanted}, options=ASKED
    )


def with_options(chosen: Runnable, *, shots: int | None, style: str | None) -> Runnable:
    """The benchmark with worked examples and a style of asking.

    Raises:
        BadSetting: this one has no such setting.

    """
    given: dict[str, str | int] = {}
    if shots is not None:
        given["shots"] = shots
    if style is not None:
        given["style"] = style
    for option in given.keys() - chosen.options:
        raise BadSetting(f"{chosen.name} is always asked in one way; it takes no --{option}")
    return Runnable(
        name=chosen.name,
        task=chosen.task,
        module=chosen.module,
        arguments={**chosen.arguments, **given},
        options=chosen.options,
        sandboxed=chosen.sandboxed,
    )


def refuse_without_container(chosen: Runnable) -> None:
    """Refuse to run what a model wrote anywhere but in a container.

    Raises:
        BadSetting: docker does not answer here.

    """
    if chosen.sandboxed and not docker_answers():
        raise BadSetting(
            f"{chosen.name} runs programs that a model wrote, only ever inside a container, and docker does not answer "
            "here; nothing was asked and nothing was run"
        )


def docker_answers() -> bool:
    """Whether containers can be started: docker is there, its service answers, and it can compose."""
    docker = shutil.which("docker")
    if docker is None:
        return False
    try:
        asked = [[docker, "info", "--format", "{{.ServerVersion}}"], [docker, "compose", "version"]]
        done = [subprocess.run(one, capture_output=True, timeout=DOCKER_WITHIN, check=False) for one in asked]  # noqa: S603 - fixed words
    except (OSError, subprocess.TimeoutExpired):
        return False
    return all(one.returncode == 0 for one in done)
