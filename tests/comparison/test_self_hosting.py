"""Hosting it oneself: memory, roofline, cost and break-even, worked out by hand, in order, and refused where wrong."""

from math import inf, nan
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from evenhand.catalog.catalog import Catalog
from evenhand.comparison.self_hosting import may_be_hosted, own_speeds, self_hosting
from evenhand.comparison.weight_formats import FORMATS, SHOWN, weight_format
from evenhand.errors import BadSetting
from evenhand.records.facts import Model, Offer, StatedFact
from evenhand.records.operations import Workload
from evenhand.records.self_hosting import BOUNDS, AgainstHost, Hosting, Memory, Roofline, Running, SelfHosting, Span
from evenhand.wording.self_hosting import self_hosting_report
from evenhand.wording.sentence import faults
from invented_catalogs import DAY, catalog_of, offer, speed

ADA = Model(id="ada", lab="one", name="Ada", open_weights=True, parameters=12.0)
# A thousand tokens in and a thousand out: at $1 and $3 a million, 0.4 cents a request.
WORK = Workload(input=1000, output=1000, requests=30_437_500, stated=True)
OFFERS = (offer("ada", "host", 1.0, 3.0),)


def catalog(model: Model = ADA, offers: tuple[Offer, ...] = OFFERS, **fields: Any) -> Catalog:
    """A catalog with this model and these offers."""
    return catalog_of(offers=offers, models={model.id: model}, **fields)


def hosted(model: Model = ADA, work: Workload = WORK, facts: Catalog | None = None, **machine: Any) -> SelfHosting:
    """What hosting Ada would take on a machine."""
    return self_hosting(facts or catalog(model), model, Hosting(**machine), work)


def memory(found: SelfHosting) -> Memory:
    """Its memory, which is known."""
    assert found.memory
    return found.memory


def roof(found: SelfHosting) -> Roofline:
    """Its roofline, which is known."""
    assert found.roofline
    return found.roofline


def running(found: SelfHosting) -> Running:
    """What it costs, which is known."""
    assert found.running
    return found.running


def against(found: SelfHosting) -> AgainstHost:
    """The machine against the host, which is known."""
    assert found.host
    return found.host


def point(value: float) -> Span:
    """A span of one figure."""
    return Span(low=pytest.approx(value), high=pytest.approx(value))


def span(low: float, high: float) -> Span:
    """A span of two figures."""
    return Span(low=pytest.approx(low), high=pytest.approx(high))


def test_twelve_billion_at_four_bits_are_six_gigabytes() -> None:
    """12 thousand million parameters of half a byte each."""
    assert memory(hosted(quantization="int4")).weights == point(6.0)
    assert memory(hosted(bits=4)).weights == point(6.0)
    assert memory(hosted()).weights == point(24.0)
    assert memory(hosted(bits=3.5)).weights == point(5.25)


def test_a_block_shares_what_it_shares() -> None:
    """Bits a weight are the bytes of a block over its weights, as the formats' own definitions add up."""
    told = {
        "q8_0": 34 * 8 / 32,
        "q4_0": 18 * 8 / 32,
        "q6_k": 210 * 8 / 256,
        "q5_k": 176 * 8 / 256,
        "q4_k": 144 * 8 / 256,
        "q3_k": 110 * 8 / 256,
        "q2_k": 84 * 8 / 256,
        "mxfp4": 17 * 8 / 32,
        "nvfp4": 9 * 8 / 16,
    }
    assert {name: (FORMATS[name].bits.low, FORMATS[name].bits.high) for name in told} == {
        name: (bits, bits) for name, bits in told.items()
    }


def test_a_family_is_a_range() -> None:
    """Four bits are 4 to 4.5 bits a parameter, eight 8 to 8.5: 6 to 6.75 GB and 12 to 12.75 GB."""
    assert memory(hosted(quantization="q4")).weights == span(6.0, 6.75)
    assert memory(hosted(quantization="Q8")).weights == span(12.0, 12.75)
    widths = [FORMATS[name].bits.high for name in SHOWN]
    assert widths == sorted(widths, reverse=True)


