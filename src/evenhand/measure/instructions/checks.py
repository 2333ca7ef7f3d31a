"""The 25 kinds of instructions of IFEval, by the authors' ids, each with its rule.

Source: Zhou and others 2023, "Instruction-Following Evaluation for Large Language Models", arXiv:2311.07911, table 1,
and its two ways of judging: strict (the reply as it is) and loose (also without its first line, its last line, and
asterisks).
"""

import re
from collections.abc import Callable, Mapping
from json import JSONDecodeError, loads
from typing import Any

from evenhand.measure.instructions.counting import capital_words, compared, language, parts, sentences, words

Parameters = Mapping[str, Any]
Check = Callable[[str, Parameters], bool]
CONSTRAINED = ("My answer is yes.", "My answer is no.", "My answer is maybe.")
POSTSCRIPTS = {"P.P.S": r"p\.\s?p\.\s?s", "P.S.": r"p\.\s?s\."}


def follows(kind: str, parameters: Parameters, reply: str) -> bool:
    """Whether a reply follows one instruction; an empty reply follows none."""
    return bool(reply.strip()) and CHECKS[kind](reply, parameters)


def follows_loosely(kind: str, parameters: Parameters, reply: str) -> bool:
    """Whether a reply, or one of its seven looser readings, follows one instruction."""
    return any(follows(kind, parameters, reading) for reading in readings(reply))


def readings(reply: str) -> tuple[str, ...]:
    """The reply; without its first line, its last line, both; and each of these without asterisks."""
    lines = reply.split("\n")
    cuts = (lines, lines[1:], lines[:-1], lines[1:-1])
    whole = (reply, *("\n".join(cut).strip() for cut in cuts[1:]))
    return (*whole, *(one.replace("*", "") for one in whole))


def _keywords(reply: str, parameters: Parameters) -> bool:
    return all(re.search(word, reply, re.IGNORECASE) for word in parameters["keywords"])


def _keyword_frequency(reply: str, parameters: Parameters) -> bool:
    found = re.findall(parameters["keyword"], reply, re.IGNORECASE)
    return compared(len(found), parameters["relation"], parameters["frequency"])


def _no_forbidden(reply: str, parameters: Parameters) -> bool:
    return not any(re.search(rf"\b{word}\b", reply, re.IGNORECASE) for word in parameters["forbidden_words"])


def _letter_frequency(reply: str, parameters: Parameters) -> bool:
    count = reply.lower().count(parameters["letter"].lower())
    return compared(count, parameters["let_relation"], parameters["let_frequency"])


def _language(reply: str, parameters: Parameters) -> bool:
    return language(reply) in {"", parameters["language"]}


def _sentences(reply: str, parameters: Parameters) -> bool:
    return compared(sentences(reply), parameters["relation"], parameters["num_sentences"])


def _paragraphs(reply: str, parameters: Parameters) -> bool:
    return bool(parts(reply, r"\s?\*\*\*\s?") == parameters["num_paragraphs"])


def _words(reply: str, parameters: Parameters) -> bool:
    return compared(words(reply), parameters["relation"], parameters["num_words"])


def _first_word(reply: str, parameters: Parameters) -> bool:
    blocks = reply.split("\n\n")
    nth = parameters["nth_paragraph"]
    if sum(bool(block.strip()) for block in blocks) != parameters["num_paragraphs"] or nth > len(blocks):
        return False
    first = blocks[nth - 1].split()[:1]
    bare = re.split(r"[.,?!'\"]", first[0].lstrip("'\""))[0] if first else ""
    return bool(bare.lower() == parameters["first_word"].lower())


def _placeholders(reply: str, parameters: Parameters) -> bool:
    return bool(len(re.findall(r"\[.*?\]", reply)) >= parameters["num_placeholders"])


def _postscript(reply: str, parameters: Parameters) -> bool:
    marker = parameters["postscript_marker"]
    return bool(re.search(POSTSCRIPTS.get(marker, re.escape(marker)), reply, re.IGNORECASE))


