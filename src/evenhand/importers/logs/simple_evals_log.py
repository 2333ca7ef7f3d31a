"""OpenAI simple-evals: the summary of one eval and model, and the examples of `_allresults.json` or the HTML report.

The tool says what was run in the name alone: `<eval>_<model>[_<date>[_<time>]]`. Its successor in openai/gpt-oss writes
the same files and calls them `<eval>_<model>-<effort>_temp<temperature>_<date>_<time>`. Whatever else stands in a name
is the model's, as a user has called it.
"""

import re
from collections.abc import Iterator
from math import isclose, sqrt
from pathlib import Path

from msgspec import Raw, Struct, structs
from msgspec.json import Decoder

from evenhand.importers.json_places import pointer
from evenhand.importers.logs.item_tally import ItemTally
from evenhand.importers.logs.json_stream import JsonStream
from evenhand.importers.logs.log import Log, LogFormat, Take, question_hash
from evenhand.importers.logs.log_file import LogFile, head_of
from evenhand.importers.logs.metric_scales import scale_of
from evenhand.importers.logs.plain_names import day_of
from evenhand.importers.logs.simple_evals_examples import Example, example
from evenhand.records.own_results import OwnItem, OwnRun, Scale

ALL_RESULTS = "_allresults"
DEBUG = "_DEBUG"
# Evals whose own name has the mark in it that stands before the model.
LONG_NAMES = ("healthbench_hard", "healthbench_consensus", "healthbench_meta")
DATE = re.compile(r"_(\d{4})(\d\d)(\d\d)(?:_\d{6})?$")
GPT_OSS = re.compile(r"(?P<model>.+)-(?P<effort>low|medium|high)_temp(?P<temperature>\d+(\.\d+)?)$")
SUMMARY = re.compile(rb'\s*\{\s*"[^"\\]{1,100}"\s*:\s*(-?\d|null)')
WHOLE = re.compile(rb'\s*\{\s*"score"\s*:\s*(-?\d[^,]*|null),\s*"metrics"\s*:\s*\{')
HAS_SCORE = re.compile(rb'"(score|f1_score)"\s*:\s*-?\d')
SPREAD, STANDARD_ERROR, COUNT = ":std", ":bootstrap_std", ":n_samples"
SUFFIXES = (SPREAD, STANDARD_ERROR, COUNT, ":min", ":max")
YES_AND_NO = {"True": 1.0, "False": 0.0}
SCORE, F1 = "score", "f1_score"
CALLED = "<name of eval>_<model>_<date>.json is what the tool calls it"
EXAMPLE_BEGINS = "<h3>Prompt conversation</h3>"
ITEM = 16
LARGEST_EXAMPLE = 2**25
Values = dict[str, Raw]
VALUES, TEXT, NUMBER, ANY_JSON = Decoder(Values), Decoder(str), Decoder(float), Decoder(Raw)


class Called(Struct, frozen=True):
    """What a file's name says; `stem` is the part that the files of one run share."""

    stem: str
    eval: str
    model: str
    measured: str = ""
    effort: str = ""
    temperature: str = ""
    is_debug: bool = False


def called(stem: str) -> Called | None:
    """What a name without its ending says; None where it does not have the tool's form."""
    plain = stem.removesuffix(ALL_RESULTS)
    whole, is_debug = plain.removesuffix(DEBUG), plain.endswith(DEBUG)
    dated = DATE.search(whole)
    words = whole[: dated.start()] if dated else whole
    long_name = next((name for name in LONG_NAMES if words.startswith(f"{name}_")), "")
    name = long_name or words.partition("_")[0]
    model = words[len(name) + 1 :]
    if not name or not model:
        return None
    day = day_of("-".join(dated.groups())) if dated else ""
    told = Called(stem=plain, eval=name, model=model, measured=day, is_debug=is_debug)
    found = GPT_OSS.fullmatch(model) if dated and dated[0].count("_") == 2 else None
    return structs.replace(told, **found.groupdict()) if found else told


def find(path: Path) -> Log | None:
    """The log whose summary this is, or whose `_allresults.json` where there is no summary."""
    told = called(path.stem) if path.suffix == ".json" else None
    if told is None:
        return None
    head = head_of(path, 2**16)
    summary, whole, report = (path.with_name(told.stem + end) for end in (".json", f"{ALL_RESULTS}.json", ".html"))
    is_whole = path == whole
    if not (WHOLE.match(head) if is_whole else SUMMARY.match(head) and HAS_SCORE.search(head)):
        return None
    try:
        if is_whole and summary.is_file():
            return None
        beside = tuple(one for one in (whole, report) if one != path and one.is_file())
    except OSError:
        return None
    return Log(tool="simple-evals", main=path, parts=(path, *beside))


