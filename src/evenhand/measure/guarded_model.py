"""What stands between Inspect and a model: a budget that is never passed, and keys that never reach a log."""

from collections.abc import Callable, Sequence
from typing import Any

from inspect_ai.model import (
    ChatMessage,
    GenerateConfig,
    Model,
    ModelCall,
    ModelCost,
    ModelInfo,
    ModelOutput,
    get_model,
    get_model_info,
    set_model_info,
)
from inspect_ai.tool import ToolChoice, ToolInfo

from evenhand.measure.budget import Budget, Price, Worst
from evenhand.measure.candidates import Candidate, inspect_arguments, inspect_name
from evenhand.records.speed_receipt import Tokens

HIDDEN = "[key]"
# What an answer is reserved at where nobody set its length; only counted where there is a budget.
UNSET_OUTPUT = 16_384

Answer = ModelOutput | tuple[ModelOutput | Exception, ModelCall]


class BudgetSpent(RuntimeError):
    """A request does not fit into what is left; it was not sent."""


def guarded(candidate: Candidate, budget: Budget, secrets: Sequence[str], stopped: Callable[[str], None]) -> Model:
    """The candidate as a model of Inspect; `stopped` is told which limit a request would pass."""
    settings = candidate.settings
    config = GenerateConfig(
        temperature=settings.temperature,
        top_p=settings.top_p,
        max_tokens=settings.max_tokens,
        reasoning_effort=settings.effort,
        seed=settings.seed,
        # Unset, Inspect asks once whether summaries are allowed here: a request that nobody ordered.
        reasoning_summary="none",
    )
    name = inspect_name(candidate)
    tell_price(name, candidate.price)
    model = get_model(name, config=config, memoize=False, **inspect_arguments(candidate))
    guard = Guard(candidate, model, budget, secrets, stopped)
    setattr(model.api, "generate", guard.generate)  # noqa: B010 - Inspect has no way to stand before a provider
    return model


class Guard:
    """One model's requests: each is reserved before it is sent, settled by its usage, and cleaned of keys."""

    def __init__(
        self,
        candidate: Candidate,
        model: Model,
        budget: Budget,
        secrets: Sequence[str],
        stopped: Callable[[str], None],
    ) -> None:
        self._label, self._price = candidate.label, candidate.price
        self._send = model.api.generate
        self._budget, self._stopped = budget, stopped
        self._secrets = [secret for secret in secrets if secret]

    async def generate(
        self,
        input: list[ChatMessage],  # noqa: A002 - Inspect's signature
        tools: list[ToolInfo],
        tool_choice: ToolChoice,
        config: GenerateConfig,
    ) -> Answer:
        """Send, or raise `BudgetSpent`; whatever comes back holds no key."""
        prompt = "\n".join(message.text for message in input)
        worst = self._reserved(prompt, config)
        tokens, free = Tokens(), True
        try:
            answer = await self._send(input, tools, tool_choice, config)
            output = answer[0] if isinstance(answer, tuple) else answer
            if isinstance(output, ModelOutput):
                tokens, free = _tokens(output), False
            return self._clean_answer(answer)
        except Exception as error:
            self._clean_error(error)
            raise
        finally:
            self._budget.settle(self._label, prompt, worst, tokens, free=free)

    def _reserved(self, prompt: str, config: GenerateConfig) -> Worst:
        worst = self._budget.worst(self._label, prompt, config.max_tokens or UNSET_OUTPUT, self._price)
        over = self._budget.reserve(worst)
        if over:
            self._stopped(over)
            raise BudgetSpent(f"the budget of {over} is spent; this request was not sent")
        return worst

    def _clean_answer(self, answer: Answer) -> Answer:
        if not isinstance(answer, tuple):
            return self._clean_output(answer)
        output, call = answer
        if call.response is not None:
            call.response = self._clean(call.response)
        if isinstance(output, Exception):
            self._clean_error(output)
            return output, call
        return self._clean_output(output), call

    def _clean_output(self, output: ModelOutput) -> ModelOutput:
        said = output.model_dump_json()
        if not any(secret in said for secret in self._secrets):
            return output
        return ModelOutput.model_validate(self._clean(output.model_dump()))

    def _clean_error(self, error: Exception) -> None:
        """Take keys out of an error where it stands: its kind decides whether Inspect tries again."""
        error.args = tuple(self._clean(one) for one in error.args)
        for name in ("message", "body"):
            if hasattr(error, name):
                setattr(error, name, self._clean(getattr(error, name)))

    def _clean(self, value: Any) -> Any:  # noqa: ANN401 - JSON of any shape
        if isinstance(value, str):
            for secret in self._secrets:
                value = value.replace(secret, HIDDEN)
            return value
        if isinstance(value, dict):
            return {self._clean(name): self._clean(one) for name, one in value.items()}
        return [self._clean(one) for one in value] if isinstance(value, list) else value


def _tokens(output: ModelOutput) -> Tokens:
    usage = output.usage
    return Tokens(input=usage.input_tokens, output=usage.output_tokens) if usage else Tokens()


def tell_price(name: str, price: Price | None) -> None:
    """Let Inspect work out costs; cached tokens at the full price, so that a cost is never told too low."""
    if price is None:
        return
    cost = ModelCost(
        input=price.input, output=price.output, input_cache_write=price.input, input_cache_read=price.input
    )
    set_model_info(name, (get_model_info(name) or ModelInfo()).model_copy(update={"cost": cost}))
