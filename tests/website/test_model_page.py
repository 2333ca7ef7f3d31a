import re

from msgspec import structs

from evenhand.catalog.catalog import Catalog
from evenhand.comparison.price_history import price_history
from evenhand.comparison.profile import present_and_past, profile
from evenhand.records.facts import Offer
from evenhand.website.pages.models import model_page
from evenhand.wording.models import ended


def page(catalog: Catalog, model: str) -> str:
    """The page of a model."""
    return model_page(catalog, profile(catalog, catalog.models[model]))


def offer(**changed: object) -> Offer:
    """A standard price of GPT-4.1 at its own lab, checked at the catalog's date."""
    plain = {"provider": "openai", "model": "gpt-4.1", "source": "model-prices", "input": 2.0, "output": 8.0}
    return Offer(**{**plain, "checked": "2026-11-21", **changed})  # type: ignore[arg-type]


def test_prices_that_hold_stand_before_earlier_ones(catalog: Catalog) -> None:
    """Of one price the newest holds; what ended, was replaced or was last seen long ago is past, the newest first."""
    today = structs.replace(catalog, date="2026-11-21")
    first, second = offer(since="2025-06-11"), offer(since="2026-06-11")
    ended = offer(since="2025-01-01", until="2025-06-11")
    unseen = offer(provider="openrouter", checked="2025-10-16")
    later = offer(since="2026-12-01")
    present, past = present_and_past(today, (ended, first, second, unseen, later))
    assert present == (second, later)
    assert past == (first, ended, unseen)


def test_every_price_is_present_or_past(catalog: Catalog) -> None:
    """No price of any model is lost or shown twice."""
    for name, offers in catalog.offers_of.items():
        present, past = present_and_past(catalog, offers)
        assert sorted(map(id, (*present, *past))) == sorted(map(id, offers)), name


def test_second_opinion_is_marked_and_stands_after_the_first(catalog: Catalog) -> None:
    """A price of a source that is only held against others says so, below the first opinion on the same price."""
    rows = page(catalog, "gpt-4.1").split('aria-label="Table of prices"')[1].split("</table>")[0].split("<tr>")
    own = [row for row in rows if row.startswith('<th scope="row"><a href="/providers/openai">OpenAI</a></th>')]
    assert ["second opinion" in row for row in own] == [False, *([True] * (len(own) - 1))]
    assert len(own) > 1


def test_earlier_prices_are_folded(catalog: Catalog) -> None:
    """A model whose prices have all ended says so and keeps them under earlier prices, with the hours and the basis."""
    html = page(catalog, "deepseek-chat")
    assert "No price that holds now is known." in html
    folded = html.split("<summary>Earlier prices (")[1].split("</details>")[0]
    assert "16:30-00:30 UTC" in folded
    assert "<small>first recorded (documented)</small>" in folded


def test_end_without_a_day_is_no_day_of_the_end(catalog: Catalog) -> None:
    """Where a source only marks a model as removed, its page and its history say when that was read."""
    html = page(catalog, "gpt-4.5")
    assert "removed when read on 2026-10-26" in html
    assert "until 2026-10-26" not in html
    history = price_history(catalog, catalog.models["claude-3-opus"])
    assert ended(history.offers[-1]) == "removed when read on 2026-10-26"
    assert ended(offer(until="2026-06-11")) == "until 2026-06-11"
    assert ended(offer()) == ""


def test_a_test_has_one_row_with_the_others_folded(catalog: Catalog) -> None:
    """Each benchmark stands once, with the preferred score; the others are counted and folded."""
    seen = profile(catalog, catalog.models["gpt-4.1"]).observations
    html = page(catalog, "gpt-4.1")
    assert html.count('<tr class="with-more">') == len({row.benchmark for row in seen})
    more = sum(int(number) for number in re.findall(r"Conditions and source, (\d+) more", html))
    assert html.count('<tr class="with-more">') + more == len(seen)


def test_moving_name_says_what_it_is(catalog: Catalog) -> None:
    """A name that a lab points at different models says so, on its page alone."""
    said = "is a name that DeepSeek points at different models over time, so it has no scores."
    assert said in page(catalog, "deepseek-chat")
    assert said not in page(catalog, "gpt-4.1")


def test_snapshot_and_its_parent_lead_to_each_other(catalog: Catalog) -> None:
    """A dated snapshot links to the model it is of, and back."""
    child = next(model for model in catalog.models.values() if model.snapshot_of)
    parent = catalog.models[child.snapshot_of]
    assert f'<dt>Snapshot of</dt><dd><a href="/models/{parent.id}">{parent.name}</a>' in page(catalog, child.id)
    assert f'<a href="/models/{child.id}">{child.name}</a>' in page(catalog, parent.id).split("Dated snapshots")[1]
