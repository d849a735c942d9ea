import gzip
import zlib

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.transport.completeness import Decoded, OversizeError, decode, judge


def gz(data):
    return gzip.compress(data, mtime=0)  # the same bytes, and test names, in every process


PAGE = ("<html><ul>" + "<li>云岭市商务局通知</li>" * 100 + "</ul></html>").encode()
LIMIT = 1 << 20


def unpack(raw, *encodings):
    return decode(raw, encodings, LIMIT)


@pytest.mark.parametrize(
    ("raw", "encodings"),
    [
        (PAGE, ()),
        (PAGE, ("identity",)),
        (gz(PAGE), ("gzip",)),
        (gz(PAGE), ("x-gzip",)),
        (gz(PAGE[:500]) + gz(PAGE[500:]), ("gzip",)),
        (gz(PAGE) + b"\r\n", ("gzip",)),
        (zlib.compress(PAGE), ("deflate",)),
        (zlib.compress(PAGE)[2:-4], ("deflate",)),
        (brotli.compress(PAGE), ("br",)),
        (brotli.compress(gz(PAGE)), ("gzip, br",)),
    ],
)
def test_a_whole_body_is_unpacked_without_a_witness(raw, encodings):
    assert unpack(raw, *encodings) == Decoded(PAGE)


@pytest.mark.parametrize("cut", [1, 4, 8, 9, 40, 100])
@pytest.mark.parametrize(("pack", "name"), [(gz, "gzip"), (brotli.compress, "br")])
def test_a_packed_body_cut_anywhere_is_flagged(pack, name, cut):
    found = unpack(pack(PAGE)[:-cut], name)
    assert found.witnesses == ("truncated_encoding",)
    assert PAGE.startswith(found.body)


def test_a_wrong_check_sum_is_flagged_and_the_text_kept():
    raw = bytearray(gz(PAGE))
    raw[-8] ^= 0xFF
    assert unpack(bytes(raw), "gzip") == Decoded(PAGE, ("truncated_encoding",))


def test_a_doubly_packed_page_is_unpacked_and_flagged():
    assert unpack(gz(gz(PAGE)), "gzip") == Decoded(PAGE, ("double_encoding",))


@pytest.mark.parametrize("name", ["gzip", "br", "deflate"])
def test_plain_text_labelled_as_packed_is_kept_and_flagged(name):
    assert unpack(PAGE, name) == Decoded(PAGE, ("mislabelled_encoding",))


def test_an_unknown_coding_is_flagged_not_guessed():
    assert unpack(b"\x01\x02", "zstd").witnesses == ("unknown_encoding",)


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (gz(bytes(LIMIT * 20)), "gzip"),
        (zlib.compress(bytes(LIMIT * 20)), "deflate"),
        (brotli.compress(bytes(LIMIT * 20)), "br"),
        (gz(gz(bytes(LIMIT * 20))), "gzip"),
    ],
)
def test_a_bomb_stops_at_the_limit(raw, name):
    with pytest.raises(OversizeError):
        unpack(raw, name)


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=200_000))
def test_any_body_survives_every_coding(body):
    assert unpack(gz(body), "gzip").body in (body, unpack(body, "gzip").body)
    assert unpack(zlib.compress(body), "deflate").body == body or body.startswith(b"\x1f\x8b")
    assert unpack(brotli.compress(body), "br").body == body or body.startswith(b"\x1f\x8b")


@settings(deadline=None, max_examples=100)
@given(st.binary(max_size=4000), st.sampled_from(["gzip", "deflate", "br", "gzip, br", "x"]))
def test_garbage_never_raises(raw, name):
    unpack(raw, name)


@pytest.mark.parametrize(
    ("body", "kind", "unbounded", "packed", "witnesses"),
    [
        (PAGE, "text/html", False, False, ()),
        (PAGE, "text/html", True, False, ()),
        (PAGE.upper() + b"\n<!-- page 1 -->", "text/html; charset=gbk", True, False, ()),
        (PAGE[:700], "text/html", False, False, ("no_tail",)),
        (PAGE[:700], "text/html", True, False, ("no_tail", "partial_body")),
        (PAGE[:700], "text/html", True, True, ("no_tail",)),
        (b'{"rows": [1', "application/json", True, False, ("partial_body",)),
        (b'{"rows": [1', "application/json", False, False, ()),
        (PAGE[:700], "", False, False, ("no_tail",)),
    ],
)
def test_a_missing_end_is_witnessed(body, kind, unbounded, packed, witnesses):
    assert judge(Decoded(body), kind, unbounded=unbounded, packed=packed) == witnesses


def test_a_damaged_packing_proves_no_end():
    found = judge(
        Decoded(b"[1", ("truncated_encoding",)), "application/json", unbounded=True, packed=True
    )
    assert found == ("truncated_encoding", "partial_body")


def test_the_end_of_a_page_in_utf_16_is_seen():
    body = "<html><body>通知公告</body></html>\r\n".encode("utf-16")
    assert judge(Decoded(body, ()), "text/html", unbounded=False, packed=False) == ()
