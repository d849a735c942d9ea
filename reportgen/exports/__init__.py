"""Output formats of a report: ``EXPORTS`` lists them, ``write_all`` writes them."""

from reportgen.exports.registry import EXPORTS
from reportgen.exports.writer import write_all

__all__ = ["EXPORTS", "write_all"]
