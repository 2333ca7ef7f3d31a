"""MODEL on the command line of `measure eval`: a recipe, a model at an endpoint, or a name of Inspect's own."""

from msgspec import Struct, structs

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.naming import named
from evenhand.catalog.nearest import near_or
from evenhand.comparison.cost import cheapest, model_cost
from evenhand.errors import BadSetting
from evenhand.measure.budget import Price
from evenhand.measure.candidates import Candidate, Settings
from evenhand.measure.endpoints import Wanted, endpoint
from evenhand.measure.local_model import LocalServer
from evenhand.measure.recipes import Recipe, recipes
from evenhand.records.operations import Workload
from evenhand.records.speed_receipt import Kind

LOCAL_SETTINGS = Settings(temperature=0.0, max_tokens=512)


class Said(Struct, frozen=True, kw_only=True):
    """What the options say of every model; None leaves it to the recipe, or to the endpoint."""

    settings: Settings = Settings()
    kind: Kind | None = None
    key_from: str = ""
    price: Price | None = None
    insecure: bool = False


def candidate(catalog: Catalog, text: str, said: Said) -> Candidate:
    """The model that a person names.

    Raises:
        BadSetting: no recipe, no such endpoint, no key.

    """
    text = text.strip()
    if "@" in text:
        return _at_endpoint(catalog, text, said)
    if "/" in text:
        return _of_inspect(catalog, text, said)
    return _by_recipe(catalog, text, said)


def local_candidate(server: LocalServer, said: Said) -> Candidate:
    """The small model behind the server that this run started."""
    return Candidate(
        label=f"{server.model}, local",
        model=server.model,
        endpoint=endpoint(
            Wanted(text=f"{server.model}@{server.base_url}", kind="chat", model=server.model, provider="")
        ),
        settings=_over(LOCAL_SETTINGS, said.settings),
        price=said.price or Price(input=0.0, output=0.0),
        local=True,
        quantization=server.quantization,
    )


def _by_recipe(catalog: Catalog, text: str, said: Said) -> Candidate:
    known = recipes().recipe
    model = named(catalog, text)
    recipe = known.get(model.id) if model else None
    if model is None or recipe is None:
        near = near_or(text, known, "recipes are there for")
        raise BadSetting(f"{text[:80]!r} has no recipe; {near}; or name an endpoint: {text[:80]}@ENDPOINT")
    if not recipe.endpoint:
        raise BadSetting(f"{model.id} is asked at a server of your own: {model.id}@http://127.0.0.1:8080/v1")
    return _made(catalog, f"{model.id}@{recipe.endpoint}", model.id, recipe, said)


def _at_endpoint(catalog: Catalog, text: str, said: Said) -> Candidate:
    """By the recipe where it is of this endpoint, or of a server of one's own; else as it is written."""
    name, _, place = text.partition("@")
    model = named(catalog, name)
    recipe = recipes().recipe.get(model.id) if model else None
    fitting = recipe if recipe and recipe.endpoint in ("", place) else None
    return _made(catalog, text, model.id if model else "", fitting, said)


def _made(catalog: Catalog, text: str, model: str, recipe: Recipe | None, said: Said) -> Candidate:
    found = endpoint(
        Wanted(
            text=text,
            model=model,
            name=recipe.name if recipe and model == text.partition("@")[0] else "",
            kind=said.kind or (recipe.kind if recipe else None),
            key_from=said.key_from,
            insecure=said.insecure,
        )
    )
    return Candidate(
        label=found.target.key,
        model=model,
        endpoint=found,
        settings=_over(recipe.settings if recipe else Settings(), said.settings),
        price=said.price or _price(catalog, model, found.target.provider),
    )


def _of_inspect(catalog: Catalog, text: str, said: Said) -> Candidate:
    """Inspect finds address and key of its own names by its own variables."""
    model = named(catalog, text.rpartition("/")[2])
    id_ = model.id if model else ""
    provider = text.partition("/")[0]
    return Candidate(
        label=text, model=id_, spec=text, settings=said.settings, price=said.price or _price(catalog, id_, provider)
    )


def _over(settings: Settings, said: Settings) -> Settings:
    return structs.replace(settings, **{name: one for name, one in structs.asdict(said).items() if one is not None})


def _price(catalog: Catalog, model: str, provider: str) -> Price | None:
    """The provider's own price of today, where the catalog has one."""
    if not provider or model not in catalog.models:
        return None
    row = cheapest(model_cost(catalog, catalog.models[model], Workload()).offers, provider)
    if row is None or row.offer.input is None or row.offer.output is None:
        return None
    return Price(input=row.offer.input, output=row.offer.output)
