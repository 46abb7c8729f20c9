"""Invalid certificates are refused with the reason; hosts that the settings except are read."""

from __future__ import annotations

import json
import re
import ssl
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.hostile.stage import Case, command, lines, stage
from tests.hostile.wire import Wire

pytestmark = [pytest.mark.hostile, pytest.mark.xdist_group("hostile-certificates")]

EXCEPTED = {"TLS_EXCEPTED": ["127.0.0.1"]}
CASES = {
    "trusted": Case("trusted", fails=False),
    "expired": Case("expired", says=r"has expired \(2026-01-02\)", stored=()),
    "selfsigned": Case("selfsigned", says="is self-signed", stored=()),
    "otherhost": Case("otherhost", says="is another host's", stored=()),
    "stranger": Case("stranger", says="nobody whom this machine trusts", stored=()),
    "excepted": Case("excepted", fails=False, settings=EXCEPTED),
}
NOW = datetime(2026, 1, 1, tzinfo=UTC)


class Authority:
    """Signs certificates."""

    def __init__(self, name: str) -> None:
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.certificate = self._sign(self.name, self.key.public_key(), 9999, x509.BasicConstraints(True, None))

    def _sign(self, subject: x509.Name, key: Any, days: int, *extensions: Any) -> x509.Certificate:
        made = x509.CertificateBuilder(self.name, subject, key, x509.random_serial_number())
        made = made.not_valid_before(NOW).not_valid_after(NOW + timedelta(days=days))
        for extension in extensions:
            made = made.add_extension(extension, critical=False)
        return made.sign(self.key, hashes.SHA256())

    def context(self, folder: Path, name: str, days: int = 9999, signed: bool = True) -> ssl.SSLContext:
        """A server's side of TLS with a certificate for an address or a host."""
        key, subject = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
        named = x509.DNSName(name) if name.endswith(".vn") else x509.IPAddress(ip_address(name))
        issuer = self
        if not signed:
            issuer = Authority("itself")
            key, subject = issuer.key, issuer.name
        certificate = issuer._sign(subject, key.public_key(), days, x509.SubjectAlternativeName([named]))
        path = folder / f"{x509.random_serial_number()}.pem"
        pem, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
        private = key.private_bytes(pem, form, serialization.NoEncryption())
        path.write_bytes(private + certificate.public_bytes(pem))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        return context


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, dict[str, Any]]]:
    folder = tmp_path_factory.mktemp("certificates") / "news"
    mine, theirs, keys = Authority("ours"), Authority("theirs"), folder.parent
    contexts = {
        "trusted": mine.context(keys, "127.0.0.1"),
        "expired": mine.context(keys, "127.0.0.1", days=1),
        "selfsigned": mine.context(keys, "127.0.0.1", signed=False),
        "otherhost": mine.context(keys, "kinhtedothi.vn"),
        "stranger": theirs.context(keys, "127.0.0.1"),
        "excepted": mine.context(keys, "kinhtedothi.vn", signed=False),
    }
    store = keys / "store.pem"
    store.write_bytes(mine.certificate.public_bytes(serialization.Encoding.PEM))
    with ExitStack() as stack:
        wires = {name: stack.enter_context(Wire(CASES[name].route, context)) for name, context in contexts.items()}
        addresses = {CASES[name].host: wire.address for name, wire in wires.items()}
        stage(folder, list(CASES.values()), wires["trusted"], SITE_ADDRESS=addresses)
        command(folder, "harvest", *CASES, env={"SSL_CERT_FILE": str(store)})
        [record] = (folder / "output" / "runs").glob("*.json")
        yield folder, json.loads(record.read_text())["outlets"]


@pytest.mark.parametrize("name", CASES)
def test_only_a_certificate_that_is_trusted_or_excepted_is_read(ran: tuple[Path, dict[str, Any]], name: str) -> None:
    (folder, record), case = ran, CASES[name]
    assert sorted(line["id"].rpartition(":")[2] for line in lines(folder, name)) == [str(n) for n in case.stored or ()]
    failures = "\n".join(record[name]["failures"])
    assert (bool(failures), bool(re.search(case.says, failures))) == (case.fails, True), failures
