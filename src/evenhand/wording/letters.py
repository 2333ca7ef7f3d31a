"""What letters say beside the sentences of the brief: the subject of an alert."""

from evenhand.records.brief import BriefLine
from evenhand.records.wording import Sentence
from evenhand.wording import numbers
from evenhand.wording.sentence import Written, say


def alert_subject(line: BriefLine, others: int) -> Sentence:
    """Whose price changed and by how much at most, and how many changes more the letter tells."""
    named = {one.name: one.text for one in line.words.figures}
    given: dict[str, Written | str] = {
        "model": named.get("model", ""),
        "provider": named.get("provider", ""),
        "percent": (line.percent, numbers.percent_change(line.percent)),
        "others": (others, f"{others:,}"),
        "words": line.words.text.removesuffix("."),
    }
    what = "{model} at {provider}" if given["model"] and given["provider"] else "{words}"
    by = " ({percent})" if line.percent is not None and what != "{words}" else ""
    subject = "Price on file corrected" if line.kind == "corrected price" else "Price alert"
    more = ", and {others} more" if others else ""
    return say("letters.alert_subject", f"{subject}: {what}{by}{more}", **given)