def test_cache_is_what_the_reader_says_or_unknown() -> None:
    """8192 tokens of 100,000 bytes in two streams are 1.6384 GB; without bytes a token nobody knows."""
    known = memory(hosted(quantization="int4", context=8192, streams=2, kv_bytes_per_token=100_000, memory=8))
    assert known.cache == pytest.approx(1.6384)
    assert known.whole == point(7.6384)
    assert (known.fits, known.left, known.room) == (True, point(2.0), Span(low=20_000, high=20_000))
    unknown = memory(hosted(quantization="int4", memory=8))
    assert (unknown.cache, unknown.whole, unknown.room, unknown.fits) == (None, None, None, None)
    assert unknown.context == WORK.input + WORK.output


def test_what_does_not_fit_has_no_speed_and_no_cost() -> None:
    """24 GB of weights are not in 16 GB; two such devices hold them."""
    small = hosted(memory=16, bandwidth=1000, per_hour=1.0, tokens_per_second=100)
    assert memory(small).fits is False
    assert (small.roofline, small.writing, small.running) == (None, None, None)
    assert against(small).verdict == ""
    assert memory(hosted(memory=16, devices=2)).left == point(8.0)


def test_a_family_may_fit_or_not() -> None:
    """6 to 6.75 GB in 6.5 GB: that depends."""
    seen = memory(hosted(quantization="q4", memory=6.5))
    assert (seen.fits, seen.left) == (None, span(0.0, 0.5))


def test_one_request_reads_all_weights_for_each_token() -> None:
    """600 GB a second over 6 GB are 100 tokens a second; with 1.5 GB of cache to read 80."""
    assert roof(hosted(quantization="int4", bandwidth=600)).tokens_per_second == point(100.0)
    cached = roof(hosted(quantization="int4", bandwidth=600, context=10_000, kv_bytes_per_token=150_000))
    assert cached.tokens_per_second == point(80.0)
    assert (cached.limit, cached.dense) == ("bandwidth", True)
    assert roof(hosted(quantization="q4", bandwidth=540)).tokens_per_second == span(80.0, 90.0)
    assert roof(hosted(quantization="int4", bandwidth=600, devices=2)).tokens_per_second == point(200.0)


def test_active_parameters_are_what_is_read() -> None:
    """Of 12 billion 3 are active: 1.5 GB at 4 bits. Four requests read those at the least, all 6 GB at the most."""
    one = roof(hosted(quantization="int4", bandwidth=600, active_parameters=3))
    assert (one.tokens_per_second, one.dense, one.read) == (point(400.0), False, point(1.5))
    four = roof(hosted(quantization="int4", bandwidth=600, active_parameters=3, streams=4, tflops=1000))
    assert four.tokens_per_second == span(400.0, 1600.0)
    two = roof(hosted(quantization="int4", bandwidth=600, active_parameters=3, streams=2, tflops=1000))
    assert two.read == span(1.5, 3.0)


def test_several_requests_need_the_arithmetic() -> None:
    """Without operations a second their limit is unknown; 12 of 10^12 over 2 x 12 x 10^9 are 500 tokens a second."""
    assert roof(hosted(quantization="int4", bandwidth=600, streams=16)).tokens_per_second is None
    seen = roof(hosted(quantization="int4", bandwidth=600, streams=16, tflops=12))
    assert (seen.bandwidth, seen.arithmetic) == (point(1600.0), point(500.0))
    assert (seen.tokens_per_second, seen.limit) == (point(500.0), "arithmetic")
    assert hosted(tflops=12).roofline == Roofline(
        read=point(24.0), dense=True, arithmetic=point(500.0), reading=point(500.0)
    )


