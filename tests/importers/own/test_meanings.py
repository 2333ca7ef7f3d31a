"""What the names of logs mean: public models and tests by exact names alone, the user's table before all others."""

from pathlib import Path

import pytest
from own_logs import answers, bytes_below, made, run, scores

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.loading import load_catalog
from evenhand.catalog.snapshot import open_catalog
from evenhand.errors import BadSetting
from evenhand.importers.own.importing import import_logs
from evenhand.importers.own.meanings import benchmark_meant, meanings, model_meant
from evenhand.importers.own.names_of_own import FILE, OwnNames, read_names, shipped_names
from evenhand.records.facts import Observation
from evenhand.records.own_imports import ImportReport
from evenhand.settings import data_folders, public_folders


@pytest.mark.parametrize(
    ("called", "meant"),
    [
        ("quill-7", "quill-7"),
        ("Quill 7", "quill-7"),
        ("quill_7_it", "quill-7"),
        ("tarn/tarn-2", "tarn-2"),
        ("TARN/Tarn-2", "tarn-2"),
        ("quillwork/tarn-2", "tarn-2"),
        ("quill-7b", ""),
        ("quill7", ""),
        ("somebody/quill-7", ""),
        ("quill-7-q4_1", ""),
        ("", ""),
    ],
)
def test_a_model_is_public_by_an_exact_name_only(own: Path, called: str, meant: str) -> None:
    """Case, blanks and known prefixes do not matter; another word, an unknown owner or a missing sign does."""
    assert own.name == "own"
    words = meanings(open_catalog(public_folders()), OwnNames(), shipped_names(public_folders()))
    assert model_meant(called, words) == meant


@pytest.mark.parametrize(
    ("called", "meant"),
    [
        ("openai/gpt-4o-mini", "gpt-4o-mini"),
        ("openrouter/openai/gpt-4o-mini", "gpt-4o-mini"),
        ("openai-api/my-server/gpt-4o-mini", "gpt-4o-mini"),
        ("hosted_vllm/google/gemma-4-12b", "gemma-4-12b"),
        ("openai-api/local/smollm2-135m-instruct-q4_1", ""),
        ("my-org/gpt-4o-mini", ""),
        ("deepseek-chat", ""),
    ],
)
def test_prefixes_of_services_are_no_part_of_a_name(catalog: Catalog, called: str, meant: str) -> None:
    """The shipped catalog: services before the name fall away, an unknown one does not, a moving name means nobody."""
    words = meanings(catalog, OwnNames(), shipped_names(()))
    assert model_meant(called, words) == meant


def test_a_moving_name_is_nobody_even_where_the_table_says_so(catalog: Catalog) -> None:
    """A name that an API moves from model to model can have no scores, so that a line to it leads nowhere."""
    words = meanings(catalog, OwnNames(models={"mine": "deepseek-chat"}), shipped_names(()))
    assert catalog.models["deepseek-chat"].moving
    assert model_meant("mine", words) == ""


def test_every_line_of_the_shipped_table_leads_somewhere(catalog: Catalog) -> None:
    """Its benchmarks exist and count in percent, each line gives a reason, and no task means two things."""
    shipped = shipped_names(())
    assert all(catalog.benchmarks[known.benchmark].unit == "percent" and known.why for known in shipped.benchmark)
    lines = [
        (known.tool, task, metric) for known in shipped.benchmark for task in known.tasks for metric in known.metrics
    ]
    assert len(set(lines)) == len(lines) > 0


@pytest.mark.parametrize(
    ("task", "metric", "meant"),
    [
        ("gsm8k", "exact_match", "gsm8k"),
        ("gsm8k", "exact_match,strict-match", "gsm8k"),
        ("gsm8k", "f1", ""),
        ("gsm8k_mine", "exact_match", ""),
        ("ifeval", "prompt_level_strict_acc", ""),
    ],
)
def test_a_task_is_public_only_with_its_metric(catalog: Catalog, task: str, metric: str, meant: str) -> None:
    """The task and the metric must both be in the table; what is not there stays the user's own."""
    words = meanings(catalog, OwnNames(), shipped_names(()))
    assert benchmark_meant("lm-eval", run(task=task, metric=metric), words) == meant


def test_the_users_own_table_goes_first_and_for_what_is_kept_too(own: Path, tmp_path: Path) -> None:
    """A name given later changes the facts of runs that were imported before, and is kept in names.toml."""
    log = scores(tmp_path / "a.csv", "house-tune,odd things,0.5,400")
    assert [one.model for one in import_logs([log]).taken] == ["own-house-tune"]
    report = import_logs([], names=OwnNames(models={"house-tune": "quill-7"}, benchmarks={"odd things": "odd-facts"}))
    assert report.changed
    (row,) = own_rows()
    assert (row.model, row.benchmark, row.value, row.subset) == ("quill-7", "odd-facts", 50.0, "")
    assert read_names(own).models == {"house-tune": "quill-7"}
    assert not import_logs([]).changed


