"""What sources state about models: which statement is taken, and which none."""

from evenhand.catalog.stated_facts import with_facts
from evenhand.records.facts import Model, StatedFact

BARE = Model(id="ada", lab="one", name="Ada")


def fact(field: str, value: str, source: str = "first", checked: str = "2026-07-02") -> StatedFact:
    """A statement about Ada."""
    return StatedFact(source=source, model="ada", field=field, value=value, checked=checked)


def taken(*facts: StatedFact, model: Model = BARE) -> Model:
    """Ada with these statements; the source `second` is a second opinion."""
    return with_facts({"ada": model}, facts, {"second"})["ada"]


def test_second_opinion_comes_last() -> None:
    """A second opinion fills only what nobody else states, however new it is."""
    newer = fact("input_limit", "1050000", "second", "2026-11-21")
    model = taken(fact("input_limit", "922000"), newer, fact("retired", "2026-10-23", "second"))
    assert (model.input_limit, model.retired) == (922_000, "2026-10-23")
    assert [(one.fields, one.source) for one in model.stated] == [(("retired",), "second"), (("input_limit",), "first")]


def test_limit_beyond_the_window_is_not_taken() -> None:
    """Where two sources contradict each other, the model does not hold more input than its whole window."""
    model = taken(fact("context_window", "131072"), fact("input_limit", "262144", "second"))
    assert (model.context_window, model.input_limit) == (131_072, None)
    assert taken(fact("output_limit", "9"), model=Model(id="ada", lab="one", name="Ada", context_window=8)).stated == ()


def test_own_file_goes_before_every_source() -> None:
    """What the model's file says stays."""
    assert taken(fact("licence", "MIT"), model=Model(id="ada", lab="one", name="Ada", licence="own")).licence == "own"
