"""Where the review page listens, and the names by which it may be asked for."""

from dataclasses import dataclass
from pathlib import Path

_EVERYWHERE = ("0.0.0.0", "::")
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class Address:
    """Where the page listens, and by which further names people reach it."""

    host: str
    port: int
    names: tuple[str, ...] = ()
    certificate: Path | None = None
    key: Path | None = None

    @property
    def is_loopback(self) -> bool:
        """Say whether only this machine can reach it."""
        return self.host in _LOOPBACK

    @property
    def home(self) -> str:
        """The address to type."""
        scheme = "https" if self.certificate else "http"
        if self.is_everywhere and self.names:
            return f"{scheme}://{self.names[0]}"
        shown = f"[{self.host}]" if ":" in self.host else self.host
        return f"{scheme}://{shown}:{self.port}"

    @property
    def is_everywhere(self) -> bool:
        """Say whether every address of the machine is meant; none of them is a name to ask for."""
        return self.host in _EVERYWHERE

    @property
    def hosts(self) -> tuple[str, ...]:
        """The Host headers by which it may be asked for."""
        names = _LOOPBACK if self.is_loopback else (self.host, *self.names)
        shown = [f"[{name}]" if ":" in name else name for name in names]
        usual = 443 if self.certificate else 80
        bare = [*shown] if self.port == usual else []
        return (*(f"{name}:{self.port}" for name in shown), *bare, *self.names)
