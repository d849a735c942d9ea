"""Hosts as the crawl compares them, and the table of addresses that are nobody's website."""

import ipaddress
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

_DEFAULT_PORTS = {"http": 80, "https": 443}
_TWIN_LABELS = ("www.", "m.", "wap.")
_PRIVATE_V4 = tuple(
    ipaddress.IPv4Network(network)
    for network in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/3",
    )
)
_PUBLIC_V6 = ipaddress.IPv6Network("2000::/3")
_PRIVATE_V6 = tuple(
    ipaddress.IPv6Network(network)
    for network in ("2001::/23", "2001:db8::/32", "3fff::/20", "2002::/16")
)
# Forms that carry an IPv4 address, and how many bits to shift it down.
_CARRIERS = tuple(
    (ipaddress.IPv6Network(network), shift)
    for network, shift in (
        ("::/96", 0),  # compatible
        ("::ffff:0:0/96", 0),  # mapped
        ("::ffff:0:0:0/96", 0),  # translated
        ("64:ff9b::/96", 0),  # NAT64
        ("2002::/16", 80),  # 6to4
    )
)
_ISATAP = (0x00005EFE, 0x02005EFE)
_NAME = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?")


def host_of(url: str) -> str:
    """Return the lower-case host, with its port unless that is the scheme's own; or "".

    Names in Chinese become their ASCII form (xn--…); user names and a last dot are dropped.
    """
    try:
        parts = urlsplit(url.strip())
        name, port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    if ":" in name:
        name = f"[{name}]"
    elif not name.isascii() or not _NAME.fullmatch(name):
        name = _ascii_name(name)
    name = name.rstrip(".")
    if not name or port in (None, _DEFAULT_PORTS.get(parts.scheme)):
        return name
    return f"{name}:{port}"


def twins(host: str) -> frozenset[str]:
    """Return the host with its www, m and wap twins; an address in numbers has none."""
    name, colon, port = host.partition(":")
    if host.startswith("[") or "." not in name or _is_address(name):
        return frozenset({host})
    base = base_name(name)
    return frozenset(f"{label}{base}{colon}{port}" for label in ("", *_TWIN_LABELS)) | {host}


def base_name(name: str) -> str:
    """Take www., m. and wap. off a host, as long as a name with a dot is left."""
    for label in _TWIN_LABELS:
        if name.startswith(label) and "." in name[len(label) :]:
            return name[len(label) :]
    return name


def same_site(host: str, own_hosts: Iterable[str]) -> bool:
    """Say whether a host is one of the own hosts or a twin of one."""
    return any(host == own or host in twins(own) for own in own_hosts)


def is_private(ip: str) -> bool:
    """Say whether an address lies inside some network: loopback, private, reserved, multicast.

    Give the address that was connected to, never a name. IPv6 forms that carry an IPv4
    address are judged by that one. What is no address counts as private.
    """
    try:
        address = ipaddress.ip_address(ip.strip("[] "))
    except ValueError:
        return True
    if isinstance(address, ipaddress.IPv4Address):
        return any(address in network for network in _PRIVATE_V4)
    bare = ipaddress.IPv6Address(int(address))
    for network, shift in _CARRIERS:
        if bare in network:
            return is_private(str(_carried(bare, shift)))
    if (int(bare) >> 32) & 0xFFFFFFFF in _ISATAP and is_private(str(_carried(bare, 0))):
        return True
    return bare not in _PUBLIC_V6 or any(bare in network for network in _PRIVATE_V6)


def _carried(address: ipaddress.IPv6Address, shift: int) -> ipaddress.IPv4Address:
    return ipaddress.IPv4Address((int(address) >> shift) & 0xFFFFFFFF)


def _ascii_name(name: str) -> str:
    try:
        ascii_name = name.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return ""
    return ascii_name if _NAME.fullmatch(ascii_name.rstrip(".")) else ""


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return name.replace(".", "").isdigit()
    return True
