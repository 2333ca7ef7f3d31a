"""Several leads claimed at once."""

from msgspec import Struct


class JointLead(Struct, frozen=True, kw_only=True):
    """One category's lead among several.

    `probability` is that its leader is ahead, looked at alone; `adjusted` is 1 less Holm's adjusted p, at most that;
    `needed` is the probability that its step asks for. It `survives` when its step and all surer ones are passed.
    """

    category: str
    probability: float
    adjusted: float
    needed: float
    survives: bool
