"""Which addresses may be connected to, decided on the address itself, at the moment of connecting.

A name is never judged by its text: ``127.1`` and ``0x7f.1`` are names like any other here. The
start host may be anything it was at its first look-up (loopback too); every other host must be
public. A start host that was public once may not turn private later.
"""

from collections.abc import Sequence
from typing import Any

from twisted.internet.abstract import isIPAddress, isIPv6Address
from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.interfaces import IHostnameResolver, IHostResolution, IResolutionReceiver
from zope.interface import implementer  # type: ignore[import-untyped] # no stubs

from crawler.urls import is_private


class AddressPolicy:
    """Remembers the start host's addresses and what was refused."""

    def __init__(self, home: str) -> None:
        """``home`` is the host name of the start address, lower case, without port."""
        self._home = home.strip("[]").lower()
        self._home_addresses: set[str] = set()
        self._home_may_be_private: bool | None = None
        self._refused: dict[str, str] = {}

    def admits(self, host: str, address: str) -> bool:
        """Decide for one resolved address of ``host``; a refusal is remembered."""
        if self._decide(host.lower(), address):
            return True
        self._refused[host.lower()] = address
        return False

    def refused_address(self, host: str) -> str:
        """Return the private address ``host`` pointed to, or an empty string."""
        return self._refused.get(host.strip("[]").lower(), "")

    def _decide(self, host: str, address: str) -> bool:
        private = is_private(address)
        if host == self._home:
            if self._home_may_be_private is None:
                self._home_may_be_private = private
            if private and not self._home_may_be_private:
                return False
            self._home_addresses.add(address)
            return True
        return not private or (bool(self._home_may_be_private) and address in self._home_addresses)


@implementer(IHostnameResolver)
class GuardedResolver:
    """The reactor's resolver with the policy in front; set as TWISTED_DNS_RESOLVER."""

    def __init__(self, reactor: Any, policy: AddressPolicy) -> None:
        self.policy = policy
        self._reactor = reactor
        self._inner = reactor.nameResolver

    @classmethod
    def from_crawler(cls, crawler: Any, reactor: Any) -> "GuardedResolver":
        """Take the start host from the process settings (``crawler`` is the process here)."""
        return cls(reactor, AddressPolicy(crawler.settings["NIANBAO_HOME_HOST"]))

    def install_on_reactor(self) -> None:
        """Make every connection of the process ask this resolver."""
        self._reactor.installNameResolver(self)

    def resolveHostName(  # noqa: N802  # the interface's own spelling
        self,
        resolutionReceiver: Any,  # noqa: N803 # Twisted's spelling
        hostName: str,  # noqa: N803 # Twisted's spelling
        portNumber: int = 0,  # noqa: N803 # Twisted's spelling
        addressTypes: Sequence[type[Any]] | None = None,  # noqa: N803 # Twisted's spelling
        transportSemantics: str = "TCP",  # noqa: N803 # Twisted's spelling
    ) -> Any:
        """Resolve and pass on only the addresses the policy admits; see IHostnameResolver."""
        receiver = _Sieve(resolutionReceiver, self.policy, hostName)
        literal = _literal(hostName, portNumber)
        if literal is None:
            return self._inner.resolveHostName(
                receiver, hostName, portNumber, addressTypes, transportSemantics
            )
        resolution = _Literal(hostName)
        receiver.resolutionBegan(resolution)
        receiver.addressResolved(literal)
        receiver.resolutionComplete()
        return resolution


@implementer(IHostResolution)
class _Literal:
    """The resolution of a host that is an address already."""

    def __init__(self, name: str) -> None:
        self.name = name

    def cancel(self) -> None:
        """Nothing to cancel: the answer came at once."""


@implementer(IResolutionReceiver)
class _Sieve:
    def __init__(self, inner: Any, policy: AddressPolicy, host: str) -> None:
        self._inner = inner
        self._policy = policy
        self._host = host

    def resolutionBegan(self, resolution: Any) -> None:  # noqa: N802 # Twisted's spelling
        self._inner.resolutionBegan(resolution)

    def addressResolved(self, address: Any) -> None:  # noqa: N802 # Twisted's spelling
        if self._policy.admits(self._host, address.host):
            self._inner.addressResolved(address)

    def resolutionComplete(self) -> None:  # noqa: N802 # Twisted's spelling
        self._inner.resolutionComplete()


def _literal(host: str, port: int) -> IPv4Address | IPv6Address | None:
    if isIPAddress(host):
        return IPv4Address("TCP", host, port)
    if isIPv6Address(host):
        return IPv6Address("TCP", host, port)
    return None
