"""What a matrix of three to six models says: who leads, who is not beaten, and what could not be compared."""

from collections.abc import Iterator

from evenhand.records.matrix import Matrix, MatrixReport, MatrixSide, MatrixWords, PairVerdict
from evenhand.records.verdict import Strength
from evenhand.records.wording import Sentence
from evenhand.wording import numbers
from evenhand.wording.limits import LIMITS
from evenhand.wording.numbers import listed
from evenhand.wording.pick_strength import STRENGTHS
from evenhand.wording.sentence import Written, say

# How strong a pick is and whether it rests on partial evidence, in the order they are told.
HELD: tuple[tuple[Strength, bool], ...] = tuple(
    (strength, partial) for strength in ("clear", "moderate", "slight") for partial in (False, True)
)
MOST_APART = 4


def matrix_report(matrix: Matrix) -> MatrixReport:
    """A matrix with all that is said about it: the one answer behind the page, the JSON and the command."""
    return MatrixReport(matrix=matrix, words=matrix_words(matrix))


def matrix_words(matrix: Matrix) -> MatrixWords:
    """The answer, then what it rests on."""
    names = side_names(matrix)
    return MatrixWords(
        title=listed(tuple(names.values())),
        lead=(_lead(matrix, names), *_cheapest(matrix, names)),
        notes=tuple(_notes(matrix, names)),
    )


def side_names(matrix: Matrix) -> dict[str, str]:
    """How each of them is called, by its address; a configuration carries its effort."""
    return {side.address: f"{side.name} ({side.effort} effort)" if side.effort else side.name for side in matrix.sides}


def pair_word(pair: PairVerdict, seen_from: str) -> str:
    """A pair's verdict in few words, as the one sees it from whose row it is read: `ahead (clear pick)`."""
    if pair.pick:
        return f"{'ahead' if pair.pick == seen_from else 'behind'} ({STRENGTHS[pair.strength]})"
    if not pair.tests:
        return "not compared"
    return {"both break a limit": "both break a limit", "retired": "no pick, retired"}.get(pair.why, "no clear pick")


def _lead(matrix: Matrix, names: dict[str, str]) -> Sentence:
    if matrix.ahead_of_all:
        return _ahead_of_all(matrix, names)
    if not any(pair.pick for pair in matrix.pairs):
        return _nothing(matrix, names)
    if not matrix.unbeaten:
        return _round(matrix, names)
    if len(matrix.unbeaten) == 1:
        return _one_unbeaten(matrix, names)
    return _several(matrix, names)


def _ahead_of_all(matrix: Matrix, names: dict[str, str]) -> Sentence:
    best = matrix.ahead_of_all
    against: dict[tuple[Strength, bool], list[str]] = {}
    for pair in matrix.pairs:
        if pair.pick == best:
            held = against.setdefault((pair.strength, pair.partial), [])
            held.append(pair.right if pair.left == best else pair.left)
    values, parts = {}, []
    for strength, partial in HELD:
        told, named = _named(against.get((strength, partial), []), names, f"{strength}{partial}")
        values.update(named)
        evidence = " on partial evidence" if partial else ""
        parts += [f"a {STRENGTHS[strength]}{evidence} over {told}"] if told else []
    return say(
        "matrix.ahead of all",
        f"Choose {{best}}: it is the pick against each of the others: {listed(tuple(parts))}.",
        best=names[best],
        **values,
    )


def _nothing(matrix: Matrix, names: dict[str, str]) -> Sentence:
    told, values = _named(list(names), names, "m")
    if not any(pair.tests for pair in matrix.pairs):
        return say("matrix.nothing shared", f"No pick: no two of {told} share a counted test.", **values)
    return say("matrix.no pick", f"No clear pick among {told}: no pair of them has one.", **values)


def _round(matrix: Matrix, names: dict[str, str]) -> Sentence:
    """Everyone is beaten by someone: verdicts of pairs that rest on different tests can go in a circle."""
    values: dict[str, Written | str] = {}
    parts = []
    for place, name in enumerate(name for name in names if name not in matrix.alone):
        by = next(one.pick for one in matrix.pairs if name in (one.left, one.right) and one.pick not in ("", name))
        values |= {f"m{place}": names[name], f"b{place}": names[by]}
        parts.append(f"{{m{place}}} by {{b{place}}}")
    return say(
        "matrix.round",
        f"No pick: each of them is beaten by another, {listed(tuple(parts))}; the pairs rest on different tests.",
        **values,
    )


def _one_unbeaten(matrix: Matrix, names: dict[str, str]) -> Sentence:
    """One comes out best without being the pick in every pair."""
    best = matrix.unbeaten[0]
    over = [pair.right if pair.left == best else pair.left for pair in matrix.pairs if pair.pick == best]
    if not over:
        return say(
            "matrix.one unbeaten", "Only against {best} is no other the clear or moderate pick.", best=names[best]
        )
    told, values = _named(over, names, "o")
    return say(
        "matrix.one unbeaten",
        f"{{best}} comes out best without winning every pair: it is the pick against {told}, and no other is the clear"
        " or moderate pick against it.",
        best=names[best],
        **values,
    )


