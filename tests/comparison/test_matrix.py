"""The matrix of three to six models says what the comparisons of its pairs say, and no more."""

import random
from itertools import combinations

import pytest
from msgspec import structs

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.naming import Subject, subject
from evenhand.comparison.compare import compare
from evenhand.comparison.matrix import matrix
from evenhand.errors import BadSetting
from evenhand.records.facts import Model
from evenhand.records.matrix import Matrix, PairVerdict
from evenhand.records.operations import Workload
from evenhand.website.rows.matrix_rows import pair_rows
from evenhand.wording.matrix import matrix_report, matrix_words, pair_word
from evenhand.wording.sentence import faults
from invented_catalogs import catalog_of, invented_catalog, offer, score

FOUR = ("gpt-5.5", "gemini-3.1-pro", "claude-opus-4.7", "kimi-k2.6")
TESTS = ("fix", "puzzle", "exam", "facts", "sums", "desk", "orders")
MODELS = {name: Model(id=name, lab="one", name=name.title()) for name in ("ada", "bob", "cid")}


def named(catalog: Catalog, *names: str) -> tuple[Subject, ...]:
    """Subjects by name."""
    return tuple(subject(catalog, name) for name in names)


@pytest.fixture(scope="module")
def four(catalog: Catalog) -> Matrix:
    """Four models of the shipped catalog."""
    return matrix(catalog, named(catalog, *FOUR))


def pair_of(found: Matrix, one: str, other: str) -> PairVerdict:
    """The pair of two addresses."""
    return next(pair for pair in found.pairs if {pair.left, pair.right} == {one, other})


def test_every_pair_is_the_comparison_of_the_two(catalog: Catalog, four: Matrix) -> None:
    """State, probability, pick, strength and tests of each pair are those of the two alone."""
    assert len(four.pairs) == 6
    for one, other in combinations(FOUR, 2):
        alone, pair = compare(catalog, *named(catalog, one, other)), pair_of(four, one, other)
        sides = {"left": one, "right": other, None: ""}
        assert (pair.left, pair.right) == (one, other)
        assert (pair.state, pair.probability, pair.tests) == (
            alone.overall.state,
            alone.overall.probability,
            len(alone.overall.shared),
        )
        assert (pair.pick, pair.strength) == (sides[alone.verdict.pick], alone.verdict.strength)
        for category, result in zip(four.categories, alone.categories, strict=True):
            state = next(state for state in category.pairs if {state.left, state.right} == {one, other})
            assert (state.state, state.leader, state.tests) == (
                result.state,
                sides[result.leader],
                len(result.shared),
            )


def test_sides_have_their_own_figures(catalog: Catalog, four: Matrix) -> None:
    """Each model's score, place and price are those that its comparison gives."""
    assert tuple(side.address for side in four.sides) == FOUR
    alone = compare(catalog, *named(catalog, FOUR[0], FOUR[3]))
    for side, overall, run in (
        (four.sides[0], alone.overall.left, alone.operations.left),
        (four.sides[3], alone.overall.right, alone.operations.right),
    ):
        assert (side.estimate, side.place, side.measured) == (overall.estimate, overall.rank, overall.measured)
        assert side.operations == run


def test_tests_of_all_are_shared_by_every_pair(catalog: Catalog, four: Matrix) -> None:
    """A test stands among those of all where each pair shares it, with the score that each pair uses."""
    assert four.tests
    for one, other in combinations(range(4), 2):
        alone = compare(catalog, *named(catalog, FOUR[one], FOUR[other]))
        for test in four.tests:
            shared = next(found for found in alone.shared if found.benchmark == test.benchmark)
            assert shared.left.observation == test.scores[one]
            assert shared.right.observation == test.scores[other]


def test_order_of_the_names_changes_no_verdict(catalog: Catalog, four: Matrix) -> None:
    """In another order every pair has the same pick and the same models are unbeaten; the columns follow the order."""
    turned = matrix(catalog, named(catalog, *reversed(FOUR)))
    assert tuple(side.address for side in turned.sides) == tuple(reversed(FOUR))
    assert {frozenset((pair.left, pair.right)): (pair.pick, pair.strength) for pair in turned.pairs} == {
        frozenset((pair.left, pair.right)): (pair.pick, pair.strength) for pair in four.pairs
    }
    assert set(turned.unbeaten) == set(four.unbeaten)
    assert {test.benchmark for test in turned.tests} == {test.benchmark for test in four.tests}


