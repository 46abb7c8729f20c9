"""Certificate verification against the system's store, with readable errors and exceptions by host."""

from __future__ import annotations

from collections.abc import Collection
from ipaddress import ip_address
from typing import Any

from OpenSSL import SSL
from OpenSSL.crypto import X509
from scrapy.exceptions import IgnoreRequest
from service_identity import VerificationError
from service_identity.exceptions import CertificateError
from service_identity.hazmat import DNS_ID, IPAddress_ID, ServiceID, verify_service_identity
from service_identity.pyopenssl import extract_patterns
from twisted.internet.interfaces import IOpenSSLClientConnectionCreator
from twisted.protocols.tls import TLSMemoryBIOProtocol
from twisted.web.iweb import IPolicyForHTTPS
from zope.interface import implementer  # type: ignore[import-untyped]

# x509_vfy.h of OpenSSL.
_WORDS = {
    9: "is not valid yet",
    10: "has expired",
    18: "is self-signed",
    19: "is signed by nobody whom this machine trusts",
    20: "is signed by nobody whom this machine trusts",
    21: "is signed by nobody whom this machine trusts",
    23: "was revoked",
}


class Untrusted(IgnoreRequest):
    """The certificate cannot be trusted; the message names what is wrong with it."""


@implementer(IPolicyForHTTPS)
class TrustPolicy:
    """Connections of another policy with our certificate check."""

    def __init__(self, policy: Any, excepted: Collection[str]) -> None:
        """Of the `excepted` hosts every certificate is taken."""
        self._policy = policy
        self._excepted = frozenset(excepted)
        self.troubles: dict[str, str] = {}
        """What is wrong with the newest certificate of a host."""

    def creatorForNetloc(self, hostname: bytes, port: int) -> Any:
        """Makes the connections to a host."""
        name = hostname.decode("ascii")
        self.troubles.pop(name, None)
        creator = self._policy.creatorForNetloc(hostname, port)
        return _Checked(creator, name, {} if name in self._excepted else self.troubles, name in self._excepted)


@implementer(IOpenSSLClientConnectionCreator)
class _Checked:
    def __init__(self, creator: Any, host: str, troubles: dict[str, str], excepted: bool) -> None:
        self._creator = creator
        self._host = host
        self._troubles = troubles
        self._excepted = excepted

    def clientConnectionForTLS(self, tlsProtocol: TLSMemoryBIOProtocol) -> SSL.Connection:
        connection: SSL.Connection = self._creator.clientConnectionForTLS(tlsProtocol)
        connection.set_verify(SSL.VERIFY_PEER | SSL.VERIFY_FAIL_IF_NO_PEER_CERT, self._check)
        return connection

    def _check(self, connection: SSL.Connection, certificate: X509, error: int, depth: int, fine: int) -> bool:
        """Asked of each certificate of the chain, the host's own one last (depth 0)."""
        trouble = ""
        if not fine:
            trouble = f"its certificate {_WORDS.get(error, f'is wrong (OpenSSL {error})')}{_since(certificate, error)}"
        elif depth == 0 and not _names(certificate, self._host):
            trouble = "its certificate is another host's"
        if trouble:
            self._troubles.setdefault(self._host, trouble)
        return not trouble or self._excepted


def _names(certificate: X509, name: str) -> bool:
    wanted: ServiceID
    try:
        wanted = IPAddress_ID(ip_address(name).compressed)
    except ValueError:
        wanted = DNS_ID(name)
    try:
        verify_service_identity(extract_patterns(certificate), [wanted], [])
    except (VerificationError, CertificateError):
        return False
    return True


def _since(certificate: X509, error: int) -> str:
    if error not in {9, 10}:
        return ""
    dates = certificate.to_cryptography()
    return f" ({dates.not_valid_after_utc if error == 10 else dates.not_valid_before_utc:%Y-%m-%d})"
