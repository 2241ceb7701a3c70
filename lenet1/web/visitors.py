"""Who asks: what one visitor leaves, keeps or slows is counted by the address."""

from collections.abc import Mapping
from ipaddress import IPv6Address, ip_address
from typing import Any


def visitor_of(scope: Mapping[str, Any]) -> str:
    """The address that a request came from; of IPv6 the 64 bits that a home has.

    uvicorn puts what a trusted proxy says of it into the scope (FORWARDED_ALLOW_IPS).
    """
    host = str((scope.get("client") or ("unknown", 0))[0])
    try:
        address = ip_address(host)
    except ValueError:  # a name, as a socket file has
        return host
    if not isinstance(address, IPv6Address):
        return host
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(IPv6Address(int(address) >> 64 << 64))
