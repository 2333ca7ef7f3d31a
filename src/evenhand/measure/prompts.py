"""Prompts of a stated length, each different from its first word on, so that no cache of prompts answers them."""

from random import Random

# Short common words: with the blank before it, each is one token in the vocabularies in use.
COMMON = """
time year people way day man thing woman life child world school state family student group country problem hand
part place case week company system program question work night point home water room mother area money story
fact month lot right study book eye job word business issue side kind head house service friend father power hour
game line end member law car city name team minute idea body back parent face level office door health person art
war history party result change morning reason research girl moment air teacher force education foot boy age
policy music market sense nation plan college interest death experience effect class control field development
role effort rate heart drug show leader light voice wife police mind price report decision son view relation town
road arm difference value building action season society tax director position player record paper space ground
form event official matter center couple site project activity star table need court oil half situation cost
industry figure street image phone data picture practice piece land product doctor wall patient worker news test
movie north love support technology step baby computer type attention film tree source organization hair look
window culture chance brother energy period course summer plant opportunity term letter condition choice rule
"""
WORDS = tuple(COMMON.split())
ASK = "Write a long story in which each of these words is used, in this order; do not stop early. Words:"
# What the sentence before the words takes.
ASK_TOKENS = 24


def prompt(tokens: int, run: str, request: str) -> str:
    """A prompt of about this many tokens (what a server really counts stands in its usage report).

    The same run and request give the same words, so that a run that goes on asks what it would have asked; another
    run asks other words.
    """
    random = Random(f"{run}:{request}:{tokens}")  # noqa: S311 - words, not secrets
    first = " ".join(random.choices(WORDS, k=4)).capitalize()
    rest = random.choices(WORDS, k=max(1, tokens - ASK_TOKENS - 6))
    return f"{first}. {ASK} {' '.join(rest)}."