def read(log: Log, take: Take) -> tuple[OwnRun, ...]:
    """The score and every other metric of the summary, and the items where the examples are there.

    Raises:
        BadLog: a file is damaged, not of this tool, or the examples are not those of the summary.

    """
    files = [LogFile(part, log.main.parent) for part in log.parts]
    file = files[0]
    told = called(log.main.stem)
    if told is None:
        raise file.bad("its name does not say what was run", value=log.main.name, fix=CALLED)
    values = _summary(file)
    runs = tuple(_runs(file, told, values))
    if not runs:
        raise file.bad("no score in it")
    examples = [one for one in files if one.path.suffix == ".html" or one.path.stem.endswith(ALL_RESULTS)]
    for one in examples:
        one.open().close()
    if not examples:
        return tuple(structs.replace(run, scale=_scale(file, run, values)) for run in runs)
    scored = next((run.key for run in runs if run.metric == SCORE), runs[0].key)
    seen = _Examples(examples[0], scored)
    seen.read(values, take)
    return tuple(_with_items(file, run, values, seen, is_scored=run.key == scored) for run in runs)


def _summary(file: LogFile) -> Values:
    """Every number of the summary; of `_allresults.json` those of its metrics, with the score."""
    if not file.path.stem.endswith(ALL_RESULTS):
        return file.decoded(file.whole(), VALUES)
    values: Values = {}
    with file.open() as body:
        stream = JsonStream(file, body)
        for name in stream.members():
            if name == SCORE:
                values[SCORE] = file.decoded(stream.value(), ANY_JSON, "/score")
            elif name == "metrics":
                metrics = file.decoded(stream.value(), VALUES, "/metrics")
                values |= metrics
            else:
                stream.skip()
        stream.end()
    return values


def _runs(file: LogFile, told: Called, values: Values) -> Iterator[OwnRun]:
    """The metric that the tool puts into its table first, then the others."""
    names = [name for name in values if not name.endswith(SUFFIXES)]
    first = next((name for name in (F1, SCORE) if name in names), "")
    for name in sorted(names, key=lambda name: name != first):
        error = values.get(name + STANDARD_ERROR)
        n = values.get(name + COUNT)
        yield OwnRun(
            key=name,
            model=file.word(told.model, "its name"),
            task=file.word(told.eval, "its name"),
            metric=file.word(name, ""),
            value=file.digits(values[name], pointer(name), may_lack=True),
            error="" if error is None else file.spread(error, pointer(name + STANDARD_ERROR)),
            scale="other",
            n=None if n is None else _count(file, n, pointer(name + COUNT)),
            origin=file.path.name,
            at=pointer(name),
            primary=name == first,
            measured=told.measured,
            effort=told.effort,
            temperature=told.temperature,
            settings={"debug": "true"} if told.is_debug else {},
        )


def _count(file: LogFile, raw: Raw, place: str) -> int:
    number = float(file.digits(raw, place))
    if not 0 <= number <= 10**9 or number != int(number):
        raise file.bad("a number of samples is expected here", place, number)
    return int(number)


