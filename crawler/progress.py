"""What a crawl tells whoever is watching."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """A look at the crawl after each answer. ``rate`` says why it is as fast as it is."""

    stage: str
    columns_found: int
    columns_done: int
    pages: int
    pending: int
    requests: int
    rate: str
    url: str