def test_remarks_in_the_table_of_names_stay(own: Path) -> None:
    """Lines and remarks of the user are where they were; a name that means something else now has its new line only."""
    own.mkdir(parents=True)
    (own / FILE).write_text('# mine\n[models]\n# the tune of May\n"a" = "quill-7"\n"b" = "tarn-2"\n\n[other]\nx = 1\n')
    import_logs([], names=OwnNames(models={"b": "quill-7", "c=d": "tarn-2"}, benchmarks={"t": "odd-facts"}))
    text = (own / FILE).read_text()
    assert "# mine\n" in text
    assert "# the tune of May\n" in text
    assert text.count('"b"') == 1
    assert read_names(own) == OwnNames(
        models={"a": "quill-7", "b": "quill-7", "c=d": "tarn-2"}, benchmarks={"t": "odd-facts"}
    )


@pytest.mark.parametrize("name", ["", "a\nb", "<b>", "=1+1"])
def test_a_name_that_cannot_stand_in_a_file_is_refused(own: Path, name: str) -> None:
    """Markup, line ends and formulas are no names, and nothing is written."""
    with pytest.raises(BadSetting):
        import_logs([], names=OwnNames(models={name: "quill-7"}))
    assert set(bytes_below(own)) <= {".lock"}


def test_a_table_that_is_none_is_told(own: Path) -> None:
    """A file that a hand has broken is not overwritten."""
    own.mkdir(parents=True)
    (own / FILE).write_text("[models\n")
    with pytest.raises(BadSetting, match=r"names\.toml cannot be read"):
        import_logs([], names=OwnNames(models={"a": "quill-7"}))
    assert (own / FILE).read_text() == "[models\n"


def test_one_model_under_several_names_is_one(own: Path, tmp_path: Path) -> None:
    """Prefixes, case and signs do not make a model another; its names are kept, and the first gives the id."""
    names = ["vllm/My Tune", "my-tune", "openai-api/box/MY_TUNE"]
    report = import_logs(
        [scores(tmp_path / "a.csv", *(f"{name},odd,0.{place},10" for place, name in enumerate(names)))]
    )
    assert {one.model for one in report.taken} == {"own-my-tune"}
    model = load_catalog(data_folders()).models["own-my-tune"]
    assert (model.lab, model.name) == ("own", "My Tune")
    assert own.is_dir()


def test_an_own_name_never_takes_a_public_one(own: Path, tmp_path: Path) -> None:
    """A task called like a public test, and a model whose id reads like another's, get names that nobody else has."""
    report: ImportReport = import_logs(
        [scores(tmp_path / "a.csv", "own-quill,odd-facts,0.5,10", "quill,Odd Facts,0.6,10")]
    )
    assert {one.benchmark for one in report.taken} == {"own-odd-facts"}
    assert len({one.model for one in report.taken}) == 2
    catalog = load_catalog(data_folders())
    assert catalog.benchmarks["odd-facts"].name == "Odd Facts"
    assert catalog.benchmarks["own-odd-facts"].name == "odd-facts (own)"
    assert own.is_dir()


@pytest.mark.parametrize("name", ["模型", "x" * 300, "../../etc/passwd", "a|b:c", "own-", "-", "модель 2", "a-vs-b"])
def test_any_name_gives_a_model_that_the_catalog_can_have(own: Path, tmp_path: Path, name: str) -> None:
    """Whatever a model or task is called, the facts are right and lie where they should."""
    (tmp_path / "a.made").write_text("x")
    report = import_logs([tmp_path], [made([run(model=name, task=name)])])
    assert not report.refused
    (row,) = own_rows()
    assert (own / "facts" / "models" / "own" / f"{row.model}.toml").is_file()
    assert (own / "facts" / "benchmarks" / f"{row.benchmark}.toml").is_file()


def test_facts_follow_the_public_catalog(own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When a model becomes public, its own runs are of that model after the next command, without a new import."""
    import_logs([answers(tmp_path / "a.csv", "heron-1", "10")])
    more = tmp_path / "more"
    (more / "models" / "tarn").mkdir(parents=True)
    (more / "models" / "tarn" / "heron-1.toml").write_text('name = "Heron 1"\n')
    monkeypatch.setenv("EVENHAND_ALSO", str(more))
    import_logs([])
    assert {row.model for row in own_rows()} == {"heron-1"}
    assert own.is_dir()


def own_rows() -> list[Observation]:
    """The own scores that commands see now."""
    return [row for row in load_catalog(data_folders()).observations if row.tier == "O"]
