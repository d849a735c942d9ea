"""Names what went wrong when no answer came: kind, signature and a Chinese sentence.

Certificate faults are asked again with the standard library, which says which fault it is.
"""

import asyncio
import ssl
from collections.abc import Iterator
from dataclasses import dataclass

from OpenSSL import SSL
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from service_identity import VerificationError
from twisted.internet import error as tx
from twisted.python.failure import Failure

DOWNLOAD_ERRORS = (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
    tx.ConnectError,
    tx.ConnectionClosed,
    SSL.Error,
    VerificationError,
    OSError,
    ValueError,
)

# Codes of X509_V_ERR_* (OpenSSL); 62 and 64 are name and address mismatches.
_CERTIFICATE_FAULTS = {
    10: ("expired", "安全证书已过期"),
    9: ("not_yet_valid", "安全证书尚未生效"),
    18: ("self_signed", "安全证书是自签名的"),
    19: ("self_signed", "安全证书链中有自签名证书"),
    20: ("unknown_issuer", "安全证书的签发机构不受信任"),
    21: ("unknown_issuer", "安全证书的签发机构不受信任"),
    23: ("revoked", "安全证书已被吊销"),
    62: ("wrong_name", "安全证书与域名不符"),
    64: ("wrong_name", "安全证书与地址不符"),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """Why there is no answer; ``transient`` faults are worth another try."""

    kind: str
    signature: str
    detail: str
    transient: bool = False


def name_fault(error: BaseException, timeout_seconds: float) -> Fault:
    """Name an error of the download; one of DOWNLOAD_ERRORS."""
    causes = tuple(_causes(error))
    if isinstance(error, ResponseDataLossError):
        return Fault("truncated", "data_loss", "网页没有传完整就断开了", transient=True)
    if any(isinstance(cause, SSL.Error | VerificationError) for cause in causes):
        return Fault("tls", "handshake", "与网站的加密连接没有建立")
    for cause in causes:
        named = _name_one(cause, timeout_seconds)
        if named is not None:
            return named
    text = str(error)[:200]
    return Fault("network", "failed", f"连接失败：{text}", transient=True)


async def diagnose_certificate(host: str, address: str, port: int, seconds: float = 10) -> Fault:
    """Ask why the TLS handshake with ``address`` fails; opens one connection, sends no request."""
    context = ssl.create_default_context()
    try:
        async with asyncio.timeout(seconds):
            _, writer = await asyncio.open_connection(
                address, port, ssl=context, server_hostname=host
            )
        writer.close()
    except ssl.SSLCertVerificationError as error:
        signature, detail = _CERTIFICATE_FAULTS.get(
            error.verify_code, ("invalid", f"安全证书无效（{error.verify_message}）")
        )
        return Fault("tls", signature, detail)
    except ssl.SSLError as error:
        return Fault("tls", "protocol", f"网站的加密方式过旧或不兼容（{error.reason}）")
    except (OSError, TimeoutError):
        return Fault("tls", "handshake", "与网站的加密连接没有建立")
    return Fault("tls", "handshake", "与网站的加密连接没有建立", transient=True)


def _name_one(error: BaseException, timeout_seconds: float) -> Fault | None:
    match error:
        case DownloadTimeoutError() | tx.TimeoutError() | tx.TCPTimedOutError():
            return Fault("timeout", "timeout", f"{timeout_seconds:g} 秒内没有传完", transient=True)
        case CannotResolveHostError() | tx.DNSLookupError():
            return Fault("network", "dns", "找不到这个域名", transient=True)
        case DownloadConnectionRefusedError() | tx.ConnectionRefusedError():
            return Fault("network", "refused", "服务器拒绝连接", transient=True)
        case DownloadCancelledError():
            return Fault("size", "too_large", "网页超过大小上限")
        case tx.NoRouteError():
            return Fault("network", "unreachable", "到网站的网络不通", transient=True)
        case tx.ConnectionLost() | tx.ConnectionDone() | tx.ConnectionAborted():
            return Fault("network", "reset", "连接被断开", transient=True)
        case UnsupportedURLSchemeError():
            return Fault("http", "scheme", "不是 http 或 https 网址")
        case ValueError() if not isinstance(error, UnicodeError):
            return Fault("http", "malformed", "服务器的回答不合 HTTP 规范", transient=True)
        case _:
            return None


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield the innermost reasons first, then the error itself."""
    inner = error.__cause__
    if inner is not None:
        yield from _causes(inner)
    reasons = getattr(error, "reasons", None) or ()
    for reason in reasons:
        if isinstance(reason, Failure) and reason.value is not None:
            yield from _causes(reason.value)
    yield error
