"""Text from web pages made safe for documents: one printable line, nothing hidden in it."""

import unicodedata

_DROPPED = {"Cc", "Cf", "Cs"}  # controls, invisible formatting (bidi overrides), lone surrogates
_NO_CHARACTERS = {"\ufffe", "\uffff"}
_BREAKS = set("\t\n\r\v\f\x1c\x1d\x1e\x1f\x85\u2028\u2029")


def clean_text(text: str) -> str:
    """Return ``text`` as one line without control, invisible or broken characters.

    Line breaks and tabs become a blank each, blanks at both ends go, wide blanks inside stay.
    XML and CSV can hold whatever comes back, and cleaning it again changes nothing.
    """
    return "".join(" " if mark in _BREAKS else mark for mark in text if _is_kept(mark)).strip()


def _is_kept(mark: str) -> bool:
    if mark in _BREAKS:
        return True
    return unicodedata.category(mark) not in _DROPPED and mark not in _NO_CHARACTERS