@pytest.mark.parametrize("count", [0, 1, 2, 7])
def test_only_three_to_six_different_models(catalog: Catalog, count: int) -> None:
    """Fewer than three or more than six are refused; a model that is named twice counts once."""
    who = [Subject(model) for model in list(catalog.models.values())[:count]]
    with pytest.raises(BadSetting, match=f"3 to 6 different models, not {count}"):
        matrix(catalog, (*who, *who[:1]))


def test_efforts_are_models_of_their_own() -> None:
    """Configurations of one model stand side by side, and have no place of their own."""
    catalog = catalog_of(
        *(
            score("ada", test, 50 + 30 * (effort == "high"), effort=effort)
            for test in TESTS
            for effort in ("low", "high")
        ),
        *(score("bob", test, 60.0) for test in TESTS),
    )
    found = matrix(catalog, named(catalog, "ada@high", "ada@low", "bob"))
    assert [side.address for side in found.sides] == ["ada@high", "ada@low", "bob"]
    assert [side.place is None for side in found.sides[:2]] == [True, True]
    assert "Ada (high effort)" in matrix_words(found).title


@pytest.fixture(scope="module")
def ladder() -> Catalog:
    """Ada, Bob and Cid on the same tests, each far ahead of the next and dearer; Eve as good as Ada; Dan unmeasured."""
    steps = {"ada": 90.0, "eve": 90.0, "bob": 65.0, "cid": 40.0}
    models = {**MODELS, **{name: Model(id=name, lab="one", name=name.title()) for name in ("dan", "eve")}}
    prices = tuple(offer(name, "one", price, price) for name, price in (("ada", 3.0), ("bob", 2.0), ("cid", 1.0)))
    rows = [score(name, test, value) for name, value in steps.items() for test in TESTS]
    return catalog_of(*rows, models=models, offers=prices)


def test_one_that_leads_all_is_said_to(ladder: Catalog) -> None:
    """Who is clearly ahead of each of the others is the choice, with everyone it is ahead of named."""
    found = matrix(ladder, named(ladder, "cid", "ada", "bob"))
    assert (found.ahead_of_all, found.unbeaten) == ("ada", ("ada",))
    said = matrix_words(found).lead
    assert said[0].text == "Choose Ada: it is the pick against each of the others: a clear pick over Cid and Bob."
    assert said[1].text == "Cid costs least: $1.00 per million tokens, blended, against $2.00 for Bob."


def test_strength_is_of_the_pick_and_partial_evidence_is_said(ladder: Catalog) -> None:
    """How sure a pick is does not read as how far one is ahead, and a partial one is called so."""
    found = matrix(ladder, named(ladder, "cid", "ada", "bob"))
    pairs = tuple(
        structs.replace(pair, strength="moderate", partial=True) if {pair.left, pair.right} == {"ada", "bob"} else pair
        for pair in found.pairs
    )
    said = matrix_words(structs.replace(found, pairs=pairs)).lead[0].text
    assert said == (
        "Choose Ada: it is the pick against each of the others: a clear pick over Cid and a moderate pick on partial"
        " evidence over Bob."
    )
    assert pair_word(pair_of(structs.replace(found, pairs=pairs), "ada", "bob"), "bob") == "behind (moderate pick)"


def test_equals_share_the_lead(ladder: Catalog) -> None:
    """Where two of them score the same and lead the third, there is no pick among the two."""
    found = matrix(ladder, named(ladder, "ada", "bob", "eve"))
    assert (found.ahead_of_all, found.unbeaten) == ("", ("ada", "eve"))
    said = matrix_words(found).lead
    assert said[0].text == "No clear pick among Ada and Eve; against Bob another is the clear or moderate pick."
    assert said[1].text.startswith("Of the prices that are known, that of Bob is the lowest: $2.00")