class _Examples:
    """Hands on the examples as items of the score."""

    def __init__(self, file: LogFile, run: str) -> None:
        self._file, self._run = file, run
        self._met: dict[str, int] = {}
        self.tally = ItemTally()
        self.is_chat = False

    def read(self, values: Values, take: Take) -> None:
        """Hand on all of them; `values` is what the summary says.

        Raises:
            BadLog: damaged, or the file is of another run than the summary.

        """
        is_report = self._file.path.suffix == ".html"
        for place, html in self._in_report() if is_report else self._in_all_results(values):
            found = example(html)
            if found is None:
                raise self._file.bad("it is no example of simple-evals", place)
            self._hand_on(found, place, take)

    def _in_all_results(self, values: Values) -> Iterator[tuple[str, str]]:
        with self._file.open() as body:
            stream = JsonStream(self._file, body)
            for name in stream.members():
                if name == "htmls":
                    for place, raw in stream.elements():
                        yield place, self._file.decoded(raw, TEXT, place)
                elif name == SCORE:
                    self._same_score(stream.value(), values)
                else:
                    stream.skip()
            stream.end()

    def _same_score(self, raw: bytes, values: Values) -> None:
        wanted = values.get(SCORE, Raw(b"null"))
        if bytes(wanted) != raw:
            says = bytes(wanted).decode("utf-8", "replace")
            raise self._file.bad(f"the summary's score is {says}", "/score", raw.decode("utf-8", "replace"))

    def _in_report(self) -> Iterator[tuple[str, str]]:
        """The pieces between the headings at which an example begins; the first one is the head of the page."""
        parts: list[str] = []
        size = number = 0
        for place, line in self._file.lines(blank=True):
            text = self._decoded(line, place)
            if text.strip() == EXAMPLE_BEGINS:
                if number:
                    yield f"example {number}", "".join(parts)
                parts, size, number = [], 0, number + 1
            size += len(line)
            if size > LARGEST_EXAMPLE:
                raise self._file.bad(f"an example is larger than {LARGEST_EXAMPLE:,} bytes", place)
            parts.append(text)
        if "</html>" not in "".join(parts[-9:]):
            raise self._file.bad("the report ends before its end")
        if number:
            yield f"example {number}", "".join(parts)

    def _decoded(self, line: bytes, place: str) -> str:
        try:
            return line.decode()
        except UnicodeDecodeError as error:
            raise self._file.bad(f"no UTF-8: {error.reason}", place) from error

    def _hand_on(self, found: Example, place: str, take: Take) -> None:
        asked = next((text for role, text in reversed(found.messages) if role == "user"), "")
        question = question_hash(asked) if asked else ""
        # The successor writes examples in the order in which they end: only the question says which one it is.
        item = question[:ITEM] or f"example {self.tally.met + 1}"
        attempt = self._met.get(item, 0) + 1
        self._met[item] = attempt
        self.is_chat = self.is_chat or bool(found.messages)
        outcome = self._outcome(found.score, place)
        self.tally.add(outcome)
        take(
            OwnItem(
                run=self._run,
                item=item,
                attempt=attempt,
                outcome=outcome,
                fault="" if outcome is not None else "no score",
                question=question,
                prompt=_sent(found),
                output=found.answer,
            )
        )

    def _outcome(self, score: str, place: str) -> float | None:
        if score in YES_AND_NO:
            return YES_AND_NO[score]
        return self._file.decoded(score.encode("utf-8", "replace"), NUMBER, place) if score else None


def _sent(found: Example) -> str:
    """The only message as it is, several with their roles."""
    if len(found.messages) == 1:
        return found.messages[0][1]
    return "\n\n".join(f"{role}: {text}" for role, text in found.messages)


def _with_items(file: LogFile, run: OwnRun, values: Values, seen: _Examples, *, is_scored: bool) -> OwnRun:
    """The run with what its examples tell; only the score is known for each of them.

    Raises:
        BadLog: the score is not the mean of the examples.

    """
    run = structs.replace(run, prompt_style="chat" if seen.is_chat else "")
    if not is_scored:
        return structs.replace(run, scale=_scale(file, run, values))
    n = seen.tally.scored or None
    run = structs.replace(run, n=n if run.n is None else run.n, scale=_scale(file, run, values, seen.tally))
    # Below 0 the successor's mean is cut, so that it need not be the mean of what is printed.
    if seen.tally.lowest >= 0 and seen.tally.contradicts(run):
        raise file.bad(f"it is not the mean of its {seen.tally.met} examples, {seen.tally.mean()}", run.at, run.value)
    spread = _spread(file, run, values)
    if run.error or spread is None or not n:
        return run
    # `:std` is the standard deviation of the n scores (numpy's, divided by n): their mean has the error std / sqrt(n).
    error = spread / sqrt(n)
    return structs.replace(
        run, error=repr(error), at=f"{run.at}, error from {pointer(run.metric + SPREAD)} / sqrt({n})"
    )


def _spread(file: LogFile, run: OwnRun, values: Values) -> float | None:
    raw = values.get(run.metric + SPREAD)
    digits = "" if raw is None else file.spread(raw, pointer(run.metric + SPREAD))
    return float(digits) if digits else None


def _scale(file: LogFile, run: OwnRun, values: Values, tally: ItemTally | None = None) -> Scale:
    """A score is a share in all evals of the tool; another metric is one if its spread is that of yes and no."""
    spread = _spread(file, run, values)
    share = float(run.value) if run.value else 0.0
    if not 0 <= share <= 1:
        return scale_of(run.metric, run.value, tally)
    of_yes_and_no = sqrt(share * (1 - share))
    is_share = run.metric == SCORE or (spread is not None and isclose(spread, of_yes_and_no, abs_tol=1e-9))
    return "fraction" if is_share else scale_of(run.metric, run.value, tally)


FORMAT = LogFormat(tool="simple-evals", find=find, read=read)
