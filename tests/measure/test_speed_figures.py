"""From requests to figures: rates by hand, and that nothing is dropped."""

import pytest
from msgspec import structs

from evenhand.measure.speed_figures import figures, rate, streamed, too_wrong
from evenhand.records.speed_receipt import Calibration, Request, SpeedReceipt, SpeedSettings, Target, Tokens
from evenhand.wording.measured_speed import figure_words, method_words
from evenhand.wording.sentence import faults

TARGET = Target(key="m@here", name="m", address="http://127.0.0.1/v1", kind="chat")
SETTINGS = SpeedSettings(targets=(TARGET,), prompt_tokens=(100,), concurrency=(4,))
ANSWER = Request(
    target="m@here",
    prompt_tokens=100,
    concurrency=4,
    number=0,
    outcome="answered",
    first_answer=0.5,
    last=1.5,
    whole=1.6,
    pieces=21,
    first_pieces=1,
    characters=84,
    first_characters=4,
    tokens=Tokens(input=108, output=21),
)


def test_rate_after_the_first_token() -> None:
    """21 tokens, a piece each, the last one a second after the first: 20 tokens a second."""
    assert rate(ANSWER) == pytest.approx(20.0)


def test_rate_where_pieces_hold_several_tokens() -> None:
    """Where pieces are fewer than tokens, the first one's share of the text is left out, at least a token."""
    bundled = structs.replace(ANSWER, pieces=11, characters=400, first_characters=40, tokens=Tokens(output=100))
    assert rate(bundled) == pytest.approx(90.0)
    small = structs.replace(bundled, first_characters=1)
    assert rate(small) == pytest.approx(99.0)


def test_rate_where_the_first_packet_holds_two_pieces() -> None:
    """Two pieces of the first packet are left out with their time."""
    assert rate(structs.replace(ANSWER, first_pieces=2)) == pytest.approx(19.0)


def test_no_rate_without_its_parts() -> None:
    """One packet, no usage report, no answer: there is no rate, and none is made up."""
    for changed in (
        structs.replace(ANSWER, pieces=3, first_pieces=3, last=0.5),
        structs.replace(ANSWER, tokens=Tokens()),
        structs.replace(ANSWER, outcome="cut"),
        structs.replace(ANSWER, first_answer=None, last=None, pieces=0),
    ):
        assert rate(changed) is None


def test_hidden_reasoning_is_not_in_the_rate() -> None:
    """Reasoning tokens that came as no text, or as a summary, are left out; those that came count, from the first."""
    usage = Tokens(output=121, reasoning=100)
    hidden = structs.replace(ANSWER, tokens=usage)
    assert streamed(hidden) == 21
    summed_up = structs.replace(hidden, first_reasoning=0.25)
    assert (streamed(summed_up), summed_up.first, rate(summed_up)) == (21, 0.25, pytest.approx(20.0))
    assert streamed(structs.replace(summed_up, tokens=Tokens(output=121))) is None
    shown = structs.replace(hidden, first_reasoning=0.25, pieces=121, reasoning_pieces=100)
    assert streamed(shown) == 121
    assert shown.first == 0.25
    assert rate(shown) == pytest.approx(120 / 1.25)


def test_stated_tokenizers() -> None:
    """A stated tokenizer counts instead of the usage report: pieces, or words."""
    worded = structs.replace(ANSWER, tokens=Tokens(), words=11)
    assert (streamed(worded), streamed(worded, "chunks"), streamed(worded, "words")) == (None, 21, 11)
    assert rate(worded, "words") == pytest.approx(11 * 20 / 21)


def test_every_end_is_counted() -> None:
    """Forty requests of every outcome are all in the counts, and the words say each of them with its number."""
    others = [
        *[structs.replace(ANSWER, outcome="cut", tokens=Tokens(), pieces=12, fault="the stream ended")] * 3,
        structs.replace(ANSWER, outcome="slow", first_answer=None, last=None, pieces=0, fault="no token within 60 s"),
        structs.replace(ANSWER, outcome="limited", first_answer=None, limited=4, asked_wait=8.0, waited=8.1),
        structs.replace(ANSWER, outcome="empty", pieces=0, first_answer=None, last=None),
        structs.replace(ANSWER, outcome="failed", status=500, first_answer=None, fault="server_error: broke"),
        structs.replace(ANSWER, outcome="refused", status=400, first_answer=None),
    ]
    requests = [structs.replace(one, number=n) for n, one in enumerate([ANSWER] * 32 + others)]
    warm = structs.replace(ANSWER, warm_up=True, first_answer=9.0)
    (found,) = figures(SETTINGS, [warm, *requests])
    assert found.outcomes == {"answered": 32, "empty": 1, "cut": 3, "slow": 1, "limited": 1, "refused": 1, "failed": 1}
    assert (found.n, found.warm_up, found.cut_after, found.limited, found.asked_wait) == (40, 1, 12, 4, 8.0)
    assert (found.first_token.n, found.first_token.censored) == (36, 1)
    assert found.tokens_per_second.n == found.whole.n == 32
    words = figure_words(found)
    assert "m@here, 100 tokens, 4 at once: 3 of 40 cut off after 12 tokens." in [one.text for one in words]
    assert [faults(one) for one in words if faults(one)] == []


@pytest.mark.parametrize("cached", [0, 64])
def test_a_cache_that_answered_is_not_denied(cached: int) -> None:
    """That no prompt cache answers is said only where the server reported none."""
    answer = structs.replace(ANSWER, tokens=Tokens(input=108, output=21, cached=cached))
    receipt = SpeedReceipt(
        id="r",
        settings=SETTINGS,
        sessions=(),
        ended="",
        ending="done",
        why="",
        evenhand="",
        aiohttp="",
        python="",
        machine="",
        cores=1,
        calibrations=(),
        requests=(answer,),
        figures=tuple(figures(SETTINGS, [answer])),
    )
    words = " ".join(one.text for one in method_words(receipt))
    assert "every prompt begins with words of its own" in words
    assert ("no prompt cache" in words) == (not cached)
    assert not any(map(faults, method_words(receipt)))


def test_the_clock_stands_beside_its_figures() -> None:
    """Figures carry the newest calibration of their kind and concurrency, and a wrong clock marks them."""
    clock = Calibration(
        kind="chat",
        concurrency=4,
        delay=0.25,
        n=12,
        median=0.26,
        p95=0.3,
        error=0.04,
        rate_error=0.0,
        stub_late=0.0,
        at="",
    )
    wrong = structs.replace(clock, error=-0.051)
    other = structs.replace(clock, concurrency=8)
    assert (too_wrong(clock), too_wrong(wrong)) == (False, True)
    (found,) = figures(SETTINGS, [ANSWER], [wrong, clock, other])
    assert (found.calibration, found.doubtful) == (clock, False)
    (found,) = figures(SETTINGS, [ANSWER], [clock, wrong])
    assert found.doubtful
    assert not any(faults(one) for one in figure_words(found))