def test_limits_decide_in_every_pair(ladder: Catalog) -> None:
    """A limit of the workload that the best ones break turns the pick, and the words name who breaks it."""
    work = Workload(max_price=1.5, stated=True)
    found = matrix(ladder, named(ladder, "ada", "bob", "cid"), workload=work)
    assert found.ahead_of_all == "cid"
    assert pair_word(pair_of(found, "ada", "bob"), "ada") == "both break a limit"
    notes = " ".join(sentence.text for sentence in matrix_words(found).notes)
    assert "Ada breaks the limit on the blended price." in notes
    assert "Cid breaks" not in notes


def test_a_circle_is_said_to_be_one() -> None:
    """Three that beat each other in a circle, on tests of their own pairs, give no pick and say who beats whom."""
    duels = {("ada", "bob"): ("fix", "puzzle"), ("bob", "cid"): ("exam", "sums"), ("cid", "ada"): ("facts", "desk")}
    rows = [
        score(who, test, value)
        for (winner, loser), tests in duels.items()
        for test in tests
        for who, value in ((winner, 97.0), (loser, 20.0))
    ]
    found = matrix(catalog_of(*rows, models=MODELS), named(catalog_of(models=MODELS), "ada", "bob", "cid"))
    assert [pair.pick for pair in found.pairs] == ["ada", "cid", "bob"]
    assert (found.unbeaten, found.tests) == ((), ())
    assert matrix_words(found).lead[0].text == (
        "No pick: each of them is beaten by another, Ada by Cid, Bob by Ada and Cid by Bob; the pairs rest on different"
        " tests."
    )


def test_strangers_are_not_compared(ladder: Catalog) -> None:
    """A model without a test in common with any other is beaten by none and leads none, and that is said."""
    found = matrix(ladder, named(ladder, "ada", "bob", "dan"))
    assert found.alone == ("dan",)
    assert found.unbeaten == ("ada",)
    assert not found.ahead_of_all
    assert found.apart == (("ada", "dan"), ("bob", "dan"))
    assert "Dan shares no counted test with any of the others." in [one.text for one in matrix_words(found).notes]
    assert pair_word(pair_of(found, "ada", "dan"), "ada") == "not compared"


@pytest.mark.parametrize("seed", [3])
def test_every_sentence_reads_back(seed: int) -> None:
    """Over invented catalogs, every sentence of a matrix states the figures that it was given and nothing else."""
    draw = random.Random(seed)  # noqa: S311 - reproducible, not secret
    catalog = invented_catalog(seed)
    for count in (3, 6):
        who = [Subject(model) for model in draw.sample(list(catalog.models.values()), count)]
        report = matrix_report(matrix(catalog, who, lane="everything"))
        for sentence in (*report.words.lead, *report.words.notes):
            assert faults(sentence) == ()
        beaten = {pair.left if pair.pick == pair.right else pair.right for pair in report.matrix.pairs if pair.pick}
        assert beaten.isdisjoint({report.matrix.ahead_of_all} - {""})


def test_real_sentences_read_back(catalog: Catalog) -> None:
    """The same over models of the shipped catalog."""
    draw = random.Random(7)  # noqa: S311 - reproducible, not secret
    known = sorted(catalog.models.values(), key=lambda model: -len(catalog.observations_of.get(model.id, {})))
    for count in (3, 5):
        found = matrix(catalog, [Subject(model) for model in draw.sample(known[:80], count)])
        words = matrix_words(found)
        assert [faults(sentence) for sentence in (*words.lead, *words.notes)] == [()] * (
            len(words.lead) + len(words.notes)
        )


def test_cells_say_which_verdicts_are_partial(catalog: Catalog) -> None:
    """The figures under a verdict end with that it is partial, for just those pairs that are."""
    found = matrix(catalog, named(catalog, "gemma-4-12b", "gpt-5.5", "claude-opus-4.5"))
    cells = {
        frozenset((row.address, column.address)): cell.figures
        for row, line in pair_rows(found)
        for column, cell in zip(found.sides, line, strict=True)
        if cell
    }
    said = {pair for pair, figures in cells.items() if figures.endswith(", partial")}
    partial = {frozenset((pair.left, pair.right)) for pair in found.pairs if pair.partial and pair.tests}
    assert said == partial
    assert 0 < len(partial) < len(found.pairs)
