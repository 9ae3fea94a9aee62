"""Which network somebody calls from: what sign-in attempts are counted by. Pure."""

from __future__ import annotations

import ipaddress


def of(address: str) -> str:
    """The network an address is of: a line of IPv6 has 2^64 addresses, so they count as one; anything else as it is."""
    try:
        found = ipaddress.ip_address(address.strip("[]"))
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    return str(found.ipv4_mapped or ipaddress.IPv6Network((found.packed[:8] + bytes(8), 64)))
