"""The OpenAPI document with examples that are real over the invented facts."""

import json
from typing import Any

INVENTED = {
    "gemma-4-12b": "tarn-2",
    "gpt-5.5": "quill-7",
    "gpt-5.2": "tarn-2-mini",
    "gpqa-diamond": "mend-it",
    "terminal-bench": "odd-facts",
    "benchpress": "plain-board",
    "llmfao": "taste",
    "llama-2-70b-chat": "Brill",
    "command": "Ansel",
    "2026-W20": "2025-W22",
    '"google"': '"tarn"',
    '"openai"': '"tarn"',
}


def with_invented_examples(document: str) -> dict[str, Any]:
    """The document with each shipped name exchanged for an invented one."""
    for shipped, invented in INVENTED.items():
        document = document.replace(shipped, invented)
    return json.loads(document)
