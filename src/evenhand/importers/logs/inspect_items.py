"""The items of an Inspect log: one a sample, epoch and score."""

from collections.abc import Iterable
from math import isfinite

from msgspec import Raw
from msgspec.json import Decoder

from evenhand.errors import BadLog
from evenhand.importers.logs.inspect_records import (
    NOTHING,
    Message,
    Output,
    Reduction,
    Sample,
    SampleEvents,
    Score,
    Usage,
)
from evenhand.importers.logs.inspect_runs import Measure, cluster_of
from evenhand.importers.logs.item_tally import ItemTally
from evenhand.importers.logs.kept_settings import shown, without_secrets
from evenhand.importers.logs.log import Take, question_hash
from evenhand.importers.logs.typed_json import decoded, text_of, told_at
from evenhand.records.own_results import OwnItem

LONGEST_ID = 1_000
ATTACHED = "attachment://"
# Inspect's own letters and words for right, partly right and wrong, and for no answer.
LETTERS = {b'"C"': 1.0, b'"I"': 0.0, b'"P"': 0.5, b'"N"': 0.0, b"true": 1.0, b"false": 0.0}
WORDS = {"yes": 1.0, "true": 1.0, "no": 0.0, "false": 0.0}

_SAMPLE = Decoder(Sample)
_EVENTS = Decoder(SampleEvents)
_TABLE = Decoder(dict[str, Raw])
_TEXTS = Decoder(dict[str, str])


class Items:
    """Samples in, items out to `take`; `tallies` counts them by the key of their run."""

    def __init__(self, file: str, model: str, found: Iterable[Measure], take: Take) -> None:
        self._file, self._model, self._take = file, model, take
        with told_at(file, "/results/scores"):
            self._measures = [(one.key, one.score.scorer, one.score.name, cluster_of(one)) for one in found]
        self.tallies = {key: ItemTally() for key, *_ in self._measures}

    def sample(self, place: str, body: bytes | Raw) -> str:
        """Take the items of one sample; its `<id>_epoch_<number>`.

        Raises:
            BadLog: it is no sample.

        """
        sample = decoded(self._file, place, body, _SAMPLE, not_a_number=True)
        with told_at(self._file, place):
            self._take_items(place, body, sample)
        return f"{sample.id}_epoch_{sample.epoch}"

    def _take_items(self, place: str, body: bytes | Raw, sample: Sample) -> None:
        name = self._name(place, sample.id)
        usage = sample.model_usage or self._usage_of_events(place, body)
        tokens = usage.get(self._model) or (next(iter(usage.values())) if len(usage) == 1 else None)
        prompt = _prompt(sample)
        question = question_hash(prompt) if prompt else ""
        output = _resolved(_completion(sample.output), sample)
        fault = _fault(sample)
        counted = () if tokens is None else (_input_tokens(tokens), tokens.output_tokens, tokens.total_cost)
        for key, scorer, value_name, cluster in self._measures:
            outcome, why = self._outcome(place, _score(sample, scorer), value_name)
            self._put(
                key,
                OwnItem(
                    run=key,
                    item=name,
                    attempt=sample.epoch,
                    outcome=None if _is_set(sample.invalidation) else outcome,
                    fault=fault or ("" if outcome is not None else why),
                    question=question,
                    cluster=_cluster(sample.metadata, cluster) if cluster else "",
                    input_tokens=counted[0] if counted else None,
                    output_tokens=counted[1] if counted else None,
                    cost=counted[2] if counted else None,
                    seconds=sample.working_time if sample.working_time is not None else sample.total_time,
                    prompt=prompt,
                    output=output,
                ),
            )

    def reductions(self, place: str, found: Iterable[Reduction]) -> None:
        """Take the values of samples that the log itself leaves out, of scores with one value a sample.

        Raises:
            BadLog: a value is no number that can be read.

        """
        keys = {scorer: key for key, scorer, name, _ in self._measures if scorer == name}
        for reduction in found:
            key = keys.pop(reduction.scorer, None)
            if key is not None:
                self._reduced(place, key, reduction)

    def _reduced(self, place: str, key: str, reduction: Reduction) -> None:
        seen: set[str] = set()
        for number, one in enumerate(reduction.samples):
            at = f"{place}, {reduction.scorer}, sample {number + 1}"
            if one.sample_id is None:
                continue
            item = self._name(at, one.sample_id)
            if item in seen:
                raise BadLog(self._file, "a sample stands there twice", place=at, value=item)
            seen.add(item)
            with told_at(self._file, at):
                outcome, why = self._outcome(at, Score(one.value), reduction.scorer)
            self._put(key, OwnItem(run=key, item=item, outcome=outcome, fault="" if outcome is not None else why))

    def _put(self, key: str, item: OwnItem) -> None:
        self.tallies[key].add(item.outcome)
        self._take(item)

    def _name(self, place: str, name: int | str) -> str:
        text = str(name)
        if not text or len(text) > LONGEST_ID or not text.isprintable():
            what = f"a sample's id is empty, longer than {LONGEST_ID:,} characters or holds control characters"
            raise BadLog(self._file, what, place=place, value=text)
        return text

    def _outcome(self, place: str, score: Score | None, name: str) -> tuple[float | None, str]:
        """The value as Inspect's `value_to_float` reads it, or None and why there is none."""
        if score is None:
            return None, "not scored"
        body = bytes(score.value)
        if body[:1] == b"{":
            body = bytes(_TABLE.decode(body).get(name, NOTHING))
        try:
            value = to_float(body)
        except ValueError as error:
            raise BadLog(
                self._file, "not a finite number", place=place, value=body.decode("utf-8", "replace")
            ) from error
        return value, "not scored" if body == NOTHING_THERE else "several values and no one number"

    def _usage_of_events(self, place: str, body: bytes | Raw) -> dict[str, Usage]:
        """Tokens by model from each call, where an old log has no totals of the sample."""
        events = decoded(self._file, place, body, _EVENTS, not_a_number=True).events
        calls = [one for one in events if one.event == "model" and one.output is not None and one.output.usage]
        return {
            model: _sum([one.output.usage for one in calls if one.model == model and one.output and one.output.usage])
            for model in {one.model for one in calls}
        }