def test_cost_of_a_million_tokens() -> None:
    """$3.60 an hour at 100 tokens a second: a million takes 10,000 seconds, $10; busy half the day, $20."""
    seen = running(hosted(quantization="int4", bandwidth=600, per_hour=3.6))
    assert (seen.per_million_output, seen.reads_input, seen.least) == (point(10.0), False, True)
    assert seen.per_million == point(5.0)  # as many tokens in as out, and reading takes no time
    assert seen.requests_a_day == point(8640.0)
    assert (seen.per_day, seen.per_month) == (pytest.approx(86.4), pytest.approx(86.4 * 30.4375))
    half = running(hosted(quantization="int4", bandwidth=600, per_hour=3.6, utilisation=50))
    assert half.per_million_output == point(20.0)
    assert half.requests_a_day == point(4320.0)


def test_reading_takes_time_where_the_arithmetic_is_known() -> None:
    """A thousand tokens out at 100 a second and 500 fresh ones in at 500 a second: 11 seconds a request."""
    work = structs.replace(WORK, cached=500)
    seen = running(hosted(work=work, quantization="int4", bandwidth=600, tflops=12, per_hour=3.6))
    assert seen.reads_input
    assert seen.requests_a_day == point(86_400 / 11)


def test_the_readers_figure_is_of_the_whole_run() -> None:
    """What was measured over a run has the reading in it, and is no limit."""
    found = hosted(bandwidth=600, tflops=12, tokens_per_second=50, per_hour=3.6)
    assert found.writing
    assert (found.writing.basis, found.writing.beyond) == ("stated", True)
    seen = running(found)
    assert (seen.requests_a_day, seen.reads_input, seen.least) == (point(4320.0), True, False)
    within = hosted(bandwidth=600, tokens_per_second=20).writing
    assert within
    assert not within.beyond


def test_break_even_by_hand() -> None:
    """$24 a day over 0.4 cents a request are 6,000 requests, 12 million tokens a day, 69.4 output tokens a second."""
    seen = against(hosted(quantization="int4", per_hour=1.0, tokens_per_second=100))
    assert (seen.requests_a_day, seen.tokens_a_day) == (pytest.approx(6000), pytest.approx(12e6))
    assert seen.needed == pytest.approx(6_000_000 / 86_400)
    assert (seen.verdict, seen.per_million) == ("surely", pytest.approx(2.0))
    assert (seen.host_month, seen.volume) == (pytest.approx(121_750), pytest.approx(2e9))
    assert seen.machines == Span(low=116, high=116)  # a million requests a day, 8,640 a machine
    assert seen.own_month == point(116 * 24 * 30.4375)


@pytest.mark.parametrize(
    ("machine", "verdict"),
    [
        ({"tokens_per_second": 69}, "never"),
        ({"tokens_per_second": 70}, "surely"),
        ({"tokens_per_second": 100, "utilisation": 60}, "never"),
        ({"bandwidth": 400}, "never if dense"),
        ({"bandwidth": 400, "active_parameters": 12}, "never"),
        ({"bandwidth": 1000}, "perhaps"),
        ({"bandwidth": 1000, "streams": 2}, "if fast enough"),
        ({}, "if fast enough"),
    ],
)
def test_verdicts(machine: dict[str, Any], verdict: str) -> None:
    """It takes 69.4 tokens a second on the day's average: a limit above is a perhaps, one below a never."""
    assert against(hosted(quantization="int4", per_hour=1.0, **machine)).verdict == verdict


def test_nothing_to_compare_with() -> None:
    """A free host is never dearer, a request that no offer takes has no host, no hour no verdict."""
    free = catalog(offers=(offer("ada", "host", 0.0, 0.0),))
    seen = against(hosted(facts=free, per_hour=1.0, tokens_per_second=1e6))
    assert (seen.verdict, seen.tokens_a_day) == ("never", None)
    assert hosted(facts=catalog(offers=()), per_hour=1.0).host is None
    tight = catalog(offers=(offer("ada", "host", 1.0, 3.0, context_limit=500),))
    assert hosted(facts=tight, per_hour=1.0).host is None
    assert against(hosted(tokens_per_second=100)).verdict == ""


