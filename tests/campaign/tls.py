"""A certificate authority of the campaign's own, and services whose certificates are wrong in each way."""

from __future__ import annotations

import datetime
import ipaddress
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests import faults
from tests.campaign.evidence import audit, mark, posts_since, read, recover
from tests.campaign.report import Result
from tests.campaign.stage import Stage
from tests.wire import Origin

_DAY = datetime.timedelta(days=1)
_PRIVATE = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())


@dataclass(frozen=True)
class Authority:
    """Somebody who signs certificates."""

    name: x509.Name
    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    def sign(self, host: str, first: datetime.timedelta, last: datetime.timedelta, folder: Path) -> ssl.SSLContext:
        """What a server with a certificate for this host needs; it is valid between two moments from now."""
        key = ec.generate_private_key(ec.SECP256R1())
        names = x509.SubjectAlternativeName([_general_name(host)])
        builder = _builder(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "service")]), self.name, first, last)
        builder = builder.public_key(key.public_key()).add_extension(names, critical=False)
        path = folder / f"server-{x509.random_serial_number():x}.pem"
        certificate = builder.sign(self.key, hashes.SHA256())
        path.write_bytes(key.private_bytes(*_PRIVATE) + certificate.public_bytes(serialization.Encoding.PEM))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        return context


def make_authority(name: str) -> Authority:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    key = ec.generate_private_key(ec.SECP256R1())
    builder = _builder(subject, subject, -_DAY, 30 * _DAY).public_key(key.public_key())
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    return Authority(subject, key, builder.sign(key, hashes.SHA256()))


def _builder(
    subject: x509.Name, issuer: x509.Name, first: datetime.timedelta, last: datetime.timedelta
) -> x509.CertificateBuilder:
    now = datetime.datetime.now(datetime.UTC)
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer)
    builder = builder.serial_number(x509.random_serial_number())
    return builder.not_valid_before(now + first).not_valid_after(now + last)


def _general_name(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def run(stage: Stage) -> Result:
    """The command line against each of them, trusting our authority as its system's only one."""
    checked = "a bad one: nothing sent, not tried again, told why, not charged; a good one works; the same for pictures"
    result = Result("certificates", checked)
    folder = stage.root / "certificates"
    folder.mkdir()
    ours, stranger = make_authority("Campaign authority"), make_authority("Campaign authority")
    trusted = folder / "trusted.pem"
    trusted.write_bytes(ours.certificate.public_bytes(serialization.Encoding.PEM))
    here, fine = "127.0.0.1", (-_DAY, _DAY)
    bad = {
        "expired": (ours.sign(here, -3 * _DAY, -2 * _DAY, folder), "expired"),
        "not yet valid": (ours.sign(here, 2 * _DAY, 3 * _DAY, folder), "not yet valid"),
        "wrong host": (ours.sign("example.org", *fine, folder), "IP address mismatch"),
        "unknown authority": (stranger.sign(here, *fine, folder), "certificate"),
    }
    _good(stage, result, trusted, ours.sign(here, *fine, folder))
    for name, (context, said) in list(bad.items())[: stage.some(1, len(bad))]:
        _bad(stage, result, trusted, context, name, said)
        _bad_picture(stage, result, trusted, context, name)
    return result


def _good(stage: Stage, result: Result, trusted: Path, context: ssl.SSLContext) -> None:
    with _serving(stage, context) as url:
        done = stage.place().generate("--base-url", url, SSL_CERT_FILE=str(trusted))
    result.runs += 1
    result.need(done.code == 0, f"a good certificate: ended with {done.code}: {done.err}")


def _bad(stage: Stage, result: Result, trusted: Path, context: ssl.SSLContext, name: str, said: str) -> None:
    place = stage.place()
    since = mark(stage)
    with _serving(stage, context) as url:
        done = place.generate("--base-url", url, SSL_CERT_FILE=str(trusted))
    result.runs += 1
    states = read(place).states
    result.need(not posts_since(stage, since), f"{name}: something was sent")
    result.need(done.code == 1 and states == ["not_charged"], f"{name}: {done.code}, {states}: {done.err}")
    result.need("is not trusted" in done.err and said in done.err, f"{name}: told as {done.err}")
    result.need("Nothing was charged" in done.err, f"{name}: nothing is said of the money: {done.err}")


def _bad_picture(stage: Stage, result: Result, trusted: Path, context: ssl.SSLContext, name: str) -> None:
    """The picture's address is passed on to a host that cannot be trusted: it is not fetched there, but later."""
    place = stage.place()
    since = mark(stage)
    with _serving(stage, context) as url:
        stage.server.script_pictures(faults.redirect(f"{url}/picture", 302))
        done = place.generate(SSL_CERT_FILE=str(trusted))
    result.runs += 1
    states = read(place).states
    result.need(done.code == 6 and states == ["received"], f"picture, {name}: {done.code}, {states}: {done.err}")
    recover(place)
    result.need(read(place).states == [], f"picture, {name}: not fetched at the next start")
    result.broken += audit(stage, place, since, 1, set())


@contextmanager
def _serving(stage: Stage, context: ssl.SSLContext) -> Iterator[str]:
    """The same service behind this certificate."""
    origin = Origin(stage.server.answer, tls=context)
    origin.start()
    try:
        yield origin.url
    finally:
        origin.close()
