"""Which computers a picture may be fetched from: those of the internet, and those near the service itself."""

from __future__ import annotations

import ipaddress
import socket
from enum import Enum

from imagestudio.core.errors import SettingsError

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_LOCAL_NAMES = ("localhost", "localhost.localdomain", "ip6-localhost", "ip6-loopback")


class Place(Enum):
    """Where a computer is, seen from here."""

    INTERNET = "internet"
    NETWORK = "network"
    THIS_COMPUTER = "this computer"
    NOWHERE = "nowhere"


class ForbiddenPeerError(Exception):
    """A name led to a computer that pictures may not be fetched from."""


class Reach:
    """Tells where the pictures of one service may be.

    On the internet always; on this computer only if the service runs here, and in this network only if the service is
    there. A service that is named, not numbered, may be in this network: then its own host may, and no other.
    """

    def __init__(self, service_host: str) -> None:
        self._service = service_host
        address = address_of(service_host)
        self._place = Place.THIS_COMPUTER if _is_local_name(service_host) else _place_of(address)

    def check_host(self, host: str) -> None:
        """Refuse what can be refused by its name, before anything is connected. Raises SettingsError."""
        if address_of(host) is None and _is_odd_number(host):
            raise SettingsError("The picture's address names its host in an unusual way.")
        place = Place.THIS_COMPUTER if _is_local_name(host) else _place_of(address_of(host))
        if not self._may(place, host):
            raise SettingsError(_SAID[place])

    def check_peer(self, host: str, peer: str) -> None:
        """Refuse the computer a name has led to, before anything is sent there. Raises ForbiddenPeerError."""
        address = address_of(peer)
        place = Place.NOWHERE if address is None else _place_of(address)
        if not self._may(place, host):
            raise ForbiddenPeerError(_SAID[place])

    def _may(self, place: Place, host: str) -> bool:
        if place is Place.NETWORK:
            return self._place is Place.NETWORK or (self._place is Place.INTERNET and host == self._service)
        return place is Place.INTERNET or place is self._place is Place.THIS_COMPUTER


_SAID = {
    Place.INTERNET: "",
    Place.NETWORK: "The picture's address leads into a private network.",
    Place.THIS_COMPUTER: "The picture's address leads to this computer.",
    Place.NOWHERE: "The picture's address leads where no service is.",
}


def address_of(host: str) -> _Address | None:
    """The number of a host that is one, else None."""
    try:
        return ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return None


def _place_of(address: _Address | None) -> Place:
    """Where an address is; a name is taken for one of the internet until it is known where it leads."""
    if address is None:
        return Place.INTERNET
    inner = _inside(address)
    if inner is not None:
        return _place_of(inner)
    if address.is_loopback:
        return Place.THIS_COMPUTER
    if address.is_multicast or address.is_unspecified or address.is_link_local:
        return Place.NOWHERE
    if address.is_global:
        return Place.INTERNET
    return Place.NETWORK if address.is_private or _is_shared(address) else Place.NOWHERE


def _inside(address: _Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address within an IPv6 one that stands for it."""
    if not isinstance(address, ipaddress.IPv6Address):
        return None
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else None) or _compatible(address)


def _compatible(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """::a.b.c.d, long out of use; :: and ::1 are addresses of their own."""
    number = int(address)
    return ipaddress.IPv4Address(number) if 1 < number <= 0xFFFFFFFF else None


def _is_shared(address: _Address) -> bool:
    """The addresses providers share out behind their own translation."""
    return address in ipaddress.IPv4Network("100.64.0.0/10")


def _is_local_name(host: str) -> bool:
    name = host.lower().rstrip(".")
    return name in _LOCAL_NAMES or name.endswith(".localhost")


def _is_odd_number(host: str) -> bool:
    """127.1, 0x7f000001, 2130706433 and 0177.0.0.1, which name servers are never asked for."""
    try:
        socket.inet_aton(host)
    except OSError:
        return False
    return True
