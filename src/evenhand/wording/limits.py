"""What the reader's limits are called."""

LIMITS = {
    "cost per month": "the cost per month",
    "blended price": "the blended price",
    "input price": "the price of input",
    "output price": "the price of output",
    "first token": "the time to the first token",
    "whole answer": "the time to the whole answer",
    "speed": "the output speed",
    "context": "context",
    "open weights": "open weights",
}
