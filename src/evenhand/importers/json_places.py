"""Where a value stands in a JSON or TOML file."""


def pointer(*keys: str | int) -> str:
    """The JSON pointer of a value: `pointer("a/b", 3)` is `/a~1b/3`."""
    return "".join("/" + str(key).replace("~", "~0").replace("/", "~1") for key in keys)
