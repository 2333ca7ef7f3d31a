"""The models of a run: what each is called where, how it is asked, and with which settings."""

import os
from typing import Any, Literal, get_args

from msgspec import Struct

from evenhand.measure.budget import Price
from evenhand.measure.endpoints import Endpoint

Effort = Literal["none", "minimal", "low", "medium", "high", "xhigh", "max"]
EFFORTS: tuple[Effort, ...] = get_args(Effort)


class Settings(Struct, frozen=True, kw_only=True):
    """How a model is asked; None leaves it to the endpoint."""

    temperature: float | None = None
    top_p: float | None = None
    max_tokens: int | None = None
    effort: Effort | None = None
    seed: int | None = None


class Candidate(Struct, frozen=True, kw_only=True):
    """A model at an endpoint, or by a name of Inspect's own (`spec`, where there is no endpoint).

    `model` is the id in the catalog, empty where it has none. `local` is a server that this run started.
    """

    label: str
    settings: Settings = Settings()
    model: str = ""
    endpoint: Endpoint | None = None
    spec: str = ""
    price: Price | None = None
    local: bool = False
    quantization: str = ""


def inspect_name(candidate: Candidate) -> str:
    """What Inspect calls the model: the provider that speaks its protocol, then its name there."""
    if candidate.endpoint is None:
        return candidate.spec
    target = candidate.endpoint.target
    if target.kind == "anthropic":
        return f"anthropic/{target.name}"
    if target.provider == "openai":
        return f"openai/{target.name}"
    service = "local" if candidate.local else target.provider or "endpoint"
    return f"openai-api/{service}/{target.name}"


def inspect_arguments(candidate: Candidate) -> dict[str, Any]:
    """The arguments of `get_model` beside the name; of these Inspect writes no key into a log.

    The address of a local server is another one each time and says nothing: it goes by a variable, which is not logged.
    """
    if candidate.endpoint is None:
        return {}
    target, key = candidate.endpoint.target, candidate.endpoint.key
    given: dict[str, Any] = {"api_key": key.reveal() or "none"}
    if candidate.local:
        os.environ["LOCAL_BASE_URL"] = target.address
    else:
        given["base_url"] = target.address.removesuffix("/v1") if target.kind == "anthropic" else target.address
    if target.kind == "responses" or (target.kind == "chat" and target.provider == "openai"):
        given["responses_api"] = target.kind == "responses"
    return given
