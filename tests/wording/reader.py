"""A reader who does not know our templates: takes finished sentences apart and checks each claim against the record.

Every form of sentence has to be taught here, in the `forms_` modules, with a check against figures worked out again
from the raw readings. A sentence that no form fits is a complaint, so a new template fails until someone thinks about
what would make it false.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache, cached_property
from itertools import product

from figures import Judgement, blended_price, category_judgement, counted, month, overall_judgement

from evenhand.records.comparison import Comparison, SideOverall
from evenhand.records.facts import Model
from evenhand.records.operations import SideOperations
from evenhand.records.ranking import Ranking
from evenhand.records.wording import ComparisonWords, Sentence
from evenhand.wording.sentence import faults

LEFT, RIGHT = "⟪L⟫", "⟪R⟫"
SIDES = {LEFT: "left", RIGHT: "right"}
PARTS = {
    "M": "(⟪[LR]⟫)",
    "D": r"([+−]?\d[\d,]*(?:\.\d+)?)",
    "N": r"(\d[\d,]*|no)",
    "P": r"((?:over |just under |under )?\d+%)",
    "$": r"(\$[\d,]*\.?\d+|free|nothing)",
    "K": r"(\d[\d,.]*[KM]?)",
    "S": r"(\d[\d,.]* s)",
    "V": r"(\d[\d,.]* tokens/s)",
    "T": "(.+?)",
    "C": "([A-Za-z -]+?)",
    "W": "(⟪[LR]⟫ leads|[Ll]eans to ⟪[LR]⟫|[Tt]oo close to call|[Pp]ractically equal|[Nn]ot comparable)",
}
BROKEN = re.compile(r"\bNone\b|(?i:\b(?:null|nan|infinity|inf|undefined)\b)|[{}]|  | [,.;:)]|\( |\(\)|,\.|\.\.|;\.")
COUNTED_NOUNS = re.compile(
    r"(?<![\d.,])(\d[\d,]*) (?:[a-z]+ ){0,2}?(tests?|categor(?:y|ies)|benchmarks?|models?|changes?)\b"
)
ARTICLE = re.compile(
    r"\ba (?:8|11|18|8\d)\b|\ban? (?:[2-79]|1\d) |(?<![\d.,])1 (?:tests|categories|benchmarks|changes|points)\b"
)
NO_PERIOD = "word"

Check = Callable[..., Iterator[str]]
FORMS: dict[str, list[tuple[re.Pattern[str], Check]]] = {}


def form(sections: str, pattern: str) -> Callable[[Check], Check]:
    """Teach a form of sentence in these sections; `<X>` stands for a part.

    The check gets the record, what it is about (a category or a question's key) and the parts, models as sides.
    """
    whole = re.compile(re.sub(r"<(.)>", lambda found: PARTS[found[1]], pattern))

    def keep(check: Check) -> Check:
        for section in sections.split():
            FORMS.setdefault(section, []).append((whole, check))
        return check

    return keep


class Record:
    """A comparison and what follows from its raw readings."""

    def __init__(self, comparison: Comparison, ranking: Ranking) -> None:
        self.c = comparison
        self.ranking = ranking
        self.names = {"left": _name(comparison, "left"), "right": _name(comparison, "right")}
        self.tests = counted(comparison.shared)
        lane = (comparison.like_for_like or comparison.snapshot).lane
        self.tiers = ranking.lanes[lane if lane in ranking.lanes else ranking.default_lane]
        self.by_category = {
            name: category_judgement(rows, name, ranking)
            for name in ranking.categories
            if (rows := [test for test in self.tests if test.category == name])
        }

    @cached_property
    def overall(self) -> Judgement | None:
        """The overall judgement of the shared counted tests."""
        return overall_judgement(self.tests, self.ranking)

    @cached_property
    def tokens(self) -> list[tuple[re.Pattern[str], str]]:
        """The models' names, longest first, and what stands for them."""
        found = sorted(zip(self.names.values(), (LEFT, RIGHT), strict=True), key=lambda pair: -len(pair[0]))
        return [(re.compile(rf"(?<![\w.⟪]){re.escape(name)}(?!\w|[.]\w|-\w|⟫)"), token) for name, token in found]

    @cached_property
    def odd_names(self) -> list[str]:
        """Names that would look broken if they were ordinary words."""
        return [name for name in self.c.names.values() if _odd(name)]

    def model(self, side: str) -> Model:
        """The model of a side."""
        return getattr(self.c, side)

    def run(self, side: str) -> SideOperations:
        """The operations of a side."""
        return getattr(self.c.operations, side)

    def side(self, side: str) -> SideOverall:
        """The overall figures of a side."""
        return getattr(self.c.overall, side)

    def price(self, side: str) -> float | None:
        """The blended price of a side."""
        return blended_price(self.c, side)

    def month(self, side: str) -> float | None:
        """What a side costs a month."""
        return month(self.c, side)

    def wait(self, side: str) -> float | None:
        """Seconds to a side's first token."""
        speed = self.run(side).speed
        return speed.first_token_seconds if speed else None

    def rate(self, side: str) -> float | None:
        """A side's output tokens per second."""
        speed = self.run(side).speed
        return speed.tokens_per_second if speed else None

    def masked(self, text: str) -> str:
        """The text with the models' names replaced by marks."""
        for name, token in self.tokens:
            text = name.sub(token, text)
        return text

    def plain(self, text: str) -> str:
        """The text with the names back."""
        return text.replace(LEFT, self.names["left"]).replace(RIGHT, self.names["right"])

    def test(self, text: str) -> str | None:
        """The id of the benchmark of this name."""
        wanted = self.plain(text)
        return next((name for name in self.c.benchmarks if self.c.names.get(name, name) == wanted), None)

    def listed(self, text: str, tests: list[str]) -> Iterator[str]:
        """Complain unless the text names these tests, all or the first few `and N more`."""
        rest, found = self.plain(text), 0
        for name in sorted((self.c.names.get(test, test) for test in tests), key=len, reverse=True):
            if name in rest:
                rest, found = rest.replace(name, "§", 1), found + 1
        more = re.search(r"(\d+) more$", rest)
        total = found + (int(more[1]) if more else 0)
        if re.sub(r"\d+ more$|§|[,;]|\band\b|\s", "", rest):
            yield f"names something else than {tests}"
        if total != len(tests):
            yield f"names {total} tests, there are {len(tests)}"

    def word(self, text: str) -> tuple[str, str | None]:
        """A state in words as state and leader."""
        side = next((SIDES[token] for token in (LEFT, RIGHT) if token in text), None)
        low = text.lower()
        state = next(
            state for state in ("leads", "leans", "too close", "practically", "not comparable") if state in low
        )
        return {"too close": "too close to call", "practically": "practically equal"}.get(state, state), side


def complaints(comparison: Comparison, words: ComparisonWords, ranking: Ranking) -> list[str]:
    """Everything that is wrong with the words of a comparison."""
    record, seen, found = Record(comparison, ranking), set(), []
    for section, about, sentence in sections(words):
        key = (section, about, sentence.text)
        if key not in seen:
            seen.add(key)
            found += [
                f"[{section} {about}] {sentence.text!r}: {one}" for one in _read(record, section, about, sentence)
            ]
    if len(words.otherwise) > 3:
        found.append(f"{len(words.otherwise)} reasons for the other")
    return found


def sections(words: ComparisonWords) -> Iterator[tuple[str, str, Sentence]]:
    """All sentences with where they stand and what they are about."""
    yield "pick", "", words.summary
    plain = ("pick", "reasons", "otherwise", "flips", "overall", "operations", "left_out", "classic")
    for name in (*plain, "disagreements", "notes", "flags", "paired"):
        for sentence in getattr(words, name):
            yield name, "", sentence
    for sentence in words.further_flips:
        yield "flips", "", sentence
    for category in words.categories:
        yield "word", category.category, category.word
        for sentence in category.details:
            yield "details", category.category, sentence
    for answer in words.questions:
        for sentence in answer.sentences:
            yield {"overall": "pick"}.get(answer.key, "question"), answer.key, sentence
    for answer in words.classic_questions:
        for sentence in answer.sentences:
            yield "classic", answer.key.removeprefix("classic "), sentence


def number(text: str) -> float:
    """What a written number says."""
    return float(text.replace(",", "").replace("−", "-").replace("$", ""))


def near(text: str, value: float | None, *, signed: bool = False) -> bool:
    """Whether a written number is this value within its rounding; the sign only where it is written."""
    if value is None:
        return False
    written = number(text)
    digits = text.replace(",", "").partition(".")[2]
    exact = value if signed or text[0] in "+−" else abs(value)
    return abs(written - exact) <= 0.5001 * 10.0 ** -len(digits) + 1e-7 * abs(exact)


def near_money(text: str, value: float | None) -> bool:
    """Whether an amount is this value; `free` and `nothing` are zero and nothing else is."""
    if text in ("free", "nothing") or value == 0:
        return value == 0 and text in ("free", "nothing")
    return near(text, value)


def near_tokens(text: str, value: int | None) -> bool:
    """Whether a number of tokens is this value: K is 1,000 or, where it divides, 1,024; M has two decimals."""
    if value is None:
        return False
    if text.endswith("M"):
        return abs(float(text[:-1]) * 1e6 - value) <= 5_001
    if text.endswith("K"):
        return float(text[:-1]) * 1024 == value or abs(float(text[:-1]) * 1000 - value) <= 501
    return near(text, value)


def near_chance(text: str, chance: float) -> bool:
    """Whether a percentage is this probability."""
    if text.startswith("just under"):
        return 0 < float(text.removeprefix("just under").strip(" %")) - 100 * chance <= 0.5001
    if text.startswith("over"):
        return chance > 0.99
    if text.startswith("under"):
        return chance < 0.01
    return abs(float(text.rstrip("%")) - 100 * chance) <= 0.5001


def amount(text: str) -> int:
    """A count: `no` is zero."""
    return 0 if text.lower() == "no" else int(text.replace(",", ""))


def _name(comparison: Comparison, side: str) -> str:
    model, effort = getattr(comparison, side), getattr(comparison, f"{side}_effort")
    return f"{model.name} ({effort} effort)" if effort else model.name


@cache
def _odd(name: str) -> bool:
    return any(look.search(name) for look in (BROKEN, ARTICLE, COUNTED_NOUNS))


FAULTLESS: set[int] = set()


def _read(record: Record, section: str, about: str, sentence: Sentence) -> Iterator[str]:
    masked = record.masked(sentence.text)
    yield from _shape(record, section, sentence, masked)
    forms = [(found, check) for whole, check in FORMS.get(section, ()) if (found := whole.fullmatch(masked))]
    if not forms:
        yield f"no form fits {masked!r}"
        return
    tried = [list(check(record, about, *parts)) for found, check in forms for parts in _readings(record, found)]
    yield from min(tried, key=len)


def _readings(record: Record, found: re.Match[str]) -> Iterator[tuple[str, ...]]:
    """The parts with sides for models; both sides where the two have one name."""
    same = record.names["left"] == record.names["right"]
    options = [
        (("left", "right") if same else (SIDES[part],)) if part in SIDES else (part or "",) for part in found.groups()
    ]
    yield from product(*options)


def _shape(record: Record, section: str, sentence: Sentence, masked: str) -> Iterator[str]:
    """The form of any sentence: bound numbers, a period, a capital, nothing broken, nouns that agree."""
    if hash(sentence) not in FAULTLESS:
        yield from faults(sentence)
        FAULTLESS.add(hash(sentence))
    for name in record.odd_names:
        masked = masked.replace(name, "⟪T⟫")
    if BROKEN.search(masked) or ARTICLE.search(masked):
        yield "broken words"
    if section != NO_PERIOD and not masked.endswith("."):
        yield "no period"
    if masked[0].islower() and not any(sentence.text.startswith(name) for name in record.c.names.values()):
        yield "no capital"
    for number, noun in COUNTED_NOUNS.findall(masked):
        one = noun in ("test", "category", "benchmark", "model", "change")
        if (number == "1") is not one:
            yield f"{number} {noun}"
