"""Which questions of a test a run solved, and what two such runs say about each other."""

from msgspec import Struct

from evenhand.records.facts import Id


class ItemOutcomes(Struct, frozen=True, forbid_unknown_fields=True):
    """One run over one benchmark, question by question; questions stand in the order of the source's table.

    `solved` and `known` are bits, the first question the highest, in hexadecimal; what is not known is not solved.
    `model` is empty and `benchmark` the source's own word where no name table holds theirs. `run` is the folder of the
    source's files, in which the score of the same run stands too.
    """

    source: Id
    run: str
    model: str
    benchmark: str
    items: int
    solved: str
    known: str
    harness: str = ""
    measured: str = ""
    origin: str = ""
    file: str = ""
    line: int = 0


class Pairing(Struct, frozen=True, kw_only=True):
    """Two runs over the same questions: how many, how many both sides solved, and how many only one of them.

    `correlation` is between the two sides' answers, -1 to 1; `p_value` McNemar's mid-p of "both solve equally many";
    `unpaired_error` the standard error in points that the difference would have if nothing were known of questions.
    """

    items: int
    both: int
    left_only: int
    right_only: int
    correlation: float
    p_value: float
    unpaired_error: float
