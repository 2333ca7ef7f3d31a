"""What a mail server's answers lead to."""

import pytest

from evenhand.brief.sending.replies import Stage, Verdict, hard, reply, verdict


@pytest.mark.parametrize(
    ("code", "text", "stage", "means"),
    [
        (250, b"2.0.0 OK", "text", "accepted"),
        (251, b"forwarded", "recipient", "accepted"),
        (354, b"go on", "data", "accepted"),
        (250, b"what?", "data", "later"),
        (450, b"4.2.0 greylisted", "recipient", "later"),
        (451, b"4.7.1 greylisted", "recipient", "later"),
        (451, b"4.7.1 too fast", "text", "pause"),
        (421, b"4.3.2 shutting down", "recipient", "pause"),
        (451, b"later", "sender", "pause"),
        (454, b"4.7.0 not now", "opening", "pause"),
        (550, b"5.1.1 unknown", "recipient", "no such address"),
        (550, b"no", "recipient", "no such address"),
        (552, b"5.2.2 full", "recipient", "no such address"),
        (554, b"5.7.1 relay access denied", "recipient", "refused"),
        (554, b"5.6.0 content", "text", "refused"),
        (530, b"5.7.0 STARTTLS first", "recipient", "stop"),
        (535, b"5.7.8 wrong", "opening", "stop"),
        (550, b"5.7.1 who are you", "sender", "stop"),
    ],
)
def test_answers_mean(code: int, text: bytes, stage: Stage, means: Verdict) -> None:
    """A letter's own fault is kept apart from the address's and from ours."""
    assert verdict(reply((code, text), stage)) == means


def test_only_an_enhanced_code_says_that_an_address_is_gone() -> None:
    """A plain 550 may be about anything; 5.1.1 is not."""
    assert hard(reply((550, b"5.1.1 <ann@example.net> unknown"), "recipient"))
    assert not hard(reply((550, b"<ann@example.net> unknown"), "recipient"))
    assert not hard(reply((552, b"5.2.2 full"), "recipient"))


def test_a_reason_holds_codes_and_not_the_server_s_words() -> None:
    """What a server says may name the address."""
    answer = reply((550, b"5.1.1 <ann@example.net> is unknown"), "recipient")
    assert answer.reason == "the address was refused (550 5.1.1)"
    assert reply((451, b"try later, ann@example.net"), "text").reason == "the mail server asked to wait (451)"
