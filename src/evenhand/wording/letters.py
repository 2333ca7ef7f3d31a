"""What letters say beside the sentences of the brief: the subject of an alert."""

from evenhand.records.brief import BriefLine
from evenhand.records.wording import Sentence
from evenhand.wording.price_moves import moves
from evenhand.wording.sentence import Written, say


def alert_subject(line: BriefLine, others: int) -> Sentence:
    """Whose price changed, which and by how much, and how many changes more the letter tells."""
    named = {one.name: one.text for one in line.words.figures}
    moved, figures = moves(line.percents)
    given: dict[str, Written | str] = {
        "model": named.get("model", ""),
        "provider": named.get("provider", ""),
        "others": (others, f"{others:,}"),
        "words": line.words.text.removesuffix("."),
        **figures,
    }
    what = "{model} at {provider}" if given["model"] and given["provider"] else "{words}"
    by = f" ({moved})" if moved and what != "{words}" else ""
    subject = "Price on file corrected" if line.kind == "corrected price" else "Price alert"
    more = ", and {others} more" if others else ""
    return say("letters.alert_subject", f"{subject}: {what}{by}{more}", **given)