def test_volumes_are_around_the_break_even() -> None:
    """From a quarter of it to twice it, with the machines that each takes, and the reader's own if among them."""
    seen = against(hosted(work=structs.replace(WORK, requests=243_500), per_hour=1.0, tokens_per_second=100))
    assert [row.tokens_a_day for row in seen.volumes] == pytest.approx([3e6, 6e6, 12e6, 16e6, 18e6, 24e6])
    assert [row.host_per_day for row in seen.volumes] == pytest.approx([6, 12, 24, 32, 36, 48])
    assert [row.machines for row in seen.volumes] == [Span(low=n, high=n) for n in (1, 1, 1, 1, 2, 2)]
    assert seen.volumes[-1].own_per_day == point(48.0)


def test_own_measurements_count_and_others_do_not() -> None:
    """Young rows of the reader's own sources without a provider, of as many requests at once, each at its own speed."""
    rows = (
        speed("ada", 40.0, None, source="own-measured"),
        speed("ada", 60.0, None, source="own-llmperf"),
        speed("ada", 900.0, None, source="own-measured", provider="host"),
        speed("ada", 800.0, None),
        speed("ada", 700.0, None, source="own-measured", measured="2020-01-01"),
        speed("ada", None, 0.4, source="own-measured"),
        speed("ada", 30.0, None, "Evenhand 1; requests at once 8; warm-up 8", source="own-measured"),
    )
    facts = catalog(speeds=rows)
    assert own_speeds(facts, ADA) == (*rows[:2], rows[-1])
    found = hosted(facts=facts, per_hour=3.6)
    assert found.writing
    assert (found.writing.basis, found.writing.tokens_per_second) == ("measured", span(40.0, 60.0))
    assert running(found).least
    assert against(found).verdict == "never"
    assert hosted(facts=facts, streams=2, per_hour=3.6).writing is None
    said = " ".join(sentence.text for sentence in self_hosting_report(found).words)
    assert f"from 2 measurements of your own up to {DAY}" in said
    eight = hosted(facts=facts, streams=8, per_hour=1.0)
    assert eight.writing
    assert (eight.writing.measured, eight.writing.tokens_per_second) == (rows[-1:], point(240.0))
    assert against(eight).verdict == "perhaps"
    words = self_hosting_report(eight).words
    assert any("8 requests at once at the speed of each" in sentence.text for sentence in words)
    assert not any(faults(sentence) for sentence in words)


def test_sources_that_differ_give_a_range() -> None:
    """Where two sources state other sizes, all that follows is as wide as they are apart."""
    facts = tuple(
        StatedFact(source=source, model="ada", field="parameters", value=value, checked=DAY)
        for source, value in (("card", "12"), ("page", "16"))
    )
    found = hosted(facts=catalog(facts=facts), quantization="int4", bandwidth=600)
    assert (found.parameters, memory(found).weights) == (span(12, 16), span(6, 8))
    assert roof(found).tokens_per_second == span(75.0, 100.0)
    assert set(found.stated_by) == {"card", "page"}


def test_what_nobody_said_stays_unknown() -> None:
    """Without a size nothing follows but the host's price; the reader's own size stands for the catalog's."""
    unknown = structs.replace(ADA, parameters=None)
    found = hosted(unknown, bandwidth=600)
    assert (found.parameters, found.memory, found.roofline, found.formats) == (None, None, None, ())
    assert against(found).per_million == pytest.approx(2.0)
    own = hosted(unknown, parameters=6, quantization="int4")
    assert (own.parameters, own.stated_by, memory(own).weights) == (point(6), (), point(3))


def test_which_models_a_page_speaks_of() -> None:
    """Open weights, or a known size where nobody says that they are closed; closed ones are refused."""
    closed, unsure = structs.replace(ADA, open_weights=False), structs.replace(ADA, open_weights=None)
    assert may_be_hosted(ADA)
    assert may_be_hosted(unsure)
    assert not may_be_hosted(closed)
    assert not may_be_hosted(structs.replace(unsure, parameters=None))
    with pytest.raises(BadSetting, match="Ada cannot be downloaded"):
        hosted(closed)