def _several(matrix: Matrix, names: dict[str, str]) -> Sentence:
    told, values = _named(list(matrix.unbeaten), names, "u")
    others = [name for name in names if name not in (*matrix.unbeaten, *matrix.alone)]
    if not others:
        return say(
            "matrix.several", f"No clear pick among {told}: in no pair is one the clear or moderate pick.", **values
        )
    rest, more = _named(others, names, "o")
    return say(
        "matrix.several",
        f"No clear pick among {told}; against {'each of ' if len(others) > 1 else ''}{rest} another is the clear or"
        " moderate pick.",
        **values,
        **more,
    )


def _cheapest(matrix: Matrix, names: dict[str, str]) -> Iterator[Sentence]:
    """Which of them costs least, where at least two prices are known and one is lowest."""
    known = [(side.operations.blended, side) for side in matrix.sides if side.operations.blended is not None]
    known.sort(key=lambda pair: pair[0])
    if len(known) < 2 or known[0][0] == known[1][0]:
        return
    (low, cheap), (next_low, other) = known[:2]
    one, two = numbers.pair(numbers.money, low, next_low)
    unknown = len(matrix.sides) - len(known)
    of = "Of the prices that are known, that of {cheap}" if unknown else "{cheap}"
    verb = "is the lowest" if unknown else "costs least"
    yield say(
        "matrix.cheapest",
        f"{of} {verb}: {{low}} per million tokens, blended, against {{next}} for {{other}}.",
        cheap=names[cheap.address],
        other=names[other.address],
        low=(low, one),
        next=(next_low, two),
    )


def _notes(matrix: Matrix, names: dict[str, str]) -> Iterator[Sentence]:
    yield from _followed(matrix)
    yield from _together(matrix)
    yield from _apart(matrix, names)
    yield from _partial(matrix)
    yield from _limits(matrix, names)
    for side in matrix.sides:
        if side.retired:
            yield say("matrix.retired", "{name} was retired on {date}.", name=names[side.address], date=side.retired)


def _followed(matrix: Matrix) -> Iterator[Sentence]:
    if matrix.like_for_like:
        yield say(
            "matrix.like for like",
            "All of this compares like for like: it follows ranking {ranking}, {lane} lane, and nothing of it ranking"
            " {classic}.",
            ranking=matrix.like_for_like.ranking_name,
            lane=matrix.like_for_like.lane,
            classic=matrix.snapshot.ranking_name,
        )


def _together(matrix: Matrix) -> Iterator[Sentence]:
    counted = sum(test.counted for test in matrix.tests)
    taken = f"{{tests}} {'was' if counted == 1 else 'were'}" if counted else "No counted test was"
    yield say(
        "matrix.together",
        f"{taken} taken by all of them; each of the {{pairs}} verdicts rests on the tests of its own pair, so they need"
        " not line up.",
        tests=(counted, numbers.count(counted, "counted test")),
        pairs=(len(matrix.pairs), str(len(matrix.pairs))),
    )


def _apart(matrix: Matrix, names: dict[str, str]) -> Iterator[Sentence]:
    for name in matrix.alone:
        yield say("matrix.alone", "{name} shares no counted test with any of the others.", name=names[name])
    apart = [pair for pair in matrix.apart if not {*pair} & {*matrix.alone}]
    for one, other in apart[:MOST_APART]:
        yield say(
            "matrix.apart",
            "{one} and {other} share no counted test and were not compared.",
            one=names[one],
            other=names[other],
        )
    rest = len(apart) - MOST_APART
    if rest > 0:
        yield say(
            "matrix.apart more",
            f"{{rest}} {'shares' if rest == 1 else 'share'} no counted test either.",
            rest=(rest, numbers.count(rest, "more pair")),
        )


def _partial(matrix: Matrix) -> Iterator[Sentence]:
    shares = [pair.evidence_weight for pair in matrix.pairs if pair.partial and pair.tests]
    if shares:
        yield say(
            "matrix.partial",
            f"{{partial}} {'is' if len(shares) == 1 else 'are'} partial: the categories with a shared test carry"
            f" {'only' if len(shares) == 1 else 'as little as'} {{least}} of the ranking's weight there.",
            partial=(len(shares), numbers.count(len(shares), "verdict")),
            least=(min(shares), numbers.share(min(shares))),
        )


def _limits(matrix: Matrix, names: dict[str, str]) -> Iterator[Sentence]:
    for side in matrix.sides:
        yield from _limit(side, names[side.address])


def _limit(side: MatrixSide, name: str) -> Iterator[Sentence]:
    for limit in side.operations.breaks:
        yield say("matrix.limit", "{name} breaks the limit on {limit}.", name=name, limit=LIMITS[limit])
    for limit in side.operations.unknown:
        yield say(
            "matrix.unknown limit",
            "Whether {name} keeps the limit on {limit} is not known.",
            name=name,
            limit=LIMITS[limit],
        )


def _named(chosen: list[str], names: dict[str, str], key: str) -> tuple[str, dict[str, Written | str]]:
    """A list of names as a template and its values; empty for none."""
    values: dict[str, Written | str] = {f"{key}{place}": names[name] for place, name in enumerate(chosen)}
    return listed(tuple(f"{{{one}}}" for one in values)), values
