"""What is in `deploy/` fits the program: command lines, settings, ports, folders and users are those that there are."""

import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import click
import pytest
import yaml

from evenhand.brief.mail_settings import mail_settings
from evenhand.cli import commands

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
CONTAINERFILE = (DEPLOY / "Containerfile").read_text("utf-8").replace("\\\n", " ")
UNITS = sorted(DEPLOY.glob("*.service"))
PROGRAM = "/opt/evenhand/bin/evenhand"
VARIABLE = re.compile(r"\b(EVENHAND_[A-Z_]+|FORWARDED_ALLOW_IPS)\b")
OURS = ("site", "sender")


def unit(path: Path) -> dict[str, list[str]]:
    """The settings of a unit, each with its values in order."""
    found: dict[str, list[str]] = {}
    for line in path.read_text("utf-8").splitlines():
        name, sign, value = line.partition("=")
        if sign and not line.startswith("#"):
            found.setdefault(name, []).append(value)
    return found


def example() -> dict[str, str]:
    """The example settings that are set, as a shell reads them."""
    lines = (DEPLOY / "settings.example.env").read_text("utf-8").splitlines()
    pairs = [shlex.split(line)[0].partition("=") for line in lines if line and not line.startswith("#")]
    return {name: value for name, _, value in pairs}


def command_lines() -> Iterator[tuple[str, list[str]]]:
    """Every command line of the program in these files, with where it stands."""
    for path in UNITS:
        for line in unit(path)["ExecStart"]:
            program, *arguments = shlex.split(line)
            assert program == PROGRAM
            yield path.name, arguments
    for name in OURS:
        yield f"compose {name}", COMPOSE["services"][name]["command"]
    test = COMPOSE["services"]["sender"]["healthcheck"]["test"]
    assert test[:2] == ["CMD", "evenhand"]
    yield "health of the sender", test[2:]
    yield "Containerfile", yaml.safe_load(re.search(r"^CMD (\[.*\])$", CONTAINERFILE, re.MULTILINE)[1])  # type: ignore[index]
    for line in re.findall(rf"(?:{PROGRAM}|run --rm sender) (brief [^\n]*)", (DEPLOY / "README.md").read_text("utf-8")):
        yield "README", shlex.split(line)


LINES = list(command_lines())


@pytest.mark.parametrize(("where", "arguments"), LINES, ids=[f"{where}: {' '.join(said)}" for where, said in LINES])
def test_command_lines_are_understood(where: str, arguments: list[str]) -> None:
    """Each command exists, and its own parser takes these options."""
    found: click.Command = commands
    parent, left = click.Context(commands, info_name="evenhand"), list(arguments)
    while isinstance(found, click.Group):
        name, inner, left = found.resolve_command(parent, left)
        assert inner is not None, where
        parent, found = click.Context(inner, parent, name), inner
    assert found.make_context(arguments[0], left, parent)


def test_settings_are_read() -> None:
    """The example is taken as it is by the code that reads it, and turns the form on."""
    settings = mail_settings(example())
    assert settings.form_on
    assert settings.server is not None
    assert settings.sender_address == "brief@example.org"


def test_no_setting_is_unknown_or_forgotten() -> None:
    """Every variable that these files name is read by the program, and the example has all of the brief's."""
    source = "\n".join(path.read_text("utf-8") for path in (ROOT / "src/evenhand").rglob("*.py"))
    read_whole = set(VARIABLE.findall(source))
    from_variables = {f"EVENHAND_{name}" for name in import_module("evenhand.brief.mail_settings").VARIABLES.values()}
    elsewhere = {"EVENHAND_DATABASE_PASSWORD", "EVENHAND_BOUNCES_FOLDER", "FORWARDED_ALLOW_IPS"}
    files = [path for path in DEPLOY.iterdir() if path.is_file()]
    named = {name for path in files for name in VARIABLE.findall(path.read_text("utf-8"))}
    assert named - read_whole - from_variables - elsewhere == set()
    offered = set(VARIABLE.findall((DEPLOY / "settings.example.env").read_text("utf-8")))
    assert from_variables - offered <= {"EVENHAND_MAIL_PLAIN"}