@pytest.mark.parametrize("name", BOUNDS)
@pytest.mark.parametrize("value", [0, -1, nan, inf, -inf, 1e300, True, "8"])
def test_hostile_figures_are_refused(name: str, value: object) -> None:
    """A figure that is none, or beyond its bounds, is refused by its name."""
    with pytest.raises(BadSetting, match=f"“{name}” must be"):
        hosted(**{name: value})


def test_figures_that_contradict_are_refused() -> None:
    """More active parameters than all, be they the reader's or the catalog's, half a device, an unknown format."""
    for machine in ({"active_parameters": 13}, {"active_parameters": 5, "parameters": 4}):
        with pytest.raises(BadSetting, match="is a part of all parameters"):
            hosted(**machine)
    with pytest.raises(BadSetting, match="whole number"):
        hosted(devices=1.5)
    with pytest.raises(BadSetting, match="did you mean q4"):
        weight_format("q4_")


FIGURES = {
    name: st.integers(int(one.least), int(one.most)) if one.whole else st.floats(one.least, one.most)
    for name, one in BOUNDS.items()
}
OPTIONAL = {
    name: figure if getattr(Hosting(), name) is not None else st.none() | figure
    for name, figure in FIGURES.items()
    if name not in ("parameters", "active_parameters")
}
MACHINES = st.builds(Hosting, quantization=st.sampled_from(sorted(FORMATS)), **OPTIONAL)
SIZES = st.builds(
    lambda fresh, cached, output, requests: Workload(
        input=fresh + cached, cached=cached, output=output, requests=requests, stated=True
    ),
    *(st.integers(0, 10**9), st.integers(0, 10**9), st.integers(1, 10**9), st.integers(0, 10**10)),
)
PRICED = catalog()
CHECKED = settings(deadline=None, derandomize=True, max_examples=60, database=None)


def spans(found: SelfHosting) -> list[Span]:
    """Every span of an estimate."""
    run, most, host = found.running, found.roofline, found.host
    written = [found.writing.tokens_per_second] if found.writing else []
    known = [getattr(part, name) for part in (run, most, host) if part for name in part.__struct_fields__]
    return [one for one in (*written, *known) if isinstance(one, Span)]


@CHECKED
@given(MACHINES, SIZES)
def test_whatever_is_said_the_figures_are_figures(machine: Hosting, work: Workload) -> None:
    """Every span is finite, above zero and in order, and every sentence reads back."""
    found = self_hosting(PRICED, ADA, machine, work)
    for one in spans(found):
        assert 0 < one.low <= one.high < inf
    report = self_hosting_report(found)
    for sentence in (*report.words, *report.assumptions):
        assert not faults(sentence), sentence.text


@CHECKED
@given(MACHINES, SIZES, st.floats(1.0, 8.0))
def test_more_of_a_machine_is_never_worse(machine: Hosting, work: Workload, more: float) -> None:
    """With more bandwidth the roof is no lower; a dearer hour costs more, and its break-even lies further."""
    base = structs.replace(machine, bandwidth=100.0, memory=None, tokens_per_second=None, per_hour=2.0, bits=8.0)
    wider = structs.replace(base, bandwidth=100.0 * more)
    dearer = structs.replace(base, per_hour=2.0 * more)
    leaner = structs.replace(base, bits=8.0 / more)
    first, wide, dear, lean = (self_hosting(PRICED, ADA, one, work) for one in (base, wider, dearer, leaner))
    assert memory(lean).weights.high <= memory(first).weights.high
    assert running(dear).per_day >= running(first).per_day
    assert (dear.host is None) is (first.host is None)  # no host is known to take a long request
    if first.host:
        assert (against(dear).tokens_a_day or 0) >= (against(first).tokens_a_day or 0)
    if roof(first).tokens_per_second is None:
        return
    for other in (wide, lean):
        assert (roof(other).tokens_per_second or Span(low=0, high=0)).low >= roof(first).tokens_per_second.low
        assert running(other).per_million_output.high <= running(first).per_million_output.high
    assert running(dear).per_million_output.low >= running(first).per_million_output.low
