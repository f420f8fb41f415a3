"""Which network addresses may be fetched from."""

from __future__ import annotations

import ipaddress
import socket

from communique.intake.options import IntakeError
from communique.records import Stage

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def resolve(host: str, port: int, *, allow_private: bool) -> str:
    """Gives an address of the host that may be connected to.

    The caller connects to this very address, so that a second look-up cannot lead elsewhere.

    Args:
        host: Host name or literal address.
        port: Port.
        allow_private: Whether private, loopback and link-local addresses are allowed.

    Raises:
        IntakeError: When the host is unknown, or any of its addresses is not allowed.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise IntakeError(Stage.FETCH, f"host {host!r} is not known ({error})") from error
    addresses = [str(entry[4][0]) for entry in found]
    refused = [address for address in addresses if not is_public(address)]
    if refused and not allow_private:
        raise IntakeError(
            Stage.FETCH,
            f"not fetched: {host} is the private address {refused[0]}; "
            "--allow-private permits such addresses",
        )
    return addresses[0]


def is_public(address: str) -> bool:
    """Whether an address belongs to the public internet (IANA special-purpose registries)."""
    try:
        parsed = _embedded(ipaddress.ip_address(address.partition("%")[0]))
    except ValueError:
        return False
    return parsed.is_global and not parsed.is_multicast and not parsed.is_reserved


def _embedded(address: _Address) -> _Address:
    """Gives the IPv4 address inside an IPv6 one, where there is one."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    inner = address.ipv4_mapped or address.sixtofour
    if inner is None and address in _NAT64:
        inner = ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
    return inner or address