def test_containers_have_no_rights() -> None:
    """Every container has a read-only root, no capability, no way to more rights, and a check of its health."""
    for name, service in COMPOSE["services"].items():
        assert service["read_only"], name
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert service["restart"] == "unless-stopped", name
        assert "healthcheck" in service or "HEALTHCHECK" in CONTAINERFILE, name
    assert COMPOSE["networks"]["inside"]["internal"]
    assert COMPOSE["services"]["database"]["networks"] == ["inside"]
    assert "ports" not in COMPOSE["services"]["database"]
    assert all(port.startswith("127.0.0.1:") for port in COMPOSE["services"]["site"]["ports"])


def test_what_is_written_outlives_a_container() -> None:
    """State, backups and database are volumes; the image's folders are those, of the user that it runs as."""
    mounts = [mount for service in COMPOSE["services"].values() for mount in service["volumes"]]
    named = {mount.partition(":")[0] for mount in mounts if isinstance(mount, str)}
    assert named == set(COMPOSE["volumes"])
    folders = {mount.partition(":")[2] for mount in COMPOSE["services"]["site"]["volumes"]}
    assert set(yaml.safe_load(re.search(r"^VOLUME (\[.*\])$", CONTAINERFILE, re.MULTILINE)[1])) == folders  # type: ignore[index]
    assert re.search(r"^USER 10001:10001$", CONTAINERFILE, re.MULTILINE)
    assert "EVENHAND_STATE=/var/lib/evenhand" in CONTAINERFILE


def test_letters_that_came_back_are_where_the_sender_looks() -> None:
    """The folder is mounted for who sends, to be read alone, at the place that the example names."""
    (bound,) = [mount for mount in COMPOSE["services"]["sender"]["volumes"] if isinstance(mount, dict)]
    offered = re.findall(
        r"^#EVENHAND_BOUNCES=(.+)$", (DEPLOY / "settings.example.env").read_text("utf-8"), re.MULTILINE
    )
    assert (bound["type"], bound["target"], bound["read_only"]) == ("bind", offered[0], True)
    assert [
        mount
        for mount in COMPOSE["services"]["site"]["volumes"]
        if mount not in COMPOSE["services"]["sender"]["volumes"]
    ] == []
    assert COMPOSE["services"]["sender"]["command"][:3] == ["brief", "send", "--watch"]


def test_the_image_takes_files_that_are_there() -> None:
    """Each file that is copied exists, is let through by the ignore file, and nothing else is sent to the build."""
    ignore = (DEPLOY / "Containerfile.dockerignore").read_text("utf-8").splitlines()
    assert "*" in ignore
    let_through = {line[1:] for line in ignore if line.startswith("!")}
    copied = [
        line.split()[1:-1] for line in CONTAINERFILE.splitlines() if line.startswith("COPY ") and "--from" not in line
    ]
    names = {name for some in copied for name in some}
    assert names == let_through
    assert [name for name in names if not (ROOT / name).exists()] == []


def test_services_run_as_nobody_of_note() -> None:
    """Each unit runs as its own user, writes into its own folder alone, and can gain no rights."""
    for path in UNITS:
        said = unit(path)
        assert said["User"] == said["Group"] == ["evenhand"]
        assert said["StateDirectory"] == ["evenhand"]
        assert said["ProtectSystem"] == ["strict"]
        assert said["NoNewPrivileges"] == ["yes"]
        assert said["CapabilityBoundingSet"] == [""]
        assert "EVENHAND_STATE=/var/lib/evenhand" in said["Environment"][0]
    timer = unit(DEPLOY / "evenhand-brief.timer")
    assert timer["Persistent"] == ["yes"]


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd-analyze here")
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    """Its own verification finds no fault; a program that exists stands for the installed one."""
    for path in (*UNITS, DEPLOY / "evenhand-brief.timer"):
        (tmp_path / path.name).write_text(path.read_text("utf-8").replace(PROGRAM, "/bin/true"), "utf-8")
    files = [str(path) for path in sorted(tmp_path.iterdir())]
    run = subprocess.run(["systemd-analyze", "verify", "--man=no", *files], capture_output=True, text=True, check=False)
    assert [line for line in run.stderr.splitlines() if "evenhand" in line] == []
    calendar = unit(DEPLOY / "evenhand-brief.timer")["OnCalendar"][0]
    assert subprocess.run(["systemd-analyze", "calendar", calendar], capture_output=True, check=False).returncode == 0
