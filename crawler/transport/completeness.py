"""Was the whole body received? Decoding of transfer bytes, with witnesses of what is missing.

Neither the HTTP client nor a browser notices a gzip stream cut in half, so the content codings
are undone here, once, on the raw bytes. Nothing in this module touches the network.
"""

import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

import brotli  # type: ignore[import-untyped] # no stubs

TRUNCATED_ENCODING = "truncated_encoding"  # the compressed stream ended early or its sum is wrong
DOUBLE_ENCODING = "double_encoding"  # compressed twice, declared once
MISLABELLED_ENCODING = "mislabelled_encoding"  # declared as compressed, sent as it is
UNKNOWN_ENCODING = "unknown_encoding"  # a coding we can't undo: the body is not readable
PARTIAL_BODY = "partial_body"  # the connection closed and nothing proves that this was the end
NO_TAIL = "no_tail"  # an HTML page without its closing tag

ACCEPT_ENCODING = "gzip, deflate, br"

_CHUNK = 1 << 16
_GZIP_MAGIC = b"\x1f\x8b\x08"
_CODINGS = {"gzip", "x-gzip", "deflate", "br"}
_TAIL = re.compile(rb"</\s*html\s*>", re.IGNORECASE)
_TAIL_REACH = 4096


class OversizeError(ValueError):
    """Raised when a body grows past the limit while it is unpacked (bytes)."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A body as the author wrote it; ``witnesses`` are empty when it is surely whole."""

    body: bytes
    witnesses: tuple[str, ...] = ()


def decode(raw: bytes, encodings: Iterable[str], limit: int) -> Decoded:
    """Undo the declared content codings, outermost last as in the header.

    A second, undeclared gzip layer is undone too. What could be read of a damaged stream is kept.

    Raises:
        OversizeError: the unpacked body is longer than ``limit`` bytes.
    """
    codings = [part.strip().lower() for value in encodings for part in value.split(",")]
    codings = [coding for coding in codings if coding not in ("", "identity")]
    if not codings and not raw.startswith(_GZIP_MAGIC):
        return Decoded(raw)
    body = raw
    witnesses: list[str] = []
    for coding in reversed(codings):
        if coding not in _CODINGS:
            return Decoded(body, (*witnesses, UNKNOWN_ENCODING))
        body, doubt = _undo(body, coding, limit)
        if doubt:
            witnesses.append(doubt)
    if codings and body.startswith(_GZIP_MAGIC):
        inner, doubt = _undo(body, "gzip", limit)
        if inner:
            body = inner
            witnesses.append(DOUBLE_ENCODING)
            if doubt:
                witnesses.append(doubt)
    return Decoded(body, tuple(dict.fromkeys(witnesses)))


def judge(decoded: Decoded, content_type: str, *, unbounded: bool, packed: bool) -> tuple[str, ...]:
    """Return all witnesses of one 200 answer, the decoder's first.

    ``unbounded``: the client reached the end of the connection, not of a declared length.
    ``packed``: a content coding was declared, so its own end mark proves the end.
    """
    witnesses = list(decoded.witnesses)
    proved = packed and not witnesses
    if is_html(content_type, decoded.body):
        tail = decoded.body[-_TAIL_REACH:].replace(b"\0", b"")  # UTF-16 has one in every letter
        if not _TAIL.search(tail):
            witnesses.append(NO_TAIL)
        else:
            proved = True
    if unbounded and not proved:
        witnesses.append(PARTIAL_BODY)
    return tuple(witnesses)


def is_html(content_type: str, body: bytes) -> bool:
    """Tell HTML by its type, or by its first bytes when no type is declared."""
    kind = content_type.partition(";")[0].strip().lower()
    if kind:
        return kind in ("text/html", "application/xhtml+xml")
    head = body[:512].lstrip().lower()
    return head.startswith((b"<!doctype html", b"<html", b"<head"))


def _undo(data: bytes, coding: str, limit: int) -> tuple[bytes, str]:
    """Unpack one layer; the second value names a doubt or is empty."""
    if coding == "br":
        return _unpack_brotli(data, limit)
    if coding == "deflate":
        body, doubt = _inflate(data, zlib.MAX_WBITS, limit)
        if doubt == MISLABELLED_ENCODING:  # some servers send the bare stream
            body, doubt = _inflate(data, -zlib.MAX_WBITS, limit)
        return body, doubt
    return _inflate(data, 16 + zlib.MAX_WBITS, limit)


def _inflate(data: bytes, wbits: int, limit: int) -> tuple[bytes, str]:
    """Read all members of a zlib or gzip stream; what follows the last one is ignored."""
    parts: list[bytes] = []
    rest, size = data, 0
    while True:
        stream = zlib.decompressobj(wbits)
        # The check sum comes apart from the data: with a wrong one the text is still kept.
        pending = [rest[-8:], rest[:-8]]
        try:
            while pending and not stream.eof:
                part = stream.decompress(pending.pop(), _CHUNK)
                if stream.unconsumed_tail or len(part) == _CHUNK:
                    pending.append(stream.unconsumed_tail)
                parts.append(part)
                size += len(part)
                if size > limit:
                    raise OversizeError(f"{size} > {limit}")
        except zlib.error:
            damaged = size > 0 or data.startswith(_GZIP_MAGIC)
            return (
                (b"".join(parts), TRUNCATED_ENCODING) if damaged else (data, MISLABELLED_ENCODING)
            )
        if not stream.eof:
            return b"".join(parts), TRUNCATED_ENCODING
        rest = stream.unused_data + b"".join(reversed(pending))
        if not rest.startswith(_GZIP_MAGIC):
            return b"".join(parts), ""


def _unpack_brotli(data: bytes, limit: int) -> tuple[bytes, str]:
    stream = brotli.Decompressor()
    parts: list[bytes] = []
    size = 0
    feed = data
    try:
        while not stream.is_finished():
            part = stream.process(feed, output_buffer_limit=_CHUNK)
            feed = b""
            size += len(part)
            parts.append(part)
            if size > limit:
                raise OversizeError(f"{size} > {limit}")
            if not part and stream.can_accept_more_data():
                return b"".join(parts), TRUNCATED_ENCODING
    except brotli.error:
        if not size:
            return data, MISLABELLED_ENCODING
        return b"".join(parts), TRUNCATED_ENCODING
    return b"".join(parts), ""
