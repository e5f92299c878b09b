"""Servers behind TLS: verified always, old ones only where the source's file lets them in."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from tasks.crawl.connect import tls_context
from tasks.crawl.source import Source
from tests.tasks.crawl.nights import assert_warcs_are_sound, crawl
from tests.tasks.crawl.portal import HOST, Portal, serve, small_site

x509 = pytest.importorskip("cryptography.x509")
LEGACY = {"tls": "legacy", "tls_reason": "a server of 2008 that cannot do better"}


def _certificate(folder: Path, host: str) -> Path:
    """A self-signed certificate for a host, with its key."""
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, host)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=9))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = folder / f"{host}.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(secret + certificate.public_bytes(serialization.Encoding.PEM))
    return path


def _server(certificate: Path, *, old: bool) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    if old:
        context.set_ciphers("ALL:@SECLEVEL=0")
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    context.load_cert_chain(certificate)
    return context


@pytest.fixture
def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    certificate = _certificate(tmp_path, HOST)
    monkeypatch.setattr("certifi.where", lambda: str(certificate))
    tls_context.cache_clear()
    yield certificate
    tls_context.cache_clear()


def _source(portal: Portal, **changes: str) -> Source:
    return portal.source(columns=[{"url": f"https://{HOST}/jxgl/"}], **changes)


def test_a_site_behind_tls_is_crawled(tmp_path: Path, trusted: Path) -> None:
    with serve(small_site(), _server(trusted, old=False)) as portal:
        assert crawl(_source(portal), tmp_path / "a").state == "green"


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_an_old_server_is_only_met_where_the_source_lets_it_in(tmp_path: Path, trusted: Path) -> None:
    with serve(small_site(), _server(trusted, old=True)) as portal:
        assert crawl(_source(portal), tmp_path / "a").state == "red"
        assert portal.hits == []
        assert crawl(_source(portal, **LEGACY), tmp_path / "b").state == "green"
    assert_warcs_are_sound(tmp_path / "b")
    notes = set()
    for path in (tmp_path / "b").rglob("*.warc.gz"):
        with path.open("rb") as stream:
            notes |= {
                record.content_stream().read().decode()
                for record in ArchiveIterator(stream)
                if record.rec_type == "metadata"
            }
    assert notes == {"tls: legacy: a server of 2008 that cannot do better\r\n"}


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_certificates_are_verified_even_of_old_servers(tmp_path: Path, trusted: Path) -> None:
    stranger = _certificate(tmp_path, "czj.elsewhere.jxtest.gov.cn")
    with serve(small_site(), _server(stranger, old=True)) as portal:
        for changes in ({}, LEGACY):
            summary = crawl(_source(portal, **changes), tmp_path / f"a{len(changes)}")
            assert summary.state == "red"
        assert portal.hits == []
