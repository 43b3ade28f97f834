"""A host becomes a connection to it, and never to a machine of the network that this one stands in.

Who writes an address into a record must not be able to have this machine ask its neighbours. So a name is
looked up once, every answer is judged, and the connection goes to the very number that was judged.
"""

from __future__ import annotations

import http.client
import socket
import ssl
from functools import cache
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

NUMBERS_IN_NUMBERS = IPv6Network("64:ff9b::/96")  # RFC 6052: an IPv4 address in the disguise of an IPv6 one
NO_SUCH_HOST = frozenset({socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)})


class NoSuchHost(OSError):
    """The name stands for nothing."""


class NotPublic(OSError):
    """The name stands for a machine that the web cannot see."""


def is_public(number: str) -> bool:
    """The number of a machine that anyone on the web can reach."""
    address: IPv4Address | IPv6Address = ip_address(number.partition("%")[0])
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return is_public(str(address.ipv4_mapped))
        if address.sixtofour or address.teredo or address in NUMBERS_IN_NUMBERS:
            return False
    return address.is_global and not address.is_multicast


def number_of(host: str, port: int, *, private: bool) -> str:
    """The number of a host, of IPv4 if it has one. Raises NoSuchHost, NotPublic, or OSError when nobody could say."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        if error.errno in NO_SUCH_HOST:
            raise NoSuchHost(f"there is no host {host}") from error
        raise
    except UnicodeError as error:
        raise NoSuchHost(f"{host} cannot be the name of a host") from error
    numbers = [str(sockaddr[0]) for _, _, _, _, sockaddr in sorted(found, key=lambda each: each[0] != socket.AF_INET)]
    if not private and not all(map(is_public, numbers)):
        raise NotPublic(f"{host} is a machine inside a network")
    return numbers[0]


class Unreachable(OSError):
    """Nothing answers at that number."""


@cache
def trust() -> ssl.SSLContext:
    """The certificates that this machine trusts."""
    return ssl.create_default_context()


class Connection(http.client.HTTPConnection):
    """A connection to a host at the number that was judged; `https` proves that it is the host."""

    def __init__(self, host: str, port: int, number: str, *, https: bool, patience: float) -> None:
        super().__init__(host, port, timeout=patience)
        self.default_port = 443 if https else 80
        self.number, self.https = number, https

    def connect(self) -> None:
        """Connects, within as many seconds as there is patience for."""
        try:
            self.sock = socket.create_connection((self.number, self.port), self.timeout)
        except OSError as error:
            raise Unreachable(f"cannot be reached ({error.strerror or error})") from error
        if self.https:
            self.sock = trust().wrap_socket(self.sock, server_hostname=self.host)
