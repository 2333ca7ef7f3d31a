"""Your own runs on the site: beside the public scores, then question by question, escaped; nowhere when left out."""

from collections.abc import Iterator

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from evenhand.catalog.loading import load_catalog
from evenhand.errors import UnknownBenchmark
from evenhand.importers.own.importing import import_logs
from evenhand.importers.own.names_of_own import OwnNames
from evenhand.library.own_items import separating_items
from evenhand.server import create_app
from evenhand.settings import DATA_VARIABLE, OFF, OWN_VARIABLE, own_facts
from own_facts import TOY

QUESTIONS = 30
TOYS = load_catalog((TOY,))
HOSTILE = "<script>alert(1)</script>"
HEADER = "model,task,metric,harness,item,outcome,prompt,output"
PAIR = "/compare/quill-7-vs-tarn-2"
TEST = "own-bolts"


def table() -> str:
    """Thirty questions for both models: both solve 18, quill-7 alone 2 and tarn-2 alone 10."""
    rows = [HEADER]
    for number in range(QUESTIONS):
        for model, solved in (("quill-7", number < 20), ("tarn-2", number < 18 or number >= 20)):
            text = f"How many bolts are in box {number}? {HOSTILE}"
            rows.append(
                f"{model},bolts,accuracy,Inspect AI 1,q{number},{int(solved)},{text},{model} says {number} {HOSTILE}"
            )
    return "\n".join(rows) + "\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient[Litestar]]:
    """The site over the toy facts and an import of one's own."""
    folder = tmp_path_factory.mktemp("own items")
    (folder / "bolts.csv").write_text(table())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(DATA_VARIABLE, str(TOY))
        patch.setenv(OWN_VARIABLE, str(folder / "own"))
        report = import_logs([folder / "bolts.csv"], names=OwnNames())
        assert not report.refused
        with TestClient(app=create_app(load_catalog((TOY, own_facts()))), base_url="http://own.localhost") as made:
            yield made


def test_the_comparison_shows_the_runs(site: TestClient[Litestar]) -> None:
    """Both runs, their paired difference and the way to the questions stand on the page."""
    page = site.get(PAIR).text
    assert 'id="own-runs"' in page
    assert "of 30 questions Quill 7 alone solved 2 and Tarn 2 alone 10" in page
    assert f'href="{PAIR}/items/{TEST}"' in page
    answer = site.get("/api/v1/compare/quill-7/tarn-2.json").json()["comparison"]["own"]
    assert [(one["benchmark"], one["state"]) for one in answer] == [(TEST, "compared")]
    assert answer[0]["test"]["difference"] == pytest.approx(100 * (20 - 28) / 30)
    assert "## Your own runs" in site.get(f"{PAIR}.md").text


def test_questions_that_separate(site: TestClient[Litestar]) -> None:
    """Twelve questions differ; each stands with both answers, folded and escaped."""
    answer = site.get(f"{PAIR}/items/{TEST}")
    assert answer.status_code == 200
    assert answer.text.count("Answer of Quill 7") == 12
    assert "Of 30 items of bolts (own) that both have, 12 differ: Quill 7 does better on 2, Tarn 2 on 10." in (
        answer.text
    )
    assert "--limit" not in answer.text
    assert "quill-7 says 19 &lt;script&gt;" in answer.text
    assert "tarn-2 says 25 &lt;script&gt;" in answer.text
    assert HOSTILE not in answer.text
    assert "box 3?" not in answer.text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"/compare/tarn-2-vs-quill-7/items/{TEST}", 301),
        (f"{PAIR}/items/odd-facts", 404),
        (f"{PAIR}/items/nothing-of-the-kind", 404),
        (f"/compare/quill-7-vs-tarn-2-mini/items/{TEST}", 404),
        (f"{PAIR}/items/{TEST}?left_as=upside-down", 400),
        (f"{PAIR}/items/{TEST}?left_as={'x' * 300}", 400),
    ],
)
def test_other_addresses(site: TestClient[Litestar], path: str, status: int) -> None:
    """Another order leads to the one address; what was not run is not found; a wrong configuration is refused."""
    assert site.get(path, follow_redirects=False).status_code == status


@pytest.mark.usefixtures("site")
def test_left_out_where_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where own runs are left out their questions are not to be had."""
    assert separating_items(TOYS, "quill-7", "tarn-2", TEST).found.differing == 12
    monkeypatch.setenv(OWN_VARIABLE, OFF)
    with pytest.raises(UnknownBenchmark):
        separating_items(TOYS, "quill-7", "tarn-2", TEST)


def test_no_other_site_reads_them(site: TestClient[Litestar]) -> None:
    """No page elsewhere may read an answer, no cache keeps it, and no foreign name leads here."""
    for path in ("/api/v1/compare/quill-7/tarn-2", PAIR, f"{PAIR}/items/{TEST}", "/"):
        answer = site.get(path, headers={"origin": "https://evil.example"})
        assert answer.status_code == 200
        assert answer.headers["cache-control"] == "private, no-store"
        assert not [name for name in answer.headers if name.startswith("access-control-")]
        assert site.get(path, headers={"host": "evil.example"}).status_code == 421
    asked = {"origin": "https://evil.example", "access-control-request-method": "GET"}
    assert "access-control-allow-origin" not in site.options("/api/v1/models", headers=asked).headers
    assert all(site.get("/", headers={"host": name}).status_code == 200 for name in ("127.0.0.1:8000", "[::1]:8000"))


def test_a_test_of_ones_own_counts_nowhere(site: TestClient[Litestar]) -> None:
    """Its page says where it was read from, and claims no part in any estimate."""
    page = site.get(f"/benchmarks/{TEST}").text
    assert "A test of your own runs, read from tables." in page
    assert "no ranking counts it, and no estimate rests on it" in page
    assert "informs the estimates" not in page


def test_all_that_lists_models_answers(site: TestClient[Litestar]) -> None:
    """Boards of every lane, lists and tables answer where models of one's own stand beside the others."""
    for path in ("/?lane=everything", "/api/v1/rank?lane=everything", "/models", "/benchmarks", "/speed", "/explore"):
        assert site.get(path).status_code == 200, path
