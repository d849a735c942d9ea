"""What people decided of single rows: counted or not, whatever the crawl says of them."""

from dataclasses import dataclass

INSIDE, OUTSIDE = "人工指定计入", "人工指定不计"


@dataclass(frozen=True, slots=True)
class Rulings:
    """Identities of rows (``CountedRow.key``) put in and put out; a ruled row is doubted no more.

    An identity counts once however many columns list it, ruled or not.
    """

    inside: frozenset[str] = frozenset()
    outside: frozenset[str] = frozenset()

    def __contains__(self, key: str) -> bool:
        """Whether somebody has decided about a row."""
        return key in self.inside or key in self.outside


NOTHING_RULED = Rulings()