NOTHING_THERE = bytes(NOTHING)


def to_float(body: bytes) -> float | None:
    """A score's value as Inspect counts it: letters, words, numbers; None for null, lists and tables.

    A text that says nothing is 0, as it is in Inspect's means.

    Raises:
        ValueError: a number that is not finite.

    """
    letter = LETTERS.get(body)
    if letter is not None:
        return letter
    if body == NOTHING_THERE or body[:1] in {b"[", b"{"}:
        return None
    if body[:1] == b'"':
        return _of_word(text_of(body).lower())
    value = float(body)
    if not isfinite(value):
        raise ValueError("not finite")
    return value


def _of_word(word: str) -> float:
    if word in WORDS:
        return WORDS[word]
    try:
        value = float(word)
    except ValueError:
        return 0.0
    return value if isfinite(value) else 0.0


def _score(sample: Sample, scorer: str) -> Score | None:
    return (sample.scores or {}).get(scorer, sample.score)


def _prompt(sample: Sample) -> str:
    """The question with its choices; of a conversation the texts of its messages."""
    given = sample.input
    text = given if isinstance(given, str) else "\n".join(filter(None, (_text(message) for message in given)))
    return "\n".join((_resolved(text, sample), *(sample.choices or ())))


def _completion(output: Output) -> str:
    return output.completion or (_text(output.choices[0].message) if output.choices else "")


def _text(message: Message) -> str:
    content = message.content or ""
    return content if isinstance(content, str) else "\n".join(part.text for part in content if part.type == "text")


def _resolved(text: str, sample: Sample) -> str:
    """A long text that the log keeps apart."""
    if not text.startswith(ATTACHED) or not _is_set(sample.attachments):
        return text
    return _TEXTS.decode(sample.attachments).get(text.removeprefix(ATTACHED), text)


def _fault(sample: Sample) -> str:
    if _is_set(sample.invalidation):
        return "invalidated"
    if sample.error is not None:
        return _short(f"error: {sample.error.message}")
    return _short(f"limit: {sample.limit.type}") if sample.limit is not None else ""


def _short(text: str) -> str:
    plain = " ".join(without_secrets(text).split())
    return "".join(one for one in plain[:200] if one.isprintable())


def _is_set(raw: Raw) -> bool:
    return bytes(raw) != NOTHING_THERE


def _cluster(metadata: Raw, field: str) -> str:
    if bytes(metadata)[:1] != b"{":
        return ""
    return shown(_TABLE.decode(metadata).get(field, NOTHING))


def _input_tokens(usage: Usage) -> int:
    """All tokens that were read. Inspect counts those from and into a cache apart; some of its providers do not.

    The total says which: it is at least the sum of all where they are counted apart.
    """
    cached = (usage.input_tokens_cache_read or 0) + (usage.input_tokens_cache_write or 0)
    apart = usage.input_tokens + cached
    return apart if usage.total_tokens >= apart + usage.output_tokens or not usage.total_tokens else usage.input_tokens


def _sum(usages: list[Usage]) -> Usage:
    costs = [one.total_cost for one in usages if one.total_cost is not None]
    return Usage(
        input_tokens=sum(map(_input_tokens, usages)),
        output_tokens=sum(one.output_tokens for one in usages),
        total_cost=sum(costs) if len(costs) == len(usages) and costs else None,
    )
