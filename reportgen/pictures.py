"""Screenshots of what a crawl tried, read from its file."""

from contextlib import closing
from pathlib import Path, PurePosixPath

from crawler.storage.store import Store, connect_sealed
from reportgen.report import Picture

_NAMES = (
    "home",
    "home_entries",
    "accessibility",
    "smart_qa",
    "language",
    "hints",
    "search",
    "axe",
)
_MOST = 9  # tries of one name


def read_pictures(crawl_file: Path) -> tuple[Picture, ...]:
    """Every screenshot of a crawl. Raises StoreError when the crawl cannot be read."""
    with closing(connect_sealed(crawl_file)) as connection:
        store = Store(connection, crawl_file)
        probes = [probe for name in _NAMES for probe in store.probes(name)[:_MOST]]
        return tuple(Picture(p.picture, store.picture(p)) for p in probes if p.pictured)


def possible_paths() -> tuple[PurePosixPath, ...]:
    """Every path a screenshot can have."""
    folder = PurePosixPath("evidence/screenshots")
    return tuple(folder / f"{name}-{n}.png" for name in _NAMES for n in range(1, _MOST + 1))
