"""The error of a file that cannot be taken as a filled form."""

from crawler.errors import NianbaoError


class SubmittedFileError(NianbaoError):
    """Raised when a file cannot be read as a filled form; the message says why and what to do."""
