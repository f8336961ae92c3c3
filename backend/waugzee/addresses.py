"""Where a request comes from: the address of the client, which only trusted proxies may name."""

from collections.abc import Mapping, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any

UNKNOWN = "unknown"

Network = IPv4Network | IPv6Network


def client_address(peer: str | None, forwarded_for: str, trusted: Sequence[Network]) -> str:
    """The last address in `X-Forwarded-For` that is not a trusted proxy's own; else the peer's.

    Whatever stands further left was written by somebody nobody vouches for.
    """
    address = peer or UNKNOWN
    for hop in reversed([UNKNOWN, *forwarded_for.split(",")]):
        read = _read(address)
        if read is None or not any(read in network for network in trusted):
            break
        if (before := _read(hop.strip())) is None:
            break
        address = str(before)
    return address


def address_of(scope: Mapping[str, Any], trusted: Sequence[Network]) -> str:
    """The client's address of an ASGI request."""
    client = scope.get("client")
    forwarded = b",".join(value for name, value in scope["headers"] if name == b"x-forwarded-for")
    return client_address(client[0] if client else None, forwarded.decode("latin-1"), trusted)


def neighbourhood(address: str) -> str:
    """What counts as one address: of IPv6, the /64 that one household or machine is given."""
    read = _read(address)
    return str(IPv6Network((read, 64), strict=False)) if isinstance(read, IPv6Address) else address


def networks(texts: Sequence[str]) -> tuple[Network, ...]:
    """Parse addresses and networks such as `10.0.0.0/8`; raises ValueError."""
    return tuple(ip_network(text, strict=False) for text in texts)


def _read(text: str) -> IPv4Address | IPv6Address | None:
    try:
        read = ip_address(text)
    except ValueError:
        return None
    return getattr(read, "ipv4_mapped", None) or read


NAT64 = IPv6Network("64:ff9b::/96")


def is_public(text: str) -> bool:
    """Whether an address is one of the internet: none of this machine, this network or a provider's own,
    nor one that leads there in disguise."""
    read = _read(text)
    if isinstance(read, IPv6Address):
        inner = read.sixtofour or (IPv4Address(int(read) & 0xFFFFFFFF) if read in NAT64 else None)
        if inner is not None:
            return is_public(str(inner))
    return read is not None and read.is_global and not read.is_multicast


def is_loopback(text: str) -> bool:
    read = _read(text)
    return read is not None and read.is_loopback
