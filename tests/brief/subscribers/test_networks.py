"""What is kept of where a request came from."""

import doctest

import pytest

from evenhand.brief.subscribers import networks
from evenhand.brief.subscribers.networks import network_mark, network_of


def test_examples() -> None:
    """The examples in the documentation are right."""
    assert doctest.testmod(networks).failed == 0


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.254", True),
        ("192.0.2.1", "192.0.3.1", False),
        ("2001:db8:1:2::3", "2001:db8:1:ffff::9", True),
        ("2001:db8:1::3", "2001:db8:2::3", False),
        ("::ffff:192.0.2.1", "192.0.2.9", True),
        ("fe80::1%eth0", "fe80::2%eth1", True),
        ("testclient", "", False),
    ],
)
def test_neighbours_share_a_network(one: str, other: str, *, same: bool) -> None:
    """A /24, or a /48 of IPv6, is one network; an IPv4 address may be written as IPv6."""
    assert (network_of(one) == network_of(other)) is same
    assert (network_mark("s", one) == network_mark("s", other)) is same


def test_a_mark_tells_no_address() -> None:
    """The mark is a hash that only the site's secret gives."""
    mark = network_mark("secret", "192.0.2.1")
    assert mark != network_mark("another", "192.0.2.1")
    assert len(mark) == 32
    assert set(mark) <= set("0123456789abcdef")
