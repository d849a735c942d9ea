"""The error of a file that cannot be taken as a filled form."""

from crawler.errors import NianbaoError

OLD_WORD = "是旧的 doc 格式，这台机器没有 LibreOffice，打不开。请另存为 docx 再交。"
RTF = "是 RTF 格式，这台机器没有 LibreOffice，打不开。请用 Word 或 WPS 另存为 docx 再交。"
ODF = "是 ODF 格式（odt、ods），这台机器没有 LibreOffice，打不开。请另存为 docx 或 xlsx 再交。"
NOT_CONVERTED = (OLD_WORD, RTF, ODF)


class SubmittedFileError(NianbaoError):
    """Raised when a file cannot be read as a filled form; the message says why and what to do."""


class ReadingStoppedError(SubmittedFileError):
    """Raised when the reading was ended here: by time, memory or the system, not by the file.

    The person who reads it tries again; nothing goes back to the unit.
    """
