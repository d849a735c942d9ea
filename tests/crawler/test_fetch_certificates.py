"""Certificates: four bad ones named, a good one accepted, an exception only by name."""

import ssl
from datetime import UTC, datetime, timedelta

import pytest
import trustme

from tests.faults.run import crawl
from tests.faults.server import FaultServer, answer

PAGE = b"<html><p>ok</p></html>"


def context(issuer, *names, **options):
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    issuer.issue_cert(*names, **options).configure_cert(made)
    return made


def self_signed(folder):
    """A certificate that is its own issuer: the authority's own, used as a server's."""
    authority = trustme.CA()
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    pem = folder / "own.pem"
    pem.write_bytes(authority.private_key_pem.bytes() + authority.cert_pem.bytes())
    made.load_cert_chain(pem)
    return made


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    folder = tmp_path_factory.mktemp("authority")
    good, stranger = trustme.CA(), trustme.CA()
    good.cert_pem.write_to_path(str(folder / "ca.pem"))
    past = datetime.now(UTC) - timedelta(days=3)
    contexts = {
        "good": context(good, "localhost"),
        "good_address": context(good, "127.0.0.1"),
        "expired": context(good, "localhost", not_before=past - timedelta(days=9), not_after=past),
        "wrong_name": context(good, "other.example.test"),
        "unknown_issuer": context(stranger, "localhost"),
        "self_signed": self_signed(folder),
        "excepted": context(stranger, "other.example.test"),
        "plain_text": None,
    }
    with FaultServer() as server:
        sites = {name: server.add({"/": answer(body=PAGE)}, tls) for name, tls in contexts.items()}
        hosts = {
            name: f"{'127.0.0.1' if name == 'good_address' else 'localhost'}:{site.port}"
            for name, site in sites.items()
        }
        found = crawl(
            "http://localhost/",
            [f"https://{host}/" for host in hosts.values()],
            hosts.values(),
            {"SSL_CERT_FILE": str(folder / "ca.pem")},
            robots=False,
            attempts=2,
            timeout_seconds=3,
            tls_exceptions=[hosts["excepted"]],
        )
        yield {
            name: (result, len(site.log))
            for (name, site), result in zip(sites.items(), found, strict=True)
        }


@pytest.mark.parametrize("name", ["good", "good_address", "excepted"])
def test_a_good_or_excepted_certificate_lets_the_page_through(results, name):
    found, asked = results[name]
    assert (found["outcome"], found.get("detail"), asked) == ("fetched", None, 1)


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("expired", "过期"),
        ("wrong_name", "不符"),
        ("unknown_issuer", "不受信任"),
        ("self_signed", "自签名"),
    ],
)
def test_a_bad_certificate_is_named_and_nothing_is_asked(results, name, word):
    found, asked = results[name]
    assert (found["outcome"], found["kind"], found["signature"]) == ("refused", "tls", name)
    assert word in found["detail"]
    assert (found["requests"], asked) == (1, 0)


def test_a_port_that_speaks_no_tls_is_a_tls_refusal(results):
    found, _ = results["plain_text"]
    assert (found["outcome"], found["kind"]) == ("refused", "tls")
