"""The documents name what there is, and nothing names a path of the machine that it was written on."""

import json
import re
import subprocess
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.routes import HTTPRoute

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.loading import PLACES
from evenhand.cli import COMMANDS
from evenhand.cli.schema import FILES, schema_text
from evenhand.server import create_app

ROOT = Path(__file__).parents[2]
# In two pieces, so that this file does not find itself.
FOREIGN = re.compile("|".join(("/wor" + "k/", r"\.\./shar" + "ed/", "/shar" + "ed/(?:design|seeds|data)")))
TEXTS = {".py", ".md", ".toml", ".html", ".css", ".csv", ".txt", ".json", ".ini", ".cfg", ""}


def tracked() -> list[Path]:
    """The files of the project: what git tracks and what it does not ignore, else everything in a plain copy."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    names = run.stdout.splitlines()
    found = [ROOT / name for name in names] if run.returncode == 0 else list((ROOT / "src").rglob("*"))
    return [path for path in found if path.is_file()]


def manual() -> str:
    """All documents a person reads, as one text."""
    named = [ROOT / name for name in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md")]
    return "\n".join(path.read_text("utf-8") for path in [*named, *(ROOT / "docs").rglob("*.md")] if path.is_file())


def test_documents_are_there() -> None:
    """The papers that a newcomer and a contributor look for exist and are not empty."""
    for name in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE", "NOTICE"):
        assert (ROOT / name).is_file(), name
        assert (ROOT / name).stat().st_size > 100, name


def test_first_lines_of_the_readme() -> None:
    """The README's first screen holds the two commands."""
    first = "\n".join((ROOT / "README.md").read_text("utf-8").splitlines()[:30])
    assert "make compare" in first
    assert "make test" in first


def test_every_command_is_described() -> None:
    """Each command of the command line is in the documents."""
    text = manual()
    assert [name for name in COMMANDS if f"evenhand {name}" not in text] == []


def test_every_folder_of_facts_is_described() -> None:
    """Each folder of facts is in the documents."""
    text = manual()
    assert [name for name in {place.partition("/")[0] for place in PLACES} if f"{name}/" not in text] == []


def test_every_layer_is_described() -> None:
    """Each folder of the package is in ARCHITECTURE."""
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    folders = [path.parent.name for path in (ROOT / "src/evenhand").glob("*/__init__.py")]
    assert [name for name in folders if f"`{name}" not in text and f"{name}/" not in text] == []


def test_every_address_is_described(catalog: Catalog) -> None:
    """Each page and each address of the API is in the documents, by its fixed first parts."""
    text = manual()
    app: Litestar = create_app(catalog)
    paths = {route.path for route in app.routes if isinstance(route, HTTPRoute)}
    fixed = {path.partition("{")[0].rstrip("/") or "/" for path in paths}
    ours = [path for path in sorted(fixed) if not path.startswith(("/static", "/api/v1/openapi.json/"))]
    assert [path for path in ours if path not in text] == []


def test_every_make_target_is_described() -> None:
    """Each target of the Makefile but `help`, which lists them, is in the documents."""
    text = manual()
    targets = re.findall(r"^([a-z]+):.*##", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert {"compare", "serve", "test", "check", "fix", "bench", "docs"} <= set(targets)
    assert [name for name in targets if f"make {name}" not in text and name != "help"] == []


def test_links_of_the_documents_lead_somewhere() -> None:
    """Every relative link of a document leads to a file."""
    for path in tracked():
        if path.suffix == ".md" and "recordings" not in path.parts:
            for target in re.findall(r"\]\(([^)#\s]+)", path.read_text("utf-8")):
                if "://" not in target and not target.startswith(("mailto:", "/")):
                    assert (path.parent / target).exists(), f"{path.relative_to(ROOT)}: {target}"


def test_nothing_names_this_machine() -> None:
    """No file of the project names a folder outside of it."""
    named = []
    for path in tracked():
        if path.suffix in TEXTS:
            found = FOREIGN.search(path.read_bytes().decode("utf-8", "replace"))
            named += [f"{path.relative_to(ROOT)}: {found[0]}"] if found else []
    assert named == []


@pytest.mark.parametrize("name", FILES)
def test_shipped_schemas_are_current(name: str) -> None:
    """The schemas in data/schema are those that `evenhand schema data/schema` writes."""
    path = ROOT / "data" / "schema" / f"{name}.schema.json"
    assert path.read_text("utf-8") == schema_text(FILES[name])
    assert json.loads(path.read_text("utf-8"))["$ref"]


def test_no_other_schema_is_shipped() -> None:
    """The folder of schemas holds no file that nothing writes."""
    found = {path.name for path in (ROOT / "data" / "schema").iterdir()}
    assert found == {f"{name}.schema.json" for name in FILES}
