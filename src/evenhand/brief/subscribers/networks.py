"""Where a request comes from, as a keyed hash of its network: enough to count, too little to find anyone."""

import hmac
from hashlib import sha256
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

PREFIX_4, PREFIX_6 = 24, 48
PURPOSE = b"evenhand.brief.network:"


def network_mark(secret: str, host: str) -> str:
    """The mark of a host's network, 32 hexadecimal digits; a host that is no IP address is a network of its own.

    It is HMAC-SHA256 under the site's secret, so that whoever holds the database alone cannot try all networks.
    """
    return hmac.new(secret.encode(), PURPOSE + network_of(host).encode(), sha256).hexdigest()[:32]


def network_of(host: str) -> str:
    """The /24 of an IPv4 address, the /48 of an IPv6 address; the text itself where it is neither.

    >>> network_of("192.0.2.77")
    '192.0.2.0/24'
    >>> network_of("2001:db8:1:2::3")
    '2001:db8:1::/48'
    """
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return host
    if isinstance(address, IPv6Address):
        address = address.ipv4_mapped or address
    prefix = PREFIX_4 if isinstance(address, IPv4Address) else PREFIX_6
    return str(ip_network((address, prefix), strict=False))
