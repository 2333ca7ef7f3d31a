"""What people agree to when they subscribe. A wording that was ever shown stays here as it was."""

WORDINGS = {
    "2026-11": (
        "Send me the weekly brief of what changed, and the alerts that I ask for, to this address. "
        "I can stop at any time with one click. My address is used for nothing else."
    ),
}
"""Each wording by the mark that the form sends back, the one in use last."""


def wording_in_use() -> tuple[str, str]:
    """The mark and the words that a form shows now."""
    return next(reversed(WORDINGS.items()))


def wording_shown(mark: str) -> str | None:
    """The words that stood beside the button when this mark was sent; None where no form sends it."""
    return WORDINGS.get(mark)