def _bullets(reply: str, parameters: Parameters) -> bool:
    found = re.findall(r"^\s*(?:\*[^*\n]|-)", reply, re.MULTILINE)
    return bool(len(found) == parameters["num_bullets"])


def _constrained(reply: str, _parameters: Parameters) -> bool:
    return any(answer in reply for answer in CONSTRAINED)


def _highlights(reply: str, parameters: Parameters) -> bool:
    single = re.findall(r"\*[^\n*]*\*", reply)
    double = re.findall(r"\*\*[^\n*]*\*\*", reply)
    marked = sum(bool(one.strip("*").strip()) for one in (*single, *double))
    return bool(marked >= parameters["num_highlights"])


def _sections(reply: str, parameters: Parameters) -> bool:
    found = re.findall(rf"{parameters['section_spliter']}\s?\d+", reply)
    return bool(len(found) >= parameters["num_sections"])


def _json(reply: str, _parameters: Parameters) -> bool:
    bare = re.sub(r"^\s*```(?:json)?|```\s*$", "", reply, flags=re.IGNORECASE)
    try:
        loads(bare)
    except (JSONDecodeError, RecursionError):
        return False
    return True


def _title(reply: str, _parameters: Parameters) -> bool:
    return any(one.strip("<>").strip() for one in re.findall(r"<<[^\n]+>>", reply))


def _two_responses(reply: str, _parameters: Parameters) -> bool:
    found = [one.strip() for one in reply.split("******")]
    full = [one for one in found if one]
    return all(found[1:-1]) and len(full) == 2 and full[0] != full[1]


def _repeats(reply: str, parameters: Parameters) -> bool:
    return reply.strip().lower().startswith(parameters["prompt_to_repeat"].strip().lower())


def _ends(reply: str, parameters: Parameters) -> bool:
    return reply.strip().strip('"').lower().endswith(parameters["end_phrase"].strip().lower())


def _capital_words(reply: str, parameters: Parameters) -> bool:
    return compared(capital_words(reply), parameters["capital_relation"], parameters["capital_frequency"])


def _capitals(reply: str, _parameters: Parameters) -> bool:
    return reply.isupper() and language(reply) in {"", "en"}


def _lowercase(reply: str, _parameters: Parameters) -> bool:
    return reply.islower() and language(reply) in {"", "en"}


def _no_comma(reply: str, _parameters: Parameters) -> bool:
    return "," not in reply


def _quoted(reply: str, _parameters: Parameters) -> bool:
    bare = reply.strip()
    return len(bare) > 1 and bare[0] == bare[-1] == '"'


CHECKS: Mapping[str, Check] = {
    "change_case:capital_word_frequency": _capital_words,
    "change_case:english_capital": _capitals,
    "change_case:english_lowercase": _lowercase,
    "combination:repeat_prompt": _repeats,
    "combination:two_responses": _two_responses,
    "detectable_content:number_placeholders": _placeholders,
    "detectable_content:postscript": _postscript,
    "detectable_format:constrained_response": _constrained,
    "detectable_format:json_format": _json,
    "detectable_format:multiple_sections": _sections,
    "detectable_format:number_bullet_lists": _bullets,
    "detectable_format:number_highlighted_sections": _highlights,
    "detectable_format:title": _title,
    "keywords:existence": _keywords,
    "keywords:forbidden_words": _no_forbidden,
    "keywords:frequency": _keyword_frequency,
    "keywords:letter_frequency": _letter_frequency,
    "language:response_language": _language,
    "length_constraints:nth_paragraph_first_word": _first_word,
    "length_constraints:number_paragraphs": _paragraphs,
    "length_constraints:number_sentences": _sentences,
    "length_constraints:number_words": _words,
    "punctuation:no_comma": _no_comma,
    "startend:end_checker": _ends,
    "startend:quotation": _quoted,
}
